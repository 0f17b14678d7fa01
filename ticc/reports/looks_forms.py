"""The form of a look."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from ticc.documents.look import HOUSE_COLOUR, LEAST_CONTRAST, WHITE, Cover, Look, can_be_read, contrast, read_colour, readable
from ticc.documents.words import number_in
from ticc.foundation.forms import Form, tidy
from ticc.foundation.i18n import language

SAID = ("name", "partner_code", "cover", "cover_words", "footer_words", "logo_alt")
COVERS = {
    Cover.PLAIN: _("Plain: the title on the first page, as the house does"),
    Cover.BAND: _("Band: the title in a coloured band across the first page"),
    Cover.PAGE: _("Page: a coloured page of its own"),
}


class LookForm(Form):
    """What a look is called, whose it is, and how it looks."""

    name = StringField(
        _("Name"), filters=[tidy], validators=[DataRequired(_("Give the look a name")), Length(max=100, message=_("Use at most 100 letters"))]
    )
    partner_code = SelectField(_("Partner"), validators=[InputRequired(_("Choose the partner whose look it is"))], choices=[])
    colour = StringField(_("Colour of headings, lines and links"), filters=[tidy], default=HOUSE_COLOUR)
    cover = RadioField(
        _("How does a report begin?"),
        choices=[SelectChoice(value.value, label) for value, label in COVERS.items()],
        default=Cover.PLAIN.value,
        validators=[InputRequired(_("Choose how a report begins"))],
    )
    cover_words = TextAreaField(
        _("Your organisation’s words on the cover (optional)"), filters=[tidy], validators=[Length(max=600, message=_("Use at most 600 letters"))]
    )
    footer_words = StringField(
        _("Words at the foot of each page (optional)"), filters=[tidy], validators=[Length(max=200, message=_("Use at most 200 letters"))]
    )
    logo = FileField(_("Logo (optional)"))
    logo_alt = StringField(_("What the logo shows, in words"), filters=[tidy], validators=[Length(max=200, message=_("Use at most 200 letters"))])
    logo_goes = BooleanField(_("Remove the logo"))
    version = IntegerField(validators=[Optional()])

    def offer(self, partners: list[tuple[str, str]]) -> None:
        """Offer the partners that there are."""
        self.partner_code.choices = [SelectChoice("", _("Choose a partner")), *(SelectChoice(*one) for one in partners)]

    def validate_colour(self, field: Any) -> None:
        """A colour that people can read on white, and that white words can be read on."""
        colour = read_colour(field.data or "")
        if colour is None:
            raise ValidationError(_("Write the colour as # and six digits or letters from a to f, such as #0b3d3a"))
        if not can_be_read(colour):
            raise ValidationError(
                _(
                    "Too pale: %(colour)s on white has a contrast of %(contrast)s to 1, and words need %(least)s to 1. "
                    "The nearest darker colour that can be read is %(darker)s.",
                    colour=colour,
                    # Cut and not rounded: 4.498 is too little, and must not read as 4.5.
                    contrast=number_in(int(contrast(colour, WHITE) * 100) / 100, language()),
                    least=number_in(LEAST_CONTRAST, language()),
                    darker=readable(colour),
                )
            )

    def said(self) -> dict[str, Any]:
        """The look as the service takes it; the logo comes apart."""
        return {**{name: self[name].data for name in SAID}, "colour": read_colour(self.colour.data or "")}

    def typed_look(self, before: Look) -> Look:
        """How what was typed would look so far, with the logo that is there already; what cannot be used stays as it was."""
        logo = None if self.logo_goes.data else before.logo
        return Look(
            colour=readable(read_colour(self.colour.data or "") or before.colour),
            cover=Cover(self.cover.data) if self.cover.data in list(Cover) else before.cover,
            cover_words=(self.cover_words.data or "")[:600],
            footer_words=(self.footer_words.data or "")[:200],
            logo=logo,
            logo_type=before.logo_type if logo else "",
            logo_alt=self.logo_alt.data or before.logo_alt,
        )
