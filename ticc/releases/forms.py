"""The form in which a lead makes a release."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from ticc.foundation.forms import Form, tidy

LONGEST_TITLE, LONGEST_NOTES = 200, 20_000


class ReleaseForm(Form):
    """What is said of a release; what it holds is the catalogue itself."""

    title = StringField(_("Title (optional)"), filters=[tidy], validators=[Length(max=LONGEST_TITLE, message=_("Use at most 200 letters"))])
    notes = TextAreaField(
        _("What is to be said about it (Markdown, optional)"),
        filters=[tidy],
        validators=[Length(max=LONGEST_NOTES, message=_("Use at most 20,000 letters"))],
    )
    is_forced = BooleanField(_("Make it although nothing changed since the last release"))
    # The fingerprint of what the person looked at.
    expected = HiddenField()
