"""The forms of signing in and of setting a password."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from ticc.accounts.passwords import LONGEST, SHORTEST
from ticc.foundation.forms import Form, tidy


class SignInForm(Form):
    """Who are you?"""

    email = StringField(_("E-mail address"), filters=[tidy], validators=[InputRequired(_("Give your e-mail address")), Length(max=254)])
    password = PasswordField(_("Password"), validators=[InputRequired(_("Give your password")), Length(max=LONGEST)])
    next = HiddenField()


class PasswordForm(Form):
    """Choose a password, twice, so that a slip of the finger locks nobody out."""

    password = PasswordField(
        _("New password"),
        validators=[
            InputRequired(_("Choose a password")),
            Length(min=SHORTEST, max=LONGEST, message=_("Use at least 12 characters; three words make a good password")),
        ],
    )
    again = PasswordField(_("The same password again"), validators=[EqualTo("password", _("The two passwords differ"))])


class ChangePasswordForm(PasswordForm):
    """Change the password of somebody who is signed in."""

    present = PasswordField(_("Present password"), validators=[InputRequired(_("Give your present password"))])
