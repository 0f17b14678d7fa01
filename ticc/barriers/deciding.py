"""What a person decides about the findings of the sieve: asked once for the same words, and written into the texts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from ticc.sieve.find import Found, Sort, find

# The words of a barrier that others see when it is shared, in the order of the form.
FIELDS = ("title", "because", "so_that", "body")
# What each sort of finding looks like to a person.
LOOKS_LIKE: dict[str, Any] = {
    Sort.NIR: _("looks like a French social security number"),
    Sort.BELGIAN: _("looks like a Belgian national register number"),
    Sort.NHS: _("looks like an NHS number"),
    Sort.BSN: _("looks like a Dutch citizen service number"),
    Sort.EMAIL: _("looks like an e-mail address"),
    Sort.BIRTH: _("looks like a date of birth"),
    Sort.ADDRESS: _("looks like somebody’s address"),
    Sort.PHONE: _("looks like a phone number"),
    Sort.NAME: _("looks like a person’s name"),
    Sort.CALLED: _("looks like a person’s name"),
}


class Decision(StrEnum):
    """What is done with a finding."""

    NEUTRAL = "neutral"
    KEEP = "keep"


@dataclass(frozen=True)
class Asked:
    """Words that were found, wherever they stand: one decision holds for all their places."""

    key: str
    kind: Sort
    words: str
    neutral: str


@dataclass(frozen=True)
class Piece:
    """A piece of a text; one that was found says which question it belongs to, by its number from 1."""

    words: str
    number: int = 0


@dataclass(frozen=True)
class Sieved:
    """The texts of a barrier with what was found in them and has to be decided."""

    texts: Mapping[str, str]
    found: Mapping[str, tuple[Found, ...]]
    asked: tuple[Asked, ...]

    def pieces(self, field: str) -> list[Piece]:
        """A text in pieces, for showing it with the found words marked."""
        numbers = {one.key: number for number, one in enumerate(self.asked, 1)}
        text, place, pieces = self.texts[field], 0, []
        for one in self.found[field]:
            pieces += [Piece(text[place : one.start]), Piece(one.words, numbers[_key(one)])]
            place = one.end
        return [piece for piece in [*pieces, Piece(text[place:])] if piece.words]

    def decided(self, decisions: Mapping[str, str]) -> dict[str, str]:
        """The texts with the neutral words wherever they were chosen."""
        return {field: self._with_neutral(field, decisions) for field in self.texts}

    def _with_neutral(self, field: str, decisions: Mapping[str, str]) -> str:
        text, place, pieces = self.texts[field], 0, []
        for one in self.found[field]:
            words = one.neutral if decisions.get(_key(one)) == Decision.NEUTRAL else one.words
            pieces += [text[place : one.start], words]
            place = one.end
        return "".join([*pieces, text[place:]])


def sift(texts: Mapping[str, str], language: str, known: Collection[str] = (), shared: Mapping[str, str] | None = None) -> Sieved:
    """Look through the words of a barrier.

    `shared` are the words that others see already: what was found and kept in them is not asked again.
    """
    settled = {_key(one) for text in (shared or {}).values() for one in find(text, language, known)}
    found = {field: tuple(one for one in find(texts.get(field, ""), language, known) if _key(one) not in settled) for field in FIELDS}
    asked: dict[str, Asked] = {}
    for field in FIELDS:
        for one in found[field]:
            asked.setdefault(_key(one), Asked(_key(one), one.kind, one.words, one.neutral))
    return Sieved({field: texts.get(field, "") for field in FIELDS}, found, tuple(asked.values()))


def _key(one: Found) -> str:
    """The same for the same words, however they are spaced and capitalised; a digest, because it becomes the name of a field."""
    words = " ".join(one.words.casefold().split())
    return hashlib.sha256(f"{one.kind} {words}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
