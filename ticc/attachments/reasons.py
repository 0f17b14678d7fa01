"""Why a file is not taken, in one word each; the sentences that people read stand in the rules."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Why a file is not taken."""

    UNKNOWN = "unknown"
    ENCODING = "encoding"
    PICTURE = "picture"
    DAMAGED = "damaged"
    LOCKED = "locked"
    PROGRAM = "program"
    BOMB = "bomb"


class NotTaken(Exception):
    """A file that cannot be attached."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
