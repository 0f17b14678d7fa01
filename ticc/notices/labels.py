"""How pages and mails say the rhythms of mail."""

from typing import Any

from flask_babel import lazy_gettext as _

from ticc.notices.kinds import Rhythm

RHYTHM: dict[Rhythm, Any] = {
    Rhythm.AT_ONCE: _("At once: a mail a few minutes after something happened"),
    Rhythm.DAILY: _("Daily: at most one mail a day"),
    Rhythm.WEEKLY: _("Weekly: at most one mail a week"),
    Rhythm.NEVER: _("Never: I look here"),
}
