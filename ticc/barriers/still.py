"""Is it still true? What a person answers when a barrier was not touched for long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _
from sqlmodel import Session

from ticc.barriers import service
from ticc.barriers.due import HALF_A_YEAR, is_under_way, last_touched
from ticc.barriers.models import Barrier, State, StateChange
from ticc.foundation.clock import today
from ticc.foundation.errors import Refusal
from ticc.notices.kinds import NoticeKind
from ticc.notices.service import is_done


class Answer(StrEnum):
    """What one click says."""

    TRUE = "true"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Still:
    """Since when nobody touched a barrier, and whether that is long."""

    since: datetime
    is_long: bool


def find_still(session: Session, barrier: Barrier) -> Still | None:
    """Since when a barrier that is under way was not touched; None for one that is over."""
    if not is_under_way(barrier):
        return None
    since = last_touched(session, [barrier])[barrier.code]
    return Still(since, today() - since.date() >= HALF_A_YEAR)


def say_still(session: Session, barrier: Barrier, answer: Answer, account_id: int) -> None:
    """Write down what the person says: it stands in how the barrier went on. Raises Refusal where the barrier is over."""
    if not is_under_way(barrier):
        raise Refusal(_("This barrier is over: it was answered meanwhile"))
    if answer == Answer.GONE:
        service.change_state(session, barrier, State.OVERCOME, today(), _("It is gone; how that came about is not told yet"), account_id, None)
        return
    how = _("Still true") if answer == Answer.TRUE else _("It has changed")
    session.add(StateChange(barrier_code=barrier.code, state=barrier.state, on=today(), how=how, account_id=account_id))
    is_done(session, barrier.code, [NoticeKind.REMINDER])
    session.flush()
