"""The forms with which a barrier is worked, made for a phone; each says in `asks` how its fields are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from ticc.accounts.models import Account
from ticc.barriers.forms import EARLIEST, HowBadForm
from ticc.barriers.models import Authorship, Escalation, NextStep, Note, Position, Stance
from ticc.barriers.tries import Tried
from ticc.barriers.working_labels import AUTHORSHIP, POSITION
from ticc.catalogue.labels import RESULT
from ticc.foundation.forms import Form, tidy

LATEST = date(2100, 12, 31)
OTHER = "other"
# (field, how it is drawn, what stands beside it)
Asks = tuple[tuple[str, str, Any], ...]


def _longest(most: int) -> Length:
    return Length(max=most, message=_("Use at most %(max)d letters"))


class DayText(StringField):
    """A day as a browser's calendar sends it, or as somebody types it; `day` is None where it is no day."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[tidy], **kwargs)

    @property
    def day(self) -> date | None:
        """The day that was typed, if it is one that this century's work can speak of."""
        try:
            found = date.fromisoformat(self.data or "")
        except ValueError:
            return None
        return found if EARLIEST <= found <= LATEST and len(self.data or "") == 10 else None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Whatever was typed must be a day."""
        if self.data and self.day is None:
            raise ValidationError(str(_("Write the day as 2024-05-31")))


class _WorkForm(Form):
    """What all have in common: the version that the person saw."""

    asks: ClassVar[Asks] = ()
    version = IntegerField(validators=[Optional()])


class NoteForm(_WorkForm):
    """What happened meanwhile, and whom to call."""

    asks = (("words", "area", _("Markdown can be used. Leave out what tells who a client is.")), ("called", "ticks", ""))
    words = TextAreaField(_("What happened?"), filters=[tidy], validators=[InputRequired(_("Say what happened")), _longest(5000)])
    called = SelectMultipleField(_("Call somebody (optional)"), choices=[], validate_choice=False)

    def offer(self, people: Sequence[Account]) -> None:
        """Offer the people who may be called."""
        self.called.choices = [SelectChoice(str(person.id), person.name) for person in people]

    def called_ids(self) -> set[int]:
        """Who was chosen, among those who were offered."""
        offered = {choice.value for choice in self.called.choices or ()}
        return {int(one) for one in self.called.data or () if one in offered}

    def fill(self, note: Note) -> None:
        """Show what a note says."""
        self.words.data, self.called.data, self.version.data = note.words, [str(one) for one in note.mentioned], note.version


class StepForm(_WorkForm):
    """What is to be done next, by whom, by when."""

    asks = (("words", "area", ""), ("owner", "select", ""), ("due_on", "day", ""))
    words = TextAreaField(_("What is to be done next?"), filters=[tidy], validators=[InputRequired(_("Say what is to be done")), _longest(1000)])
    owner = SelectField(_("By whom? (optional)"), choices=[], validate_choice=False)
    due_on = DayText(_("By which day? (optional)"))

    def offer(self, people: Sequence[Account]) -> None:
        """Offer the partner's people."""
        self.owner.choices = [SelectChoice("", _("Nobody yet")), *(SelectChoice(str(person.id), person.name) for person in people)]

    def said(self) -> dict[str, Any]:
        """What the form says; an owner who was not offered is a stranger, whom the service refuses."""
        owner = self.owner.data or ""
        offered = {choice.value for choice in self.owner.choices or ()}
        return {"words": self.words.data, "owner_id": (int(owner) if owner in offered else 0) if owner else None, "due_on": self.due_on.day}

    def fill(self, step: NextStep) -> None:
        """Show what a step says."""
        self.words.data, self.version.data = step.words, step.version
        self.owner.data = str(step.owner_id) if step.owner_id else ""
        self.due_on.data = step.due_on.isoformat() if step.due_on else ""


class DoneForm(_WorkForm):
    """A step is done: on which day, and what came of it."""

    asks = (("came_of_it", "area", ""), ("done_on", "day", ""))
    came_of_it = TextAreaField(_("What came of it?"), filters=[tidy], validators=[InputRequired(_("Say what came of it")), _longest(2000)])
    done_on = DayText(_("On which day?"), [InputRequired(_("Give the day"))])


class CostForm(HowBadForm):
    """What a barrier costs from a day on."""

    asks: ClassVar[Asks] = (("on", "day", ""), ("cost", "ranges", ""))
    severity = None  # type: ignore[assignment]
    visibility = None  # type: ignore[assignment]
    on = DayText(_("From which day on?"), [InputRequired(_("Give the day"))])

    def validate(self, extra_validators: Any = None) -> bool:
        """Beside what holds for every range: one amount at least."""
        fine = super().validate(extra_validators)
        if not self.cost() and not any(field.errors for field in self):
            self.hours_low.errors = [*self.hours_low.errors, str(_("Give at least one amount"))]
            return False
        return fine

    def fill_cost(self, on: date, cost: dict[str, dict[str, int]], version: int | None) -> None:
        """Show what it costs."""
        self.on.data, self.version.data = on.isoformat(), version
        for name, parts in cost.items():
            for part, amount in parts.items():
                getattr(self, f"{name}_{part}").data = amount


