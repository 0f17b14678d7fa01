"""How pages say the fixed words of assessments."""

from typing import Any

from flask_babel import lazy_gettext as _

from ticc.assessment.models import ActionState, Consent, Said, SwapState

AXIS: dict[str, Any] = {
    "stage": _("How far are you?"),
    "place": _("What kind of place are you?"),
    "size": _("How many people would work this way?"),
}
UNSCORED: dict[str, Any] = {Said.DO_NOT_KNOW: _("I do not know"), Said.DOES_NOT_APPLY: _("It does not apply to us")}
UNSCORED_SHORT: dict[str, Any] = {Said.DO_NOT_KNOW: _("not known"), Said.DOES_NOT_APPLY: _("does not apply")}
ACTION_STATE: dict[str, Any] = {
    ActionState.PLANNED: _("planned"),
    ActionState.UNDER_WAY: _("under way"),
    ActionState.DONE: _("done"),
    ActionState.DROPPED: _("dropped"),
}
CONSENT: dict[str, Any] = {
    Consent.NOTHING: _("Nothing: other places learn nothing of this result, and you see no comparison"),
    Consent.COUNTED: _("A number: your levels count in comparisons of at least five places, without your name"),
    Consent.NAMED: _("Your name: members of the programme may also find your site as a twin, with its level on each principle"),
}
SWAP_STATE: dict[str, Any] = {
    SwapState.ASKED: _("asked"),
    SwapState.ACCEPTED: _("accepted"),
    SwapState.DECLINED: _("declined"),
}
# What a new version of an instrument did with a statement, and with which part of it.
DIFFERENCE: dict[str, Any] = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
PART: dict[str, Any] = {
    "text": _("statement"),
    "why": _("reason"),
    "steps": _("steps"),
    "you_would_see": _("signs"),
    "wording": _("wording for some places"),
    "short": _("place in the short form"),
    "applies_to": _("whom it is put to"),
    "obstacles": _("obstacles that it points to"),
    "principles": _("principles"),
    "section": _("principle that it belongs to"),
    "title": _("title"),
    "label": _("name"),
    "axis": _("kind of setting"),
}
