"""The forms of assessments: the profile, one answer, raters, what was agreed, the plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from ticc.assessment import labels
from ticc.assessment.instrument import AXES, STEPS, Instrument
from ticc.assessment.models import ActionState, Answer, Assessment, Consent, Mode, Said
from ticc.assessment.service import AnswerSaid
from ticc.assessment.wording import InWords, Question
from ticc.foundation.forms import Form, tidy

LONG = Length(max=4000, message=_("Use at most 4,000 letters"))

LATEST = date(2100, 1, 1)


def _is_web_address(text: str) -> bool:
    try:
        found = urlsplit(text)
    except ValueError:
        # Such as a bracket that is never closed.
        return False
    return found.scheme in ("http", "https") and bool(found.netloc)


def typed_day(text: str | None) -> date | None:
    """The day that was typed as year-month-day; None for anything else, and for a day that no plan of ours can mean."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if date(2000, 1, 1) <= found <= LATEST else None


class ProfileForm(Form):
    """Who and where you are: the questions follow from it."""

    title = StringField(
        _("What do you call this assessment? (optional)"), filters=[tidy], validators=[Length(max=120, message=_("Use at most 120 letters"))]
    )
    country = SelectField(_("In which country?"), choices=[], validate_choice=True)
    stage = RadioField(labels.AXIS["stage"], choices=[], validators=[InputRequired(_("Choose how far you are"))])
    place = RadioField(labels.AXIS["place"], choices=[], validators=[InputRequired(_("Choose what kind of place you are"))])
    size = RadioField(labels.AXIS["size"], choices=[], validators=[InputRequired(_("Choose how many people would work this way"))])
    undertakings = SelectMultipleField(_("What are you about to do? (optional; tick all that apply)"), choices=[])
    depth = RadioField(_("How much time do you have?"), choices=[], validators=[InputRequired(_("Choose the short or the full form"))])
    mode = RadioField(
        _("Who answers?"),
        choices=[
            SelectChoice(Mode.ALONE.value, _("I do, alone")),
            SelectChoice(Mode.GROUP.value, _("A group: everybody rates blind, then you look at all marks together (sign in first)")),
        ],
        default=Mode.ALONE.value,
        validators=[InputRequired(_("Choose who answers"))],
    )
    shows_names = BooleanField(_("In a group: show at the reveal who gave which mark"))

    def offer(self, words: InWords, countries: list[tuple[str, str]], depths: list[tuple[str, str]]) -> None:
        """Offer what the instrument knows; an axis that it does not ask about leaves the form."""
        self.country.choices = [SelectChoice("", _("Another country, or several")), *(SelectChoice(*one) for one in countries)]
        self.depth.choices = [SelectChoice(*one) for one in depths]
        self.undertakings.choices = [SelectChoice(*one) for one in words.undertakings()]
        for axis in AXES:
            found = words.choices(axis)
            if found:
                self[axis].choices = [SelectChoice(*one) for one in found]
            else:
                del self[axis]

    def said(self) -> dict[str, Any]:
        """The profile as the service takes it."""
        settings = {axis: self[axis].data for axis in AXES if axis in self}
        return {
            "title": self.title.data,
            "country": self.country.data,
            "settings": settings,
            "undertakings": list(self.undertakings.data or []),
            "is_short": self.depth.data == "short",
        }

    def fill(self, assessment: Assessment) -> None:
        """Show what was said before."""
        self.title.data, self.country.data = assessment.title, assessment.country
        self.undertakings.data = list(assessment.undertakings)
        self.depth.data = "short" if assessment.is_short else "full"
        for axis, chosen in assessment.settings.items():
            if axis in self:
                self[axis].data = chosen


