"""The forms with which advisers make, merge and retire obstacles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from ticc.catalogue.vocabulary import Vocabularies
from ticc.foundation.forms import Form, tidy


def _why(label: Any) -> TextAreaField:
    return TextAreaField(
        label, filters=[tidy], validators=[DataRequired(_("Say in one sentence why")), Length(max=2000, message=_("Use at most 2,000 letters"))]
    )


class FoundingForm(Form):
    """A new obstacle, in general words."""

    title = StringField(
        _("What blocks the transfer, in one line?"),
        filters=[tidy],
        validators=[InputRequired(_("Give it a title")), Length(min=8, max=200, message=_("Use between 8 and 200 letters"))],
    )
    summary = TextAreaField(
        _("In two or three sentences"),
        filters=[tidy],
        validators=[InputRequired(_("Say it in two or three sentences")), Length(min=20, max=2000, message=_("Use between 20 and 2,000 letters"))],
    )
    body = TextAreaField(_("More (optional)"), filters=[tidy], validators=[Length(max=20_000, message=_("Use at most %(max)d letters"))])
    theme = SelectField(_("What is it about?"), choices=[], validators=[InputRequired(_("Choose what it is about"))])
    level = SelectField(
        _("Who would have to change something?"), choices=[], validators=[InputRequired(_("Choose who would have to change something"))]
    )
    determinant = SelectField(_("Determinant (optional)"), choices=[], default="")
    reason = _why(_("Why is the barrier a sighting of it?"))
    is_new = BooleanField(
        _("I have looked: none of the obstacles above says it"), validators=[DataRequired(_("Look whether there is one already, and tick this"))]
    )

    def offer(self, vocabularies: Vocabularies, language: str) -> None:
        """Offer the words of the programme's vocabularies."""
        for field, name in ((self.theme, "themes"), (self.level, "levels"), (self.determinant, "constructs")):
            found = vocabularies[name]
            field.choices = [SelectChoice("", _("Choose")), *_in_words((key, word.in_language(language)) for key, word in found.items())]

    def said(self) -> dict[str, str]:
        """What the form says of the obstacle."""
        return {name: getattr(self, name).data or "" for name in ("title", "summary", "body", "theme", "level", "determinant")}


class MergeForm(Form):
    """Into which obstacle another one is merged."""

    into = StringField(
        _("Code of the obstacle that stays, such as OBS-012"),
        filters=[tidy, str.upper],
        validators=[InputRequired(_("Give the code of the obstacle that stays")), Length(max=80, message=_("Use at most %(max)d letters"))],
    )

    def take_address(self, into: str) -> None:
        """Ask about the obstacle that the address names."""
        self.into.data = tidy(into).upper()[:80]


def _in_words(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(key, label) for key, label in pairs]
