"""The kinds of notices, and how often somebody wants mail."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice tells."""

    MENTION = "mention"
    QUESTION = "question"
    ANSWER = "answer"
    MATCH = "match"
    CHANGE = "change"
    STEP_DUE = "step-due"
    STEP_LATE = "step-late"
    REMINDER = "reminder"
    DIGEST = "digest"


class Happened(StrEnum):
    """What happened to a barrier that somebody watches."""

    STATE = "state"
    TRY = "try"
    NOTE = "note"
    STEP = "step"
    COST = "cost"


class Rhythm(StrEnum):
    """How often somebody wants mail."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


# For those alone who see how a barrier is worked: its partner, advisers and project leads.
INNER = frozenset({NoticeKind.MENTION, NoticeKind.QUESTION, NoticeKind.ANSWER, NoticeKind.STEP_DUE, NoticeKind.STEP_LATE})
# What everybody may hear of who sees the barrier at all; the rest is for the same people as INNER.
OUTER_CHANGES = frozenset({Happened.STATE, Happened.TRY})
# For the barrier's own partner alone.
OWN = frozenset({NoticeKind.REMINDER})
# Where nobody has chosen.
USUAL = Rhythm.DAILY