class AnswerForm(Form):
    """One answer: a step or none, the signs that were seen, what proves it, a note."""

    level = RadioField(
        _("Which of these is most like your place today?"),
        choices=[],
        validators=[InputRequired(_("Choose the step that is most like your place, or say that you do not know or that it does not apply"))],
    )
    signs = SelectMultipleField(_("Which of these would a visitor see? (tick all that apply)"), choices=[], coerce=int)
    proof_text = TextAreaField(_("What shows it? In a few words (optional)"), filters=[tidy], validators=[LONG])
    proof_link = StringField(_("A link to it (optional)"), filters=[tidy], validators=[Length(max=500, message=_("Use at most 500 letters"))])
    proof_codes = StringField(
        _("Codes of obstacles or solutions of this catalogue (optional)"),
        filters=[tidy],
        validators=[Length(max=200, message=_("Use at most 200 letters"))],
    )
    file = FileField(_("A file (optional)"))
    note = TextAreaField(_("A note for yourself or the talk (optional)"), filters=[tidy], validators=[LONG])
    version = IntegerField(validators=[Optional()])

    def offer(self, question: Question) -> None:
        """Offer the steps and signs of a statement."""
        self.level.label.text = question.text
        self.level.choices = [SelectChoice(str(step), question.steps[step]) for step in range(STEPS)]
        self.level.choices += [SelectChoice(value, label) for value, label in labels.UNSCORED.items()]
        self.signs.choices = list(enumerate(question.signs))

    def fill(self, answer: Answer | None, present_round: int) -> None:
        """Show what was answered before, in this round or in an earlier one."""
        if answer is None:
            self.version.data = 0
            return
        self.level.data = str(answer.step) if answer.said == Said.STEP else answer.said
        self.signs.data = list(answer.signs)
        self.proof_text.data, self.proof_link.data, self.note.data = answer.proof_text, answer.proof_link, answer.note
        self.proof_codes.data = ", ".join(answer.proof_codes)
        self.version.data = answer.version if answer.round == present_round else 0

    def validate_proof_link(self, field: Any) -> None:
        """Only addresses of the web: what else a browser follows could run in the page."""
        if field.data and not _is_web_address(field.data):
            raise ValidationError(_("Write the whole address, beginning with https://"))

    def says_something(self) -> bool:
        """Whether anything was filled in; words without a step are not passed over in silence."""
        return bool(self.level.data or self.signs.data or self.proof_text.data or self.note.data)

    def codes(self) -> list[str]:
        """The codes that were typed, as codes are written."""
        typed = re.split(r"[\s,;]+", self.proof_codes.data or "")
        return [f"{prefix.upper()}-{rest}" for one in typed if one for prefix, _dash, rest in [one.partition("-")]]

    def said(self, attachment_id: int | None = None) -> AnswerSaid:
        """The answer as the service takes it."""
        level = self.level.data or ""
        is_step = level.isdecimal()
        return AnswerSaid(
            said=Said.STEP.value if is_step else level,
            step=int(level) if is_step else None,
            signs=list(self.signs.data or []),
            proof_text=self.proof_text.data or "",
            proof_link=self.proof_link.data or "",
            proof_codes=self.codes(),
            attachment_id=attachment_id,
            note=self.note.data or "",
        )


class RaterForm(Form):
    """Who else rates?"""

    name = StringField(
        _("Name, or a word by which the group knows the person"),
        filters=[tidy],
        validators=[DataRequired(_("Give a name or a word")), Length(max=80, message=_("Use at most 80 letters"))],
    )
    is_on_paper = BooleanField(_("Answers on paper: I will type them in"))


class AgreementForm(Form):
    """What the group made of a statement."""

    discussion = TextAreaField(_("What was said (optional)"), filters=[tidy], validators=[LONG])
    level = RadioField(_("Agreed level"), choices=[], validators=[Optional()])
    reasons = TextAreaField(_("Why this level"), filters=[tidy], validators=[LONG])
    minority = TextAreaField(_("Who sees it otherwise, and why (optional)"), filters=[tidy], validators=[LONG])
    version = IntegerField(validators=[Optional()])

    def offer(self, question: Question) -> None:
        """Offer the steps of a statement, and to leave it open."""
        self.level.choices = [SelectChoice("", _("Not agreed yet"))]
        self.level.choices += [SelectChoice(str(step), question.steps[step]) for step in range(STEPS)]
        self.level.choices += [SelectChoice(value, label) for value, label in labels.UNSCORED_SHORT.items()]

    def validate_reasons(self, field: Any) -> None:
        """A level without its reason tells nothing in six months."""
        if self.level.data and not field.data:
            raise ValidationError(_("Say in one sentence why the group chose this level"))

    def said(self) -> dict[str, Any]:
        """What was agreed, as the service takes it."""
        level = self.level.data or ""
        is_step = level.isdecimal()
        return {
            "said": Said.STEP.value if is_step else level,
            "step": int(level) if is_step else None,
            "discussion": self.discussion.data or "",
            "reasons": self.reasons.data or "",
            "minority": self.minority.data or "",
        }


