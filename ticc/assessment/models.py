"""The tables of assessments: who rates, what they say round by round, what was agreed, and the plan that follows."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table, json_list, json_map, long_text


class Mode(StrEnum):
    """How an assessment is made: by one person, or by a group that rates blind and then talks."""

    ALONE = "alone"
    GROUP = "group"


class Stage(StrEnum):
    """Where an assessment stands: answers are taken, marks are shown and talked about, or the result is kept."""

    RATING = "rating"
    REVEALED = "revealed"
    CLOSED = "closed"


class Consent(StrEnum):
    """What other places may learn: nothing, a number among at least five places, or this place by its name."""

    NOTHING = "nothing"
    COUNTED = "counted"
    NAMED = "named"


class Said(StrEnum):
    """What an answer says: a step of the scale, that the rater does not know, or that the statement does not apply."""

    STEP = "step"
    DO_NOT_KNOW = "do-not-know"
    DOES_NOT_APPLY = "does-not-apply"


class ActionState(StrEnum):
    """Where a step of a plan stands."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


class SwapState(StrEnum):
    """Where a swap of reviews between two places stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class KeptInstrument(Table, table=True):
    """An instrument as it was when it was first used: an assessment keeps its version for ever."""

    __tablename__ = "kept_instrument"

    fingerprint: str = Field(primary_key=True, max_length=64)
    name: str = Field(index=True, max_length=60)
    body: dict[str, Any] = json_map()
    kept_at: datetime = Field(default_factory=now, sa_type=Moment)


class Assessment(Table, table=True):
    """A self-assessment of one place. Until somebody keeps it, who knows its key may work on it, for thirty days."""

    __tablename__ = "assessment"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=40)
    instrument: str = Field(foreign_key="kept_instrument.fingerprint", index=True, max_length=64)
    mode: str = Field(default=Mode.ALONE, max_length=20)
    stage: str = Field(default=Stage.RATING, max_length=20)
    title: str = Field(default="", max_length=120)
    language: str = Field(default="en", max_length=2)
    country: str = Field(default="", max_length=40)
    # {"stage": "first-team", "place": "provider", "size": "one-team"}: a setting of the instrument for each of its axes.
    settings: dict[str, Any] = json_map()
    undertakings: list[str] = json_list()
    is_short: bool = False
    # Whether the reveal shows who gave which mark; the raters are told before they begin.
    shows_names: bool = False
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    partner_code: str | None = Field(default=None, foreign_key="code.code", index=True, max_length=80)
    site_code: str | None = Field(default=None, foreign_key="code.code", index=True, max_length=80)
    consent: str = Field(default=Consent.NOTHING, max_length=20)
    round: int = 1
    review_on: date | None = None
    is_sample: bool = False
    expires_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def is_kept(self) -> bool:
        """Whether it belongs to somebody; until then its address is all that it takes to open it."""
        return self.account_id is not None

    @property
    def is_group(self) -> bool:
        """Whether a group makes it."""
        return self.mode == Mode.GROUP


class Round(Table, table=True):
    """One round of blind rating; `revealed_at` is when its marks were shown to all at once."""

    __tablename__ = "assessment_round"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id", index=True)
    number: int
    opened_at: datetime = Field(default_factory=now, sa_type=Moment)
    revealed_at: datetime | None = Field(default=None, sa_type=Moment)


class Rater(Table, table=True):
    """Somebody who answers. The invitation opens once and gives way to a seat that only the rater knows."""

    __tablename__ = "rater"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id", index=True)
    # Counted within the assessment: an address tells nothing of others.
    number: int = 1
    name: str = Field(default="", max_length=80)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    invitation: str | None = Field(default=None, unique=True, max_length=40)
    seat: str | None = Field(default=None, unique=True, max_length=40)
    # The facilitator types the answers of this rater from paper.
    is_on_paper: bool = False
    # The last round that the rater has declared finished.
    finished_round: int = 0
    joined_at: datetime | None = Field(default=None, sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class Answer(Table, table=True):
    """What one rater says of one statement in one round, with the signs and the proof that it rests on."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("rater_id", "round", "statement"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id", index=True)
    rater_id: int = Field(foreign_key="rater.id", index=True)
    round: int
    statement: str = Field(max_length=40)
    said: str = Field(max_length=20)
    step: int | None = None
    # The positions of the signs that the rater has seen.
    signs: list[int] = json_list()
    proof_text: str = long_text()
    proof_link: str = Field(default="", max_length=500)
    # Codes of entries of the catalogue.
    proof_codes: list[str] = json_list()
    attachment_id: int | None = Field(default=None, foreign_key="attachment.id")
    # Whether a proof was given; it stays when what the proof says of a person is deleted.
    is_proven: bool = False
    note: str = long_text()
    version: int = 1
    answered_at: datetime = Field(default_factory=now, sa_type=Moment)


class Agreement(Table, table=True):
    """What the group made of a statement after the reveal: what was said, the agreed level, why, and who sees it otherwise."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("assessment_id", "statement"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id", index=True)
    statement: str = Field(max_length=40)
    # Empty until the group has agreed.
    said: str = Field(default="", max_length=20)
    step: int | None = None
    discussion: str = long_text()
    reasons: str = long_text()
    minority: str = long_text()
    version: int = 1
    written_at: datetime = Field(default_factory=now, sa_type=Moment)


class Action(Table, table=True):
    """A step of a plan: a solution of the catalogue or own words, who sees to it, until when, and what comes first."""

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id", index=True)
    number: int = 1
    solution_code: str | None = Field(default=None, foreign_key="code.code", max_length=80)
    obstacle_code: str | None = Field(default=None, foreign_key="code.code", max_length=80)
    what: str = Field(default="", max_length=300)
    owner: str = Field(default="", max_length=120)
    due: date | None = None
    first_step: str = long_text()
    state: str = Field(default=ActionState.PLANNED, max_length=20)
    version: int = 1
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)


class Swap(Table, table=True):
    """Two places review each other's assessment: each may read the other's result and leave remarks on it."""

    __tablename__ = "review_swap"
    __table_args__ = (UniqueConstraint("asking_id", "asked_id"),)

    id: int | None = Field(default=None, primary_key=True)
    asking_id: int = Field(foreign_key="assessment.id", index=True)
    asked_id: int = Field(foreign_key="assessment.id", index=True)
    message: str = long_text()
    state: str = Field(default=SwapState.ASKED, max_length=20)
    asked_at: datetime = Field(default_factory=now, sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)


class Remark(Table, table=True):
    """What a visiting reviewer says of one principle of the other place."""

    __tablename__ = "review_remark"

    id: int | None = Field(default=None, primary_key=True)
    swap_id: int = Field(foreign_key="review_swap.id", index=True)
    # The assessment that is spoken of.
    about_id: int = Field(foreign_key="assessment.id", index=True)
    principle: str = Field(max_length=40)
    text: str = long_text()
    account_id: int = Field(foreign_key="account.id")
    written_at: datetime = Field(default_factory=now, sa_type=Moment)
