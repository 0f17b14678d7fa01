"""How pages say the words of the work on a barrier."""

from typing import Any

from flask_babel import lazy_gettext as _

from ticc.barriers.models import Authorship, Position

POSITION: dict[str, Any] = {Position.FOR: _("for it"), Position.NEUTRAL: _("neutral"), Position.AGAINST: _("against it")}
AUTHORSHIP: dict[str, Any] = {
    Authorship.NAMED: _("With my name and our organisation"),
    Authorship.ORGANISATION: _("With our organisation alone"),
    Authorship.RELAYED: _(
        "Without a name: others read it on the page of the solution as told by a partner, with no site, organisation, barrier or date"
    ),
}
SORT: dict[str, Any] = {
    "state": _("States"),
    "note": _("Notes"),
    "step": _("Next steps"),
    "try": _("Tries"),
    "cost": _("Costs"),
    "stance": _("Where people stand"),
    "question": _("Questions"),
    "escalation": _("Put to advisers"),
}
NARROWING: dict[str, Any] = {
    "mine": _("Ours, or watched by me"),
    "overdue": _("With a step that is overdue"),
    "unmatched": _("Not matched yet"),
    "escalated": _("Put to advisers, not answered yet"),
}
