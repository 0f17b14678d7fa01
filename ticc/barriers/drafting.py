"""Keeping what is being typed, and logging a note that is finished later."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlmodel import Session, col, update

from ticc.barriers.models import Barrier, State, StateChange
from ticc.barriers.queries import get_own_barrier
from ticc.barriers.service import begin_barrier, propose_sighting
from ticc.catalogue.revise import revise
from ticc.catalogue.visibility import Viewer
from ticc.foundation.clock import now, today
from ticc.foundation.errors import ChangedMeanwhile


def begin_typed(session: Session, viewer: Viewer, said: Mapping[str, str], obstacle: str, *, language: str, is_sample: bool) -> Barrier | None:
    """Begin a draft with what somebody types, and with the obstacle that they came from; None, and no draft, while there are no words.

    Raises Refusal for somebody without a partner and for an obstacle that is not there.
    """
    if not any(said.values()):
        return None
    draft = begin_barrier(session, viewer, {}, language=language, is_sample=is_sample)
    if obstacle:
        propose_sighting(session, draft, obstacle)
    _write_quietly(session, draft, said, draft.version)
    return draft


def keep_typed(session: Session, viewer: Viewer, code: str, said: Mapping[str, str], version: int | None) -> Barrier:
    """Keep what somebody types into a draft; raises NotThere, NotAllowed, and ChangedMeanwhile where it moved on in another window."""
    draft = get_own_barrier(session, code, viewer)
    if draft.state != State.DRAFT:
        # It was logged meanwhile: from then on its words change only when somebody sends them.
        raise ChangedMeanwhile
    if any(getattr(draft, name) != words for name, words in said.items()):
        _write_quietly(session, draft, said, version)
    return draft


def _write_quietly(session: Session, draft: Barrier, said: Mapping[str, str], version: int | None) -> None:
    """Write past the history and the catalogue's revision.

    Words that were typed and taken back are nobody's business, and a draft stands in no list that would have to be read again.
    """
    session.flush()
    mine = update(Barrier).where(col(Barrier.code) == draft.code, col(Barrier.version) == version, col(Barrier.state) == State.DRAFT)
    written = session.exec(mine.values(**said, version=(version or 0) + 1, updated_at=now()))
    if written.rowcount != 1:
        raise ChangedMeanwhile
    session.refresh(draft)


def log_note(session: Session, note: Barrier, account_id: int) -> None:
    """Log a sentence with its site, for its partner alone; since when and how bad are said later."""
    revise(session, note, {"state": State.OPEN.value}, None)
    session.add(StateChange(barrier_code=note.code, state=State.OPEN.value, on=today(), how=_("Logged as a quick note"), account_id=account_id))
    session.flush()
