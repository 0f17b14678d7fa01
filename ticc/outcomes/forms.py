"""The forms with which partners enter figures and targets, made for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from ticc.catalogue import labels
from ticc.catalogue.words import Visibility
from ticc.foundation.errors import Refusal
from ticc.foundation.forms import Form, tidy
from ticc.outcomes.day_field import DayField
from ticc.outcomes.figures import MOST_COUNTED, Aim, Measured, read_number
from ticc.outcomes.models import SiteMeasurement, Target

Choices = Sequence[tuple[str, str]]


def _longest(most: int) -> Length:
    return Length(max=most, message=_("Use at most %(max)d letters"))


class _PlaceForm(Form):
    """What figures and targets have in common: whose, where, how much, who may see it."""

    partner_code = SelectField(_("For which organisation?"), choices=[], validators=[InputRequired(_("Choose the organisation"))])
    site_code = SelectField(_("At which site?"), choices=[], validators=[InputRequired(_("Choose the site"))])
    value = StringField(_("Value"), filters=[tidy], validators=[InputRequired(_("Give a plain number, such as 12 or 3.5"))])
    unit = StringField(_("Counted in another unit? (optional)"), filters=[tidy], validators=[_longest(100)])
    visibility = RadioField(
        _("Who may see it?"),
        choices=[SelectChoice(value, label) for value, label in labels.VISIBILITY.items()],
        default=Visibility.PRIVATE.value,
        validators=[InputRequired(_("Choose who may see it"))],
    )
    version = IntegerField(validators=[Optional()])

    # The number that was typed, once the form was found sound.
    number: float = 0.0

    def validate_value(self, field: Any) -> None:
        """A plain number, with a decimal point or comma."""
        try:
            self.number = read_number(field.data)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from refusal

    def offer(self, partners: Choices, sites: Choices) -> None:
        """Offer the places that the person may enter figures for; nobody is asked where there is only one."""
        for field, found in ((self.partner_code, partners), (self.site_code, sites)):
            blank = [] if len(found) == 1 else [SelectChoice("", _("Choose one"))]
            field.choices = [*blank, *(SelectChoice(*one) for one in found)]

    def fill_place(self, row: SiteMeasurement | Target) -> None:
        """Show whose and where a figure or target is, and who may see it."""
        self.partner_code.data, self.site_code.data, self.visibility.data = row.partner_code, row.site_code, row.visibility


class FigureForm(_PlaceForm):
    """One figure: what was measured at a site on a day, or over the time that ends on it."""

    measured_on = DayField(_("On which day, or on which day did the time end?"), missing=_("Give the day"))
    measured_from = DayField(_("If it was measured over some time: from which day on? (optional)"))
    counted = StringField(_("How many people, visits or months does it rest on? (optional)"), filters=[tidy])
    source = TextAreaField(_("Where does the figure come from? (optional)"), filters=[tidy], validators=[_longest(1000)])
    note = TextAreaField(_("What should a reader know about it? (optional)"), filters=[tidy], validators=[_longest(2000)])

    def validate_counted(self, field: Any) -> None:
        """A whole number, where one is given."""
        said = field.data or ""
        if said and not (said.isascii() and said.isdecimal() and len(said) < 12 and 1 <= int(said) <= MOST_COUNTED):
            raise ValidationError(_("Give how many as a whole number from 1 on, or leave it empty"))

    def figure(self, indicator_code: str) -> Measured | None:
        """What the form says; None where no day was given, which the form then says itself."""
        if self.measured_on.data is None:
            return None
        return Measured(
            indicator_code=indicator_code,
            site_code=self.site_code.data or "",
            value=self.number,
            measured_on=self.measured_on.data,
            measured_from=self.measured_from.data,
            unit=self.unit.data or "",
            counted=int(self.counted.data) if self.counted.data else None,
            source=self.source.data or "",
            note=self.note.data or "",
            visibility=self.visibility.data,
        )

    def fill(self, row: SiteMeasurement, value: str) -> None:
        """Show what a figure says; `value` is its number as the reader's language writes it, without separators."""
        self.fill_place(row)
        self.value.data, self.unit.data, self.version.data = value, row.unit, row.version
        self.measured_on.show(row.measured_on)
        self.measured_from.show(row.measured_from)
        self.counted.data = "" if row.counted is None else str(row.counted)
        self.source.data, self.note.data = row.source, row.note

    def go_on_from(self, row: SiteMeasurement) -> None:
        """Begin where the last figure ended: same place, same days, same source."""
        self.fill_place(row)
        self.measured_on.show(row.measured_on)
        self.measured_from.show(row.measured_from)
        self.source.data = row.source


class WithdrawForm(Form):
    """Taking back a figure that was wrong."""

    because = TextAreaField(
        _("Why is it withdrawn?"), filters=[tidy], validators=[InputRequired(_("Say why: others may have used this figure")), _longest(1000)]
    )
    version = IntegerField(validators=[Optional()])


class TargetForm(_PlaceForm):
    """What is aimed for at a site, by when, and why."""

    due_on = DayField(_("By which day?"), missing=_("Give the day"))
    reason = TextAreaField(_("Why this target? (optional)"), filters=[tidy], validators=[_longest(2000)])

    def aim(self, indicator_code: str) -> Aim | None:
        """What the form says; None where no day was given, which the form then says itself."""
        if self.due_on.data is None:
            return None
        return Aim(
            indicator_code=indicator_code,
            site_code=self.site_code.data or "",
            value=self.number,
            due_on=self.due_on.data,
            unit=self.unit.data or "",
            reason=self.reason.data or "",
            visibility=self.visibility.data,
        )

    def fill(self, row: Target, value: str) -> None:
        """Show what a target says; `value` is its number as the reader's language writes it, without separators."""
        self.fill_place(row)
        self.value.data, self.unit.data, self.reason.data, self.version.data = value, row.unit, row.reason, row.version
        self.due_on.show(row.due_on)
