"""The forms of an import: sending a file, and taking what is in it."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from ticc.catalogue.words import Visibility
from ticc.foundation.forms import Form

AUDIENCES = {
    Visibility.PRIVATE: _("Only your organisation: nobody else sees them, not even in a count"),
    Visibility.PROGRAMME: _("Everybody in the programme"),
    Visibility.PUBLIC: _("Everybody"),
}


class FileForm(Form):
    """A file, whose figures they are, and who may see them."""

    partner = SelectField(_("Whose figures are they?"), choices=[], validators=[InputRequired(_("Choose the organisation"))])
    visibility = RadioField(
        _("Who may see them?"),
        choices=[SelectChoice(value.value, label) for value, label in AUDIENCES.items()],
        default=Visibility.PRIVATE.value,
        validators=[InputRequired(_("Choose who may see it"))],
    )
    file = FileField(_("The file (CSV or Excel workbook)"))

    def offer(self, partners: Sequence[tuple[str, str]], *, may_keep_private: bool) -> None:
        """Offer the partners for whom the person may enter figures; somebody of no partner cannot enter what only a partner sees."""
        self.partner.choices = list(partners)
        if len(partners) == 1:
            # Not asked, so it is not in what was sent either.
            self.partner.data, self.partner.raw_data = partners[0][0], [partners[0][0]]
        if not may_keep_private:
            self.visibility.choices = [one for one in self.visibility.choices if one.value != Visibility.PRIVATE]
            if not self.is_submitted():
                self.visibility.data = Visibility.PROGRAMME.value


class BarrierFileForm(FileForm):
    """A file with barriers; what everybody may see is the business of an adviser."""

    partner = SelectField(_("Whose barriers are they?"), choices=[], validators=[InputRequired(_("Choose the organisation"))])
    visibility = RadioField(
        _("Who may see them?"),
        choices=[SelectChoice(value.value, AUDIENCES[value]) for value in (Visibility.PRIVATE, Visibility.PROGRAMME)],
        default=Visibility.PRIVATE.value,
        validators=[InputRequired(_("Choose who may see it"))],
    )


class TakeForm(Form):
    """Take what is sound, or all rows or none."""

    whole = BooleanField(_("All rows or none: take nothing if any row has a problem"))
    proposes = BooleanField(_("Propose these: an adviser confirms which of them are the obstacle that they look like"))
    version = IntegerField(validators=[Optional()])
