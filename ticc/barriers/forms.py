"""The forms of logging a barrier: three short steps, the look-alikes between them, and the adviser's match."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FileField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from ticc.barriers.labels import COST, SEVERITY
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import today
from ticc.foundation.forms import Form, tidy

EARLIEST = date(1990, 1, 1)
MOST = 1_000_000
# The answer of somebody who recognises none of the look-alikes.
NONE_OF_THESE = "none"
RANGE = ("low", "likely", "high")


class WhatForm(Form):
    """Step 1: what happened."""

    title = StringField(
        _("What happened, in one sentence?"),
        filters=[tidy],
        validators=[InputRequired(_("Say in one sentence what happened")), Length(min=8, max=200, message=_("Use between 8 and 200 letters"))],
    )
    because = TextAreaField(_("Because of what? (optional)"), filters=[tidy], validators=[Length(max=2000, message=_("Use at most 2,000 letters"))])
    so_that = TextAreaField(
        _("What does it lead to? (optional)"), filters=[tidy], validators=[Length(max=2000, message=_("Use at most 2,000 letters"))]
    )
    body = TextAreaField(
        _("Anything else that helps to understand it (optional)"),
        filters=[tidy],
        validators=[Length(max=10_000, message=_("Use at most 10,000 letters"))],
    )
    obstacle = HiddenField(filters=[tidy])
    version = IntegerField(validators=[Optional()])


class TypedForm(Form):
    """What is being typed in step 1: kept as it is, so a sentence may be short or missing as yet."""

    title = StringField(
        _("What happened, in one sentence?"), filters=[tidy], validators=[Length(max=200, message=_("Use between 8 and 200 letters"))]
    )
    because = WhatForm.because
    so_that = WhatForm.so_that
    body = WhatForm.body
    obstacle = WhatForm.obstacle
    version = WhatForm.version


class LookAlikeForm(Form):
    """Between the steps: is it one of these?"""

    obstacle = RadioField(_("Is this what you met?"), choices=[], validators=[InputRequired(_("Choose one, or say that it is none of these"))])


class WhereForm(Form):
    """Step 2: where, and since when. The month is enough: nobody remembers the day."""

    site_code = RadioField(_("At which site?"), choices=[], validators=[InputRequired(_("Choose the site"))])
    month = IntegerField(
        _("Month"), validators=[InputRequired(_("Give the month as a number")), NumberRange(1, 12, _("A month is a number from 1 to 12"))]
    )
    year = IntegerField(_("Year"), validators=[InputRequired(_("Give the year")), NumberRange(EARLIEST.year, 2100, _("Give a year from 1990 on"))])
    version = IntegerField(validators=[Optional()])

    def validate_year(self, _field: Any) -> None:
        """Nobody has met yet what begins tomorrow."""
        if not self.month.errors and self.since() and self.since() > today():  # type: ignore[operator]
            raise ValidationError(_("This month lies in the future: give the month in which you first met it"))

    def since(self) -> date | None:
        """The first day of the month."""
        month, year = self.month.data, self.year.data
        return date(year, month, 1) if month and year and 1 <= month <= 12 and EARLIEST.year <= year <= 2100 else None


class _Amount(IntegerField):
    """A whole number, with or without spaces between the thousands; a comma or a point may mean either, so neither is taken."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; raises ValueError with a sentence for the person."""
        typed = "".join(valuelist[0].split()) if valuelist else ""
        if not typed:
            return
        try:
            self.data = int(typed)
        except ValueError:
            raise ValueError(_("Use a whole number, without a comma or a point: 1500, not 1,500.00")) from None


def _amount() -> IntegerField:
    return _Amount(validators=[Optional(), NumberRange(0, MOST, _("Use a whole number from 0 to 1,000,000"))])


