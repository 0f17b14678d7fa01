"""Working a barrier: notes, next steps, what it costs as time goes on, where people stand, putting it to advisers, watching."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, select

from ticc.accounts.models import Account
from ticc.accounts.tokens import new_key
from ticc.barriers.casework import colleagues, is_watching, may_be_called
from ticc.barriers.models import Barrier, CostNoted, Escalation, NextStep, Note, Position, Stance, Watcher
from ticc.barriers.noticing import tell_answered, tell_mentioned, tell_watchers
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import today
from ticc.foundation.errors import NotAllowed, Refusal
from ticc.foundation.versioned import write_over
from ticc.notices.kinds import Happened

Costs = Mapping[str, Mapping[str, int]]


def add_note(session: Session, barrier: Barrier, viewer: Viewer, words: str, called: Collection[int]) -> Note:
    """Write down what happened meanwhile. Who is called by a choice or by @name is kept, as far as they may see the note."""
    note = Note(
        key=new_key(), barrier_code=barrier.code, account_id=viewer.account_id, words=words, mentioned=_called(session, barrier, words, called)
    )
    session.add(note)
    session.flush()
    tell_mentioned(session, barrier, note)
    tell_watchers(session, barrier, Happened.NOTE, note.key, note.account_id)
    return note


def change_note(session: Session, barrier: Barrier, note: Note, viewer: Viewer, words: str, called: Collection[int], version: int) -> None:
    """Say it otherwise; raises NotAllowed for anybody but its writer, and ChangedMeanwhile."""
    if note.account_id is None or note.account_id != viewer.account_id:
        raise NotAllowed
    write_over(session, note, {"words": words, "mentioned": _called(session, barrier, words, called)}, version)
    tell_mentioned(session, barrier, note)


def _called(session: Session, barrier: Barrier, words: str, called: Collection[int]) -> list[int]:
    """Whom a note calls: those who were chosen and those whose name stands behind an @, among the people who may be called."""
    text = words.casefold()
    return [
        person.id
        for person in may_be_called(session, barrier)
        if person.id is not None and (person.id in called or f"@{person.name.casefold()}" in text)
    ]


def add_step(session: Session, barrier: Barrier, viewer: Viewer, words: str, owner_id: int | None, due_on: date | None) -> NextStep:
    """Say what is to be done next; raises Refusal for an owner who is not one of the partner's people."""
    _refuse_stranger(session, barrier, owner_id)
    step = NextStep(key=new_key(), barrier_code=barrier.code, account_id=viewer.account_id, words=words, owner_id=owner_id, due_on=due_on)
    session.add(step)
    session.flush()
    tell_watchers(session, barrier, Happened.STEP, step.key, step.account_id)
    return step


def change_step(session: Session, barrier: Barrier, step: NextStep, said: Mapping[str, Any], version: int) -> None:
    """Say otherwise what is to be done, by whom and by when; raises Refusal for one that is done, and ChangedMeanwhile."""
    if step.done_on is not None:
        raise Refusal(_("This step is done already: add another one"))
    if said["owner_id"] != step.owner_id:
        _refuse_stranger(session, barrier, said["owner_id"])
    write_over(session, step, said, version)


def finish_step(session: Session, barrier: Barrier, step: NextStep, viewer: Viewer, done_on: date, came_of_it: str, version: int) -> None:
    """A step is done, with what came of it; raises Refusal where it was done before, and ChangedMeanwhile."""
    if step.done_on is not None:
        raise Refusal(_("This step is done already: add another one"))
    _refuse_tomorrow(done_on, "done_on")
    write_over(session, step, {"done_on": done_on, "came_of_it": came_of_it}, version)
    tell_watchers(session, barrier, Happened.STEP, f"{step.key}:done", viewer.account_id)


def _refuse_stranger(session: Session, barrier: Barrier, owner_id: int | None) -> None:
    if owner_id is not None and owner_id not in {person.id for person in colleagues(session, barrier)}:
        raise Refusal(_("Choose one of your own people"), "owner")


def note_cost(session: Session, barrier: Barrier, viewer: Viewer, on: date, cost: Costs) -> CostNoted:
    """Say what a barrier costs from a day on; the day of another entry is refused, for that one can be changed."""
    _refuse_day(session, barrier, on, None)
    row = CostNoted(key=new_key(), barrier_code=barrier.code, account_id=viewer.account_id, on=on, cost=_plain(cost))
    session.add(row)
    session.flush()
    tell_watchers(session, barrier, Happened.COST, row.key, row.account_id)
    return row


