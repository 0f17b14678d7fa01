"""What the states of rows and imports are called."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from ticc.imports.barriers_there import KIND as BARRIERS
from ticc.imports.preview import State

STATE: dict[str, Any] = {
    State.PROBLEM: _("has a problem"),
    State.TWICE: _("twice in this file"),
    State.THERE: _("there already"),
    State.SOUND: _("new"),
    State.TAKEN: _("taken"),
}
# What one can look at alone, by what stands in the address.
SHOWN: dict[str, tuple[State, ...]] = {
    "all": (State.PROBLEM, State.TWICE, State.THERE, State.SOUND, State.TAKEN),
    "problems": (State.PROBLEM,),
    "sound": (State.SOUND, State.TAKEN),
    "there": (State.TWICE, State.THERE),
}
SHOW: dict[str, Any] = {
    "all": _("All rows"),
    "problems": _("With problems"),
    "sound": _("Without problems"),
    "there": _("There already"),
}


def gone_again(kind: str, count: int) -> str:
    """What an undo removed."""
    if kind == BARRIERS:
        return str(ngettext("Undone: %(num)s barrier is gone again.", "Undone: %(num)s barriers are gone again.", count))
    return str(ngettext("Undone: %(num)s figure is gone again.", "Undone: %(num)s figures are gone again.", count))


def became(kind: str, count: int) -> str:
    """What rows that were taken became."""
    if kind == BARRIERS:
        return str(ngettext("%(num)s row became a barrier.", "%(num)s rows became barriers.", count))
    return str(ngettext("%(num)s row became a figure.", "%(num)s rows became figures.", count))


def stay(kind: str, count: int) -> str:
    """What an undo left where it was."""
    if kind == BARRIERS:
        return str(
            ngettext("%(num)s barrier stays, for somebody touched it since:", "%(num)s barriers stay, for somebody touched them since:", count)
        )
    return str(ngettext("%(num)s figure stays, for somebody changed it since:", "%(num)s figures stay, for somebody changed them since:", count))
