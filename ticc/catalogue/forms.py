"""The form with which an entry of the catalogue is edited."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from ticc.foundation.forms import Form, tidy


class EntryForm(Form):
    """What every entry says; the version tells whether somebody else was quicker."""

    title = StringField(
        _("Title"), filters=[tidy], validators=[DataRequired(_("Give a title")), Length(min=5, max=300, message=_("Use between 5 and 300 letters"))]
    )
    summary = TextAreaField(
        _("Summary"), filters=[tidy], validators=[DataRequired(_("Give a summary")), Length(max=2000, message=_("Use at most 2,000 letters"))]
    )
    body = TextAreaField(_("Text (Markdown)"), filters=[tidy], validators=[Length(max=20_000, message=_("Use at most 20,000 letters"))])
    version = IntegerField(validators=[Optional()])