def change_cost(session: Session, barrier: Barrier, row: CostNoted, on: date, cost: Costs, version: int) -> None:
    """Say otherwise what it costs from a day on; raises Refusal and ChangedMeanwhile."""
    _refuse_day(session, barrier, on, row)
    write_over(session, row, {"on": on, "cost": _plain(cost)}, version)


def _refuse_day(session: Session, barrier: Barrier, on: date, row: CostNoted | None) -> None:
    _refuse_tomorrow(on, "on")
    if barrier.since is not None and on < barrier.since:
        raise Refusal(_("The barrier was met later than that"), "on")
    others = session.exec(select(CostNoted).where(CostNoted.barrier_code == barrier.code, CostNoted.on == on))
    if any(row is None or other.key != row.key for other in others):
        raise Refusal(_("There is an entry of this day already: change that one"), "on")


def _plain(cost: Costs) -> dict[str, Any]:
    return {name: dict(parts) for name, parts in cost.items()}


def current_cost(barrier: Barrier, entries: Collection[CostNoted]) -> dict[str, Any]:
    """What a barrier costs by the newest entry, unit by unit; what no entry speaks of is as it was when the barrier was logged."""
    found = dict(barrier.cost)
    for entry in sorted(entries, key=lambda one: (one.on, one.id or 0)):
        found.update(entry.cost)
    return found


def add_stance(session: Session, barrier: Barrier, viewer: Viewer, said: Mapping[str, Any]) -> Stance:
    """Say of somebody who could move a barrier where they stand."""
    row = Stance(key=new_key(), barrier_code=barrier.code, account_id=viewer.account_id, **_sound_stance(said))
    session.add(row)
    session.flush()
    return row


def change_stance(session: Session, row: Stance, said: Mapping[str, Any], version: int) -> None:
    """Somebody stands elsewhere now, or was spoken to; raises Refusal and ChangedMeanwhile."""
    write_over(session, row, _sound_stance(said), version)


def remove_stance(session: Session, row: Stance, version: int) -> None:
    """Somebody does not matter for this barrier any more; raises ChangedMeanwhile."""
    write_over(session, row, {}, version)
    session.delete(row)
    session.flush()


def _sound_stance(said: Mapping[str, Any]) -> dict[str, Any]:
    if said["last_contact"] is not None:
        _refuse_tomorrow(said["last_contact"], "last_contact")
    return {**said, "position": Position(said["position"]).value}


def escalate(session: Session, barrier: Barrier, viewer: Viewer, body: str, ask: str) -> Escalation:
    """Put a shared barrier to the advisers: who could move it, and what is asked of them. Raises Refusal for a private one."""
    if barrier.visibility == Visibility.PRIVATE:
        raise Refusal(_("Share the barrier first: advisers cannot see it yet"))
    waiting = session.exec(select(Escalation).where(Escalation.barrier_code == barrier.code, col(Escalation.answered_on).is_(None)))
    if any(one.body.casefold() == body.casefold() for one in waiting):
        raise Refusal(_("This was put to the advisers already and waits for an answer"), "body")
    row = Escalation(key=new_key(), barrier_code=barrier.code, account_id=viewer.account_id, body=body, ask=ask)
    session.add(row)
    session.flush()
    return row


def answer_escalation(session: Session, barrier: Barrier, row: Escalation, viewer: Viewer, answer: str, version: int) -> None:
    """An adviser answers; raises Refusal where another one did so before, and ChangedMeanwhile."""
    if row.answered_on is not None:
        raise Refusal(_("Another adviser has answered already; the answer stands on the page of the barrier"))
    write_over(session, row, {"answer": answer, "answered_on": today(), "adviser_id": viewer.account_id}, version)
    tell_answered(session, barrier, row)


def watch(session: Session, barrier: Barrier, viewer: Viewer) -> None:
    """Hear of what happens to a barrier; nothing happens where the person does so already, in this request or in another one."""
    if viewer.account_id is None or is_watching(session, barrier, viewer):
        return
    # Locked so that two clicks at once make one row.
    session.get(Account, viewer.account_id, with_for_update=True, populate_existing=True)
    if not is_watching(session, barrier, viewer):
        session.add(Watcher(barrier_code=barrier.code, account_id=viewer.account_id))
        session.flush()


def stop_watching(session: Session, barrier: Barrier, viewer: Viewer) -> None:
    """Hear of it no longer."""
    row = session.get(Watcher, (barrier.code, viewer.account_id)) if viewer.account_id else None
    if row is not None:
        session.delete(row)
        session.flush()


def _refuse_tomorrow(day: date, field: str) -> None:
    if day > today():
        raise Refusal(_("This day lies in the future"), field)
