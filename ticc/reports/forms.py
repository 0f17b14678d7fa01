"""The form in which a lead defines a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from ticc.catalogue.words import Visibility
from ticc.foundation.forms import Form, tidy
from ticc.foundation.i18n import LANGUAGES, language
from ticc.reports.arranging import Arrangement
from ticc.reports.material import Depth
from ticc.reports.register import BY_NAME

LONG = Length(max=20_000, message=_("Use at most 20,000 letters"))
# The choices of a scope that are ticked; years are typed.
TICKED = ("country", "site", "theme", "level", "provenance")
YEARS = ("since", "until")
# How much of what was typed for a year a message says again.
LONGEST_SAID_AGAIN = 40
DEPTHS = {
    Depth.BRIEF: _("Brief: some nine pages"),
    Depth.STANDARD: _("Standard: some thirty-five pages"),
    Depth.FULL: _("Full: every obstacle, solution and source"),
}
READERS = {
    Visibility.PUBLIC: _("Everybody: only what is public is in it"),
    Visibility.PROGRAMME: _("Members of the programme: barriers that partners shared count too"),
}


class ReportForm(Form):
    """What the report speaks of, and how. Sections are rows beside the fields: a place in the order, a tick, and own words."""

    title = StringField(
        _("Title"), filters=[tidy], validators=[DataRequired(_("Give the report a title")), Length(max=200, message=_("Use at most 200 letters"))]
    )
    depth = RadioField(
        _("How much?"),
        choices=[SelectChoice(value.value, label) for value, label in DEPTHS.items()],
        default=Depth.STANDARD.value,
        validators=[InputRequired(_("Choose how much"))],
    )
    readers = RadioField(
        _("For whom?"),
        choices=[SelectChoice(value.value, label) for value, label in READERS.items()],
        default=Visibility.PUBLIC.value,
        validators=[InputRequired(_("Choose for whom"))],
    )
    country = SelectMultipleField(_("Only these countries"), choices=[])
    site = SelectMultipleField(_("Only these sites"), choices=[])
    theme = SelectMultipleField(_("Only these themes"), choices=[])
    level = SelectMultipleField(_("Only obstacles at these levels"), choices=[])
    provenance = SelectMultipleField(_("Only obstacles known in this way"), choices=[])
    since = StringField(_("Sources from the year"), filters=[tidy])
    until = StringField(_("to the year"), filters=[tidy])
    # The names of all sections in the order of their rows; which of them are ticked, the rows say.
    order = StringField(_("Sections"), filters=[tidy])
    # The depth that the ticks were set for: while nobody touches them they go with the depth.
    depth_before = StringField(filters=[tidy])
    foreword = TextAreaField(_("Foreword (Markdown, optional)"), filters=[tidy], validators=[LONG])
    look_key = SelectField(_("How it looks as PDF and in Word"), choices=[], default="")
    refuses_unchecked = BooleanField(_("Take no translation that nobody has checked: the English text stands instead"))
    is_shared = BooleanField(_("Let other project leads use and copy this definition"))
    # Not kept: the same definition gives a report in each language.
    report_language = SelectField(
        _("Language of the preview"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()], default=language, validate_choice=False
    )
    version = IntegerField(validators=[Optional()])

    arrangement: Arrangement
    comments: dict[str, str]

    def offer(self, choices: Mapping[str, list[tuple[str, str]]]) -> None:
        """Offer what the catalogue knows."""
        for name in TICKED:
            self[name].choices = [SelectChoice(*one) for one in choices[name]]
        self.look_key.choices = [SelectChoice("", _("The look of the house")), *(SelectChoice(*one) for one in choices.get("look", []))]

    def take_rows(self, sent: Mapping[str, str]) -> None:
        """Take what was sent of the rows of the sections. A form without rows has the sections of its depth."""
        ticked = {name for name in BY_NAME if sent.get(f"with-{name}")}
        before = Depth(self.depth_before.data) if self.depth_before.data in list(Depth) else self.said_depth
        order = self.names()
        self.arrangement = Arrangement.of_form(order, ticked, self.said_depth, before) if order else Arrangement.usual(self.said_depth)
        typed = {name: tidy(sent.get(f"comment-{name}")) for name in BY_NAME}
        self.comments = {name: words for name, words in typed.items() if words}

    @property
    def said_depth(self) -> Depth:
        """The depth that was chosen, or the usual one while none is."""
        return Depth(self.depth.data) if self.depth.data in list(Depth) else Depth.STANDARD

    @property
    def wanted_language(self) -> str:
        """The language of the preview: that of the page unless another one was chosen."""
        return self.report_language.data if self.report_language.data in LANGUAGES else language()

    def names(self) -> list[str]:
        """The names of sections in the order of their rows, each once."""
        return list(dict.fromkeys(name.strip() for name in (self.order.data or "").split(",") if name.strip()))

    def validate_order(self, field: Any) -> None:
        """Only sections that there are, at least one of them in the report, and own words that are not too long."""
        unknown = [name for name in self.names() if name not in BY_NAME]
        if unknown:
            raise ValidationError(
                _("There is no section '%(name)s': choose among %(known)s", name=unknown[0][:LONGEST_SAID_AGAIN], known=", ".join(BY_NAME))
            )
        if not self.arrangement.names:
            raise ValidationError(_("Tick at least one section"))
        too_long = [name for name, words in self.comments.items() if len(words) > LONG.max]
        if too_long:
            raise ValidationError(f"{BY_NAME[too_long[0]].title}: {LONG.message}")

    def validate_since(self, field: Any) -> None:
        """Years that make sense, in their order."""
        self.validate_until(field)
        if _is_year(field.data) and _is_year(self.until.data) and field.data > self.until.data:
            raise ValidationError(_("The first year must not lie after the last one"))

    def validate_until(self, field: Any) -> None:
        """Years as sources have them."""
        if field.data and not _is_year(field.data):
            raise ValidationError(_("%(name)s: '%(key)s' is not a year", name=field.label.text, key=field.data[:LONGEST_SAID_AGAIN]))

    def let_the_title_wait(self) -> None:
        """Ask for no title yet: a preview is looked at before the report has a name."""
        self.title.validators = [one for one in self.title.validators if not isinstance(one, DataRequired)]

    def scope(self) -> list[str]:
        """The scope in words such as `theme=funding`."""
        chosen = [f"{name}={key}" for name in TICKED for key in self[name].data or []]
        return chosen + [f"{name}={self[name].data}" for name in YEARS if self[name].data]

    def said(self) -> dict[str, Any]:
        """The definition as the service takes it."""
        names = ("title", "depth", "readers", "foreword", "look_key", "refuses_unchecked", "is_shared")
        sections = [] if self.arrangement.is_usual(self.said_depth) else list(self.arrangement.names)
        return {**{name: self[name].data for name in names}, "scope": self.scope(), "sections": sections, "comments": self.comments}

    def fill(self, scope: list[str], sections: list[str], comments: Mapping[str, str]) -> None:
        """Show the scope and the sections of a definition."""
        for name in TICKED:
            self[name].data = [one.split("=", 1)[1] for one in scope if one.startswith(f"{name}=")]
        for name in YEARS:
            self[name].data = next((one.split("=", 1)[1] for one in scope if one.startswith(f"{name}=")), "")
        self.arrangement = Arrangement.of_names(sections, self.said_depth)
        self.comments = dict(comments)

    def drop(self, choice: str) -> bool:
        """Take one choice such as `theme=funding` out of the scope; says whether it was there."""
        if choice not in self.scope():
            return False
        name, _equals, key = choice.partition("=")
        self[name].data = "" if name in YEARS else [one for one in self[name].data if one != key]
        return True


def _is_year(typed: str | None) -> bool:
    return bool(typed) and len(typed or "") == 4 and (typed or "").isascii() and (typed or "").isdecimal() and (typed or "") >= "1000"
