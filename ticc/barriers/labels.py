"""How pages say the states and severities of barriers."""

from typing import Any

from flask_babel import lazy_gettext as _

from ticc.barriers.models import Severity, State

STATE: dict[str, Any] = {
    State.DRAFT: _("draft"),
    State.OPEN: _("open"),
    State.BEING_WORKED_ON: _("being worked on"),
    State.OVERCOME: _("overcome"),
    State.WORKED_AROUND: _("worked around"),
    State.ACCEPTED: _("accepted: could not be moved"),
    State.WITHDRAWN: _("withdrawn"),
}
SEVERITY: dict[str, Any] = {
    Severity.ANNOYING: _("It annoys: the work goes on as planned"),
    Severity.SLOWS: _("It slows: the work takes longer than it should"),
    Severity.BLOCKS_PART: _("It blocks a part: something that the practice asks for does not happen"),
    Severity.STOPS: _("It stops us: without a way round, the change ends here"),
}
SEVERITY_SHORT: dict[str, Any] = {
    Severity.ANNOYING: _("it annoys"),
    Severity.SLOWS: _("it slows"),
    Severity.BLOCKS_PART: _("it blocks a part"),
    Severity.STOPS: _("it stops us"),
}
COST: dict[str, Any] = {
    "hours": _("Hours of work lost a month"),
    "visits": _("Visits lost a month"),
    "money": _("Money lost a month, in %(currency)s", currency="€"),
}
