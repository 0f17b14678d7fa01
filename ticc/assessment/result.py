"""What an assessment says by now: the marks that may be shown, the profile, and what a group agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from ticc.assessment import queries
from ticc.assessment.consensus import Vote, votes
from ticc.assessment.engine import Mark
from ticc.assessment.instrument import Instrument, InstrumentText, Statement, Undertaking
from ticc.assessment.models import Agreement, Assessment
from ticc.assessment.profile import Profile, from_marks


@dataclass(frozen=True)
class Result:
    """The result of an assessment for those who may see it; empty for a group that has not revealed a round yet."""

    assessment: Assessment
    instrument: Instrument
    texts: Mapping[str, InstrumentText]
    asked: list[Statement]
    marks: Mapping[str, Mark]
    profile: Profile
    # Of a group: the votes of the last round that was revealed, its number, and what was agreed.
    votes: Mapping[str, Vote]
    round: int
    agreements: Mapping[str, Agreement]

    @property
    def is_shown(self) -> bool:
        """Whether there is a result that may be shown at all."""
        return bool(self.votes) if self.assessment.is_group else True

    @property
    def undertakings(self) -> list[Undertaking]:
        """What the people are about to do."""
        return [one for one in self.instrument.undertakings if one.key in self.assessment.undertakings]


def read_result(session: Session, assessment: Assessment) -> Result:
    """The result by now. Of a group only rounds that were revealed are read; what was agreed stands above the middle of the marks."""
    instrument, texts = queries.instrument_of(session, assessment)
    asked = instrument.applicable(assessment.settings, assessment.is_short)
    if not assessment.is_group:
        marks = queries.list_marks_of_lone(session, assessment)
        return Result(assessment, instrument, texts, asked, marks, from_marks(instrument, asked, marks), {}, 1, {})
    shown = queries.last_revealed(session, assessment)
    if shown is None:
        return Result(assessment, instrument, texts, asked, {}, from_marks(instrument, asked, {}), {}, 0, {})
    said = votes([one.key for one in asked], queries.list_revealed_marks(session, assessment, shown.number))
    agreements = queries.list_agreements(session, assessment)
    marks = {key: mark for key, vote in said.items() if (mark := _standing(vote, agreements.get(key))) is not None}
    return Result(assessment, instrument, texts, asked, marks, from_marks(instrument, asked, marks), said, shown.number, agreements)


def _standing(vote: Vote, agreement: Agreement | None) -> Mark | None:
    joined = vote.joined()
    if agreement is None or not agreement.said:
        return joined
    signs, proven = (joined.signs, joined.has_proof) if joined else (frozenset(), False)
    return Mark(vote.statement, agreement.said, agreement.step, signs, proven)


def profile_of(session: Session, assessment: Assessment) -> Profile:
    """Only the profile of an assessment."""
    return read_result(session, assessment).profile
