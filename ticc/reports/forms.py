"""The form in which a lead defines a report."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from ticc.catalogue.words import Visibility
from ticc.foundation.forms import Form, tidy
from ticc.reports.material import Depth
from ticc.reports.register import BY_NAME, SECTIONS

LONG = Length(max=20_000, message=_("Use at most 20,000 letters"))
# The choices of a scope that are ticked; years are typed.
TICKED = ("site", "country", "theme", "level", "provenance")
DEPTHS = {
    Depth.BRIEF: _("Brief: some nine pages"),
    Depth.STANDARD: _("Standard: some thirty to fifty pages"),
    Depth.FULL: _("Full: every obstacle, solution and source"),
}
READERS = {
    Visibility.PUBLIC: _("Everybody: only what is public is in it"),
    Visibility.PROGRAMME: _("Members of the programme: barriers that partners shared count too"),
}


class ReportForm(Form):
    """What the report speaks of, and how."""

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
    site = SelectMultipleField(_("Only these sites"), choices=[])
    country = SelectMultipleField(_("Only these countries"), choices=[])
    theme = SelectMultipleField(_("Only these themes"), choices=[])
    level = SelectMultipleField(_("Only obstacles at these levels"), choices=[])
    provenance = SelectMultipleField(_("Only obstacles known in this way"), choices=[])
    since = IntegerField(_("Sources from the year"), validators=[Optional()])
    until = IntegerField(_("to the year"), validators=[Optional()])
    sections = StringField(_("Sections in their order, by name (empty: those of the depth)"), filters=[tidy], validators=[Length(max=300)])
    foreword = TextAreaField(_("Foreword (Markdown, optional)"), filters=[tidy], validators=[LONG])
    refuses_unchecked = BooleanField(_("Take no translation that nobody has checked: the English text stands instead"))
    is_shared = BooleanField(_("Let other project leads use and copy this definition"))
    version = IntegerField(validators=[Optional()])

    def offer(self, choices: dict[str, list[tuple[str, str]]]) -> None:
        """Offer what the catalogue knows."""
        for name in TICKED:
            self[name].choices = [SelectChoice(*one) for one in choices[name]]

    def validate_sections(self, field: Any) -> None:
        """Only sections that there are."""
        unknown = [name for name in self.names() if name not in BY_NAME]
        if unknown:
            raise ValidationError(_("There is no section '%(name)s': choose among %(known)s", name=unknown[0], known=", ".join(BY_NAME)))

    def validate_since(self, field: Any) -> None:
        """Years that make sense, in their order."""
        self.validate_until(field)
        if field.data and self.until.data and field.data > self.until.data:
            raise ValidationError(_("The first year must not lie after the last one"))

    def validate_until(self, field: Any) -> None:
        """Years as sources have them."""
        if field.data is not None and not 1000 <= field.data <= 9999:
            raise ValidationError(_("%(name)s: '%(key)s' is not a year", name=field.label.text, key=field.data))

    def names(self) -> list[str]:
        """The names of sections that were typed, each once."""
        return list(dict.fromkeys(name.strip() for name in (self.sections.data or "").split(",") if name.strip()))

    def said(self, comments: dict[str, str]) -> dict[str, Any]:
        """The definition as the service takes it."""
        scope = [f"{name}={key}" for name in TICKED for key in self[name].data or []]
        scope += [f"{name}={self[name].data}" for name in ("since", "until") if self[name].data]
        names = ("title", "depth", "readers", "foreword", "refuses_unchecked", "is_shared")
        return {**{name: self[name].data for name in names}, "scope": scope, "sections": self.names(), "comments": comments}

    def fill(self, scope: list[str], sections: list[str]) -> None:
        """Show the scope and the sections of a definition."""
        for name in TICKED:
            self[name].data = [one.split("=", 1)[1] for one in scope if one.startswith(f"{name}=")]
        for name in ("since", "until"):
            self[name].data = next((int(one.split("=", 1)[1]) for one in scope if one.startswith(f"{name}=")), None)
        self.sections.data = ", ".join(sections)


ALL_SECTIONS = [(section.name, section.title) for section in SECTIONS]
