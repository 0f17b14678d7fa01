"""The forms of the adviser's side: a match with one click, a question to the partner, and its answer."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ticc.barriers.models import Question
from ticc.foundation.forms import Form, tidy


class ConfirmForm(Form):
    """One click in the inbox: the obstacle is the button's, the reason is proposed and can be changed."""

    obstacle = HiddenField(filters=[tidy], validators=[DataRequired(_("Choose an obstacle")), Length(max=20, message=_("Choose an obstacle"))])
    reason = TextAreaField(
        _("Why?"), filters=[tidy], validators=[DataRequired(_("Say in one sentence why")), Length(max=2000, message=_("Use at most 2,000 letters"))]
    )

    def stand_at(self, code: str) -> None:
        """There is one such form for each barrier of the page: the field's name in the page says which."""
        self.reason.id = f"reason-{code}"

    def stand_nowhere(self) -> None:
        """The page does not show the form any more: what was refused is said above the list."""
        self.form_errors = [*self.form_errors, *self.reason.errors]
        self.reason.errors = []


class QuestionForm(Form):
    """What an adviser asks the partner."""

    asks: ClassVar[Any] = (
        ("words", "area", _("One question at a time. The partner’s people, advisers and project leads see it; nobody else does.")),
    )
    words = TextAreaField(
        _("What do you want to know?"),
        filters=[tidy],
        validators=[InputRequired(_("Write a question")), Length(max=2000, message=_("Use at most 2,000 letters"))],
    )
    version = IntegerField(validators=[Optional()])


class QuestionAnswerForm(Form):
    """What the partner answers."""

    asks: ClassVar[Any] = (("answer", "area", _("Your own people, advisers and project leads see it; nobody else does.")),)
    answer = TextAreaField(
        _("Your answer"),
        filters=[tidy],
        validators=[InputRequired(_("Write an answer")), Length(max=3000, message=_("Use at most 3,000 letters"))],
    )
    version = IntegerField(validators=[Optional()])

    def fill(self, question: Question) -> None:
        """Begin with what was answered before, and with the version that the person reads."""
        self.answer.data, self.version.data = question.answer, question.version