class StanceForm(_WorkForm):
    """Somebody who could move the barrier."""

    asks = (
        ("who", "text", _("A role or a body, such as “head of community services”; never a private person’s name")),
        ("position", "radios", ""),
        ("last_contact", "day", ""),
        ("words", "area", ""),
    )
    who = StringField(_("Who could move it?"), filters=[tidy], validators=[InputRequired(_("Say which role or body")), _longest(200)])
    position = RadioField(
        _("Where do they stand?"),
        choices=[SelectChoice(value.value, POSITION[value]) for value in Position],
        validators=[InputRequired(_("Choose where they stand"))],
    )
    last_contact = DayText(_("Last contact (optional)"))
    words = TextAreaField(_("What did they say? (optional)"), filters=[tidy], validators=[_longest(2000)])

    def said(self) -> dict[str, Any]:
        """What the form says."""
        return {"who": self.who.data, "position": self.position.data, "last_contact": self.last_contact.day, "words": self.words.data}

    def fill(self, row: Stance) -> None:
        """Show what is known of somebody."""
        self.who.data, self.position.data, self.words.data, self.version.data = row.who, row.position, row.words, row.version
        self.last_contact.data = row.last_contact.isoformat() if row.last_contact else ""


class EscalationForm(_WorkForm):
    """A barrier above the site's level: who could move it, and what is asked of them."""

    asks = (("body", "text", _("For example a ministry, an insurer, a regulator")), ("ask", "area", ""))
    body = StringField(_("Which body could move it?"), filters=[tidy], validators=[InputRequired(_("Say which body")), _longest(200)])
    ask = TextAreaField(_("What should they do?"), filters=[tidy], validators=[InputRequired(_("Say what you ask for")), _longest(3000)])


class AnswerForm(_WorkForm):
    """What an adviser answers."""

    asks = (("answer", "area", ""),)
    answer = TextAreaField(_("Your answer"), filters=[tidy], validators=[InputRequired(_("Write an answer")), _longest(3000)])

    def fill(self, row: Escalation) -> None:
        """Begin with the version that the adviser reads."""
        self.version.data = row.version


class TryForm(Form):
    """What was tried: which solution, how it ended, what happened, what was adapted, since when, and who tells it."""

    solution = RadioField(_("What was tried?"), choices=[], validators=[InputRequired(_("Choose a solution, or give the code of another one"))])
    other = StringField(_("Code of another solution, such as SOL-007"), filters=[tidy, str.upper], validators=[_longest(20)])
    result = RadioField(
        _("How did it end?"),
        choices=[SelectChoice(str(value), label) for value, label in RESULT.items()],
        validators=[InputRequired(_("Choose how it ended"))],
    )
    happened = TextAreaField(
        _("What happened?"), filters=[tidy], validators=[InputRequired(_("Say what happened: others learn from it")), _longest(5000)]
    )
    kept = TextAreaField(_("What was kept as it is described? (optional)"), filters=[tidy], validators=[_longest(2000)])
    changed = TextAreaField(_("What was changed? (optional)"), filters=[tidy], validators=[_longest(2000)])
    dropped = TextAreaField(_("What was left out? (optional)"), filters=[tidy], validators=[_longest(2000)])
    added = TextAreaField(_("What was added? (optional)"), filters=[tidy], validators=[_longest(2000)])
    month = IntegerField(_("Month"), validators=[Optional(), NumberRange(1, 12, _("A month is a number from 1 to 12"))])
    year = IntegerField(_("Year"), validators=[Optional(), NumberRange(EARLIEST.year, LATEST.year, _("Give a year from 1990 on"))])
    authorship = RadioField(
        _("Who is told to tell it?"),
        choices=[SelectChoice(value.value, AUTHORSHIP[value]) for value in Authorship],
        default=Authorship.NAMED.value,
        validators=[InputRequired(_("Choose who is told to tell it"))],
    )
    looked = BooleanField(_("I have looked: nothing of this tells who a person is"))
    seen = HiddenField(filters=[tidy])
    # What may tell who a person is, where somebody has to look at it first.
    marked: Sequence[str] = ()

    def validate_year(self, _field: Any) -> None:
        """A month and its year are given together."""
        if not self.month.errors and (self.month.data is None) != (self.year.data is None):
            raise ValidationError(str(_("Give both the month and the year, or neither")))

    def validate_other(self, field: Any) -> None:
        """The code must stand there where it is asked for."""
        if self.solution.data == OTHER and not field.data:
            raise ValidationError(str(_("Give the code of the solution")))

    def offer(self, solutions: Sequence[tuple[str, str]]) -> None:
        """Offer the solutions that are suggested, and any other one by its code."""
        self.solution.choices = [*(SelectChoice(*one) for one in solutions), SelectChoice(OTHER, _("Another solution, by its code"))]

    def tried(self) -> Tried:
        """What the form says."""
        solution = self.other.data if self.solution.data == OTHER else self.solution.data
        texts = {name: getattr(self, name).data or "" for name in ("happened", "kept", "changed", "dropped", "added")}
        began = date(self.year.data, self.month.data, 1) if self.year.data and self.month.data else None
        return Tried(solution or "", self.result.data, **texts, began_on=began, authorship=self.authorship.data)

    def fill(self, tried: Tried, seen: str) -> None:
        """Show what a try says."""
        offered = {choice.value for choice in self.solution.choices or ()}
        self.solution.data = tried.solution if tried.solution in offered else OTHER
        self.other.data = "" if tried.solution in offered else tried.solution
        for name in ("result", "happened", "kept", "changed", "dropped", "added", "authorship"):
            getattr(self, name).data = getattr(tried, name)
        if tried.began_on:
            self.month.data, self.year.data = tried.began_on.month, tried.began_on.year
        self.seen.data = seen
