"""The form in which a person says how often mail is to come."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from ticc.foundation.forms import Form
from ticc.notices.labels import RHYTHM


class RhythmForm(Form):
    """How often is mail to come?"""

    rhythm = RadioField(
        _("How often is mail to come?"), choices=[SelectChoice(rhythm.value, label) for rhythm, label in RHYTHM.items()], validate_choice=False
    )