class HowBadForm(Form):
    """Step 3: how bad it is, what it costs, and who may see it."""

    severity = RadioField(
        _("How bad is it?"),
        choices=[SelectChoice(value, label) for value, label in SEVERITY.items()],
        validators=[InputRequired(_("Choose how bad it is"))],
    )
    hours_low, hours_likely, hours_high = _amount(), _amount(), _amount()
    visits_low, visits_likely, visits_high = _amount(), _amount(), _amount()
    money_low, money_likely, money_high = _amount(), _amount(), _amount()
    visibility = RadioField(
        _("Who may see it?"),
        choices=[
            SelectChoice(
                Visibility.PROGRAMME.value,
                _("Everybody in the programme: others can tell you what worked, and an adviser finds the obstacle that it belongs to"),
            ),
            SelectChoice(Visibility.PRIVATE.value, _("Only your organisation: nobody else sees it, not even in a count")),
        ],
        validators=[InputRequired(_("Choose who may see it"))],
    )
    file = FileField(_("A file that helps to understand it (optional)"))
    version = IntegerField(validators=[Optional()])

    def cost(self) -> dict[str, dict[str, int]]:
        """The ranges that were given; a range that nobody gave is left out."""
        given = {name: {part: getattr(self, f"{name}_{part}").data for part in RANGE} for name in COST}
        kept = {name: {part: amount for part, amount in parts.items() if amount is not None} for name, parts in given.items()}
        return {name: parts for name, parts in kept.items() if parts}

    def validate(self, extra_validators: Any = None) -> bool:
        """Beside each field: a range must rise from low to high."""
        fine = bool(super().validate(extra_validators))
        for name, parts in self.cost().items():
            amounts = [parts[part] for part in RANGE if part in parts]
            if amounts != sorted(amounts):
                field = getattr(self, f"{name}_low")
                field.errors = [*field.errors, _("The low amount must not be above the likely one, nor the likely above the high one")]
                fine = False
        return fine

    def fill(self, severity: str, cost: dict[str, dict[str, int]], visibility: str) -> None:
        """Show what a barrier says already."""
        self.severity.data = severity or None
        self.visibility.data = visibility
        for name, parts in cost.items():
            for part, amount in parts.items():
                getattr(self, f"{name}_{part}").data = amount


class QuickForm(Form):
    """A quick note: one sentence, where, and who may see it."""

    title = WhatForm.title
    site_code = WhereForm.site_code
    visibility = HowBadForm.visibility


class FileForm(Form):
    """A file to attach."""

    file = FileField(_("A file"))


class StateForm(Form):
    """A barrier changed its state: on which day, and how."""

    state = SelectField(_("New state"), choices=[], validators=[InputRequired(_("Choose the new state"))])
    on = StringField(_("On which day? (year-month-day)"), filters=[tidy], validators=[InputRequired(_("Give the day"))])
    how = TextAreaField(
        _("How did that come about?"),
        filters=[tidy],
        validators=[DataRequired(_("Say how: others learn from it")), Length(max=2000, message=_("Use at most 2,000 letters"))],
    )
    version = IntegerField(validators=[Optional()])

    def validate_on(self, _field: Any) -> None:
        """A real day that has been."""
        if self.day() is None:
            raise ValidationError(_("Write the day as 2024-05-31; it must not lie in the future"))

    def day(self) -> date | None:
        """The day that was typed, if it is one."""
        try:
            found = date.fromisoformat(self.on.data or "")
        except ValueError:
            return None
        return found if EARLIEST <= found <= today() else None


class MatchForm(Form):
    """The adviser's side: which obstacle is this a sighting of?"""

    obstacle = RadioField(_("This barrier is a sighting of"), choices=[], validators=[InputRequired(_("Choose an obstacle, or say that none fits"))])
    other = StringField(_("Code of another obstacle, such as OBS-012"), filters=[tidy, str.upper], validators=[Length(max=20)])
    reason = TextAreaField(
        _("Why?"), filters=[tidy], validators=[DataRequired(_("Say in one sentence why")), Length(max=2000, message=_("Use at most 2,000 letters"))]
    )
