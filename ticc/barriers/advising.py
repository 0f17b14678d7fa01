"""The adviser's side of barriers: what waits for an adviser, a match with one click, and questions to a partner with their answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, select

from ticc.accounts.tokens import new_key
from ticc.barriers.models import Barrier, Escalation, Question, State
from ticc.barriers.noticing import tell_answered, tell_asked
from ticc.barriers.queries import find_sighting, get_barrier
from ticc.barriers.service import confirm_match
from ticc.catalogue.links import SightingOf
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import now
from ticc.foundation.errors import NotThere, Refusal
from ticc.foundation.versioned import write_over


class Heap(StrEnum):
    """Why a barrier lies in the inbox; one barrier can lie in several heaps."""

    UNMATCHED = "unmatched"
    ASKED = "asked"
    ESCALATED = "escalated"
    MINE = "mine"


@dataclass(frozen=True)
class Waiting:
    """A shared barrier with what an adviser decides about: the obstacle that was proposed or confirmed, questions, what was put to advisers."""

    barrier: Barrier
    sighting: SightingOf | None
    questions: list[Question]
    escalations: list[Escalation]

    @property
    def is_matched(self) -> bool:
        """Whether an adviser has said which obstacle it is."""
        return self.sighting is not None and self.sighting.is_confirmed

    def heaps(self, viewer: Viewer) -> set[Heap]:
        """The heaps in which the barrier lies for this adviser."""
        mine = {one.account_id for one in self.questions} | {one.adviser_id for one in self.escalations}
        lies = {
            Heap.UNMATCHED: not self.is_matched,
            Heap.ASKED: any(one.answered_at is None for one in self.questions),
            Heap.ESCALATED: any(one.answered_on is None for one in self.escalations),
            Heap.MINE: viewer.account_id in mine,
        }
        return {heap for heap, lies_there in lies.items() if lies_there}


def inbox(session: Session, viewer: Viewer) -> dict[Heap, list[Waiting]]:
    """What waits for an adviser, heap by heap, the oldest first. Private barriers and drafts are not among it, not even the adviser's own partner's."""
    chosen = select(Barrier).where(
        col(Barrier.state).not_in([State.DRAFT, State.WITHDRAWN]), col(Barrier.visibility).in_([Visibility.PROGRAMME, Visibility.PUBLIC])
    )
    barriers = list(session.exec(chosen.order_by(col(Barrier.created_at), Barrier.code)))
    sightings = {
        link.subject_code: link for link in session.exec(select(SightingOf).order_by(col(SightingOf.is_confirmed), col(SightingOf.id).desc()))
    }
    questions, escalations = _by_barrier(session, Question), _by_barrier(session, Escalation)
    heaps: dict[Heap, list[Waiting]] = {heap: [] for heap in Heap}
    for barrier in barriers:
        one = Waiting(barrier, sightings.get(barrier.code), questions.get(barrier.code, []), escalations.get(barrier.code, []))
        for heap in one.heaps(viewer):
            heaps[heap].append(one)
    return heaps


def _by_barrier(session: Session, table: Any) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in session.exec(select(table).order_by(table.id)):
        found[row.barrier_code].append(row)
    return found


def get_shared(session: Session, code: str, viewer: Viewer) -> Barrier:
    """A logged barrier that its partner has shared; raises NotThere, also for a private one of the adviser's own partner, and Moved."""
    barrier = get_barrier(session, code, viewer)
    if barrier.visibility == Visibility.PRIVATE or barrier.state == State.DRAFT:
        raise NotThere(code)
    return barrier


def list_questions(session: Session, barrier_code: str) -> list[Question]:
    """What advisers asked about a barrier, the oldest first, each with its answer; for its partner, advisers and project leads alone."""
    return list(session.exec(select(Question).where(Question.barrier_code == barrier_code).order_by(col(Question.id))))


def get_question(session: Session, barrier: Barrier, key: str) -> Question:
    """A question about this barrier by its key; raises NotThere."""
    found = session.exec(select(Question).where(Question.key == key, Question.barrier_code == barrier.code)).one_or_none()
    if found is None:
        raise NotThere(barrier.code)
    return found


def confirm_from_inbox(session: Session, barrier: Barrier, obstacle_code: str, reason: str, viewer: Viewer) -> SightingOf:
    """Confirm a match; raises Refusal where another adviser has confirmed one meanwhile, for that one is not to be replaced unseen."""
    _lock(session, barrier)
    known = find_sighting(session, barrier.code)
    if known is not None and known.is_confirmed:
        raise Refusal(_("%(barrier)s was matched to %(obstacle)s already", barrier=barrier.code, obstacle=known.object_code))
    return confirm_match(session, barrier, obstacle_code, reason, viewer.account_id or 0)


def _lock(session: Session, barrier: Barrier) -> None:
    """Of two advisers at the same moment the second one sees what the first one did, and both see that the partner has taken it back."""
    session.refresh(barrier, with_for_update=True)
    if barrier.visibility == Visibility.PRIVATE:
        raise NotThere(barrier.code)


def ask(session: Session, barrier: Barrier, viewer: Viewer, words: str) -> Question:
    """An adviser asks the partner something; the partner's people hear of it. Raises Refusal for words that wait for an answer already."""
    _lock(session, barrier)
    if any(one.answered_at is None and one.words.casefold() == words.casefold() for one in list_questions(session, barrier.code)):
        raise Refusal(_("This was asked already and waits for an answer"), "words")
    question = Question(key=new_key(), barrier_code=barrier.code, account_id=viewer.account_id, words=words)
    session.add(question)
    session.flush()
    tell_asked(session, barrier, question)
    return question


def answer(session: Session, barrier: Barrier, question: Question, viewer: Viewer, words: str, version: int) -> None:
    """The partner answers, or says it otherwise later; whoever asked hears of it. Raises ChangedMeanwhile."""
    write_over(session, question, {"answer": words, "answered_by": viewer.account_id, "answered_at": now()}, version)
    tell_answered(session, barrier, question)