class ConcludeForm(Form):
    """Close a group's assessment."""

    review_on = StringField(_("When will you look at it again? (year-month-day)"), filters=[tidy])

    def validate_review_on(self, field: Any) -> None:
        """A real day."""
        if not typed_day(field.data):
            raise ValidationError(_("Write the day as 2027-05-31"))


class ActionForm(Form):
    """A step of the plan."""

    what = StringField(
        _("What will be done? (leave empty to take the solution’s own title)"),
        filters=[tidy],
        validators=[Length(max=300, message=_("Use at most 300 letters"))],
    )
    solution_code = StringField(_("Solution of this catalogue, by its code (optional)"), filters=[tidy, str.upper], validators=[Length(max=80)])
    obstacle_code = StringField(_("Obstacle that it is for, by its code (optional)"), filters=[tidy, str.upper], validators=[Length(max=80)])
    owner = StringField(_("Who sees to it?"), filters=[tidy], validators=[Length(max=120, message=_("Use at most 120 letters"))])
    due = StringField(_("Until when? (year-month-day)"), filters=[tidy])
    first_step = TextAreaField(_("What is the first step?"), filters=[tidy], validators=[LONG])
    state = SelectField(
        _("State"), choices=[SelectChoice(value, label) for value, label in labels.ACTION_STATE.items()], default=ActionState.PLANNED.value
    )
    version = IntegerField(validators=[Optional()])

    def validate_due(self, field: Any) -> None:
        """A real day, or none."""
        if field.data and not typed_day(field.data):
            raise ValidationError(_("Write the day as 2027-05-31"))

    def said(self) -> dict[str, Any]:
        """The action as the service takes it."""
        codes = {name: self[name].data or None for name in ("solution_code", "obstacle_code")}
        words: Mapping[str, Any] = {name: self[name].data or "" for name in ("what", "owner", "first_step", "state")}
        return {**words, **codes, "due": typed_day(self.due.data)}


class KeepForm(Form):
    """Keep an assessment: for which site it was made."""

    title = StringField(_("What do you call this assessment?"), filters=[tidy], validators=[Length(max=120, message=_("Use at most 120 letters"))])
    site_code = SelectField(_("For which site?"), choices=[])


class ConsentForm(Form):
    """What other places may learn."""

    consent = RadioField(
        _("What may other places learn of this result?"),
        choices=[SelectChoice(value, label) for value, label in labels.CONSENT.items()],
        validators=[InputRequired(_("Choose what other places may learn"))],
        default=Consent.NOTHING.value,
    )


class SwapForm(Form):
    """Ask another place to review each other."""

    message = TextAreaField(_("What would you like to ask them?"), filters=[tidy], validators=[DataRequired(_("Write a sentence or two")), LONG])


class RemarkForm(Form):
    """What a reviewer says of a principle of the other place."""

    principle = SelectField(_("Principle"), choices=[])
    text = TextAreaField(_("What you saw, and what you would ask"), filters=[tidy], validators=[DataRequired(_("Write what you saw")), LONG])


class ConfirmForm(Form):
    """A button that changes something; only its token is checked."""


def depths_of(instrument: Instrument, chosen: Mapping[str, str]) -> tuple[int, int]:
    """How many questions the short and the full form would ask a profile."""
    return len(instrument.applicable(chosen, True)), len(instrument.applicable(chosen))
