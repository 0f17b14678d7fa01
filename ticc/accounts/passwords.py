"""Passwords: long rather than complicated, as the National Cyber Security Centre advises; kept with argon2."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ticc.foundation.text import fold

SHORTEST = 12
LONGEST = 200
# The commonest passwords that are long enough to pass the rule on length, and the words that guessers try first here.
COMMON = {
    "123456789012", "1234567890123", "password1234", "password12345", "passwordpassword", "qwertyuiop12", "qwertyuiopasdf",
    "iloveyou1234", "letmeinletmein", "adminadminadmin", "welcome12345", "changeme1234", "buurtzorg1234", "buurtzorgbuurtzorg",
    "motdepasse123", "wachtwoord123", "azertyuiop12", "abcdefghijkl", "111111111111", "000000000000",
}  # fmt: skip

_hasher = PasswordHasher()
# Checked when there is no such account, so that the answer takes as long as for a real one.
_NOBODY = _hasher.hash("nobody has this password")


class WeakPassword(ValueError):
    """A password that would be guessed; `reason` is `short`, `long`, `common` or `personal`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refuse_weak(password: str, *personal: str) -> None:
    """Raise WeakPassword for one that is too short, too long, common, or made of the person's own name or address."""
    if len(password) < SHORTEST:
        raise WeakPassword("short")
    if len(password) > LONGEST:
        raise WeakPassword("long")
    folded = fold(password)
    if folded in COMMON or len(set(folded)) < 4:
        raise WeakPassword("common")
    pieces = {piece for text in personal for piece in (fold(text), fold(text).split("@")[0]) if len(piece) > 3}
    if any(folded.replace(piece, "").strip() in {"", "1", "12", "123", "1234"} for piece in pieces):
        raise WeakPassword("personal")


def hash_of(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept; takes as long when nothing was kept."""
    try:
        return _hasher.verify(kept or _NOBODY, password[:LONGEST]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False
