"""The sieve: finds in a text what may tell who a person is, and proposes neutral words. Nothing leaves the server; a person decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum

from babel.dates import format_date
from flask_babel import force_locale
from flask_babel import gettext as _

from ticc.foundation.clock import today
from ticc.foundation.languages import DEFAULT
from ticc.sieve.contacts import BEGINS, ENDS, GAP, addresses, emails, phones
from ticc.sieve.dates import births
from ticc.sieve.names import called, titled
from ticc.sieve.numbers import is_belgian_number, is_bsn, is_nhs_number, is_nir
from ticc.sieve.words import NO_PERSONS_NUMBER


class Sort(StrEnum):
    """What a finding is; of two that overlap, the one that stands first here is told."""

    NIR = "nir"
    BELGIAN = "belgian-number"
    NHS = "nhs-number"
    BSN = "bsn"
    EMAIL = "e-mail"
    BIRTH = "date-of-birth"
    ADDRESS = "address"
    PHONE = "phone"
    NAME = "name"
    CALLED = "called"


@dataclass(frozen=True)
class Found:
    """A place in a text that may tell who a person is, and the neutral words that could stand there."""

    kind: Sort
    start: int
    end: int
    words: str
    neutral: str


_Draft = tuple[Sort, int, int, Callable[[], str]]

_NUMBERS: tuple[tuple[Sort, str, Callable[[str], bool]], ...] = (
    (Sort.NIR, rf"[1-478]{GAP}?[0-9]{{2}}{GAP}?[0-9]{{2}}{GAP}?(?:[0-9]{{2}}|2[ABab]){GAP}?[0-9]{{3}}{GAP}?[0-9]{{3}}{GAP}{{0,3}}[0-9]{{2}}", is_nir),
    (Sort.BELGIAN, rf"[0-9]{{2}}{GAP}?[0-9]{{2}}{GAP}?[0-9]{{2}}{GAP}{{0,3}}[0-9]{{3}}{GAP}{{0,3}}[0-9]{{2}}", is_belgian_number),
    (Sort.NHS, rf"[0-9]{{3}}(?P<gap>{GAP}?)[0-9]{{3}}(?P=gap)[0-9]{{4}}", is_nhs_number),
    (Sort.BSN, rf"[0-9]{{9}}|[0-9]{{4}}{GAP}[0-9]{{2}}{GAP}[0-9]{{3}}|[0-9]{{3}}{GAP}[0-9]{{3}}{GAP}[0-9]{{3}}|[0-9]{{3}}{GAP}[0-9]{{2}}{GAP}[0-9]{{4}}", is_bsn),
)  # fmt: skip
_SHAPES = tuple((sort, re.compile(f"{BEGINS}(?<![0-9] )(?:{shape}){ENDS}(?! [0-9])"), is_right) for sort, shape, is_right in _NUMBERS)
_LEAD = re.compile(rf"(?<!\w){NO_PERSONS_NUMBER}\w{{0,3}}(?:[ :#.]|n°|no\.?|nr\.?|number|nummer|numéro){{0,6}}$", re.IGNORECASE)
_AMOUNT = re.compile(r" ?(?:€|£|%|euros?\b|EUR\b|GBP\b|pounds?\b|livres?\b|visits?\b|visites?\b|bezoeken\b|inhabitants\b|habitants\b|inwoners\b|km\b|kWh\b)", re.IGNORECASE)  # fmt: skip
# How far before a number the word may stand that says what it is.
_REACH = 32


def find(text: str, language: str | None = None, known: Collection[str] = ()) -> list[Found]:
    """What in a text may tell who a person is, in the order of the text; no two places overlap, and nothing is ever raised.

    Looks for the marks of all three languages at once; `language` is that of the neutral words. `known` are names of places and
    partners that stand in the catalogue anyway and are never marked.
    """
    taken = bytearray(len(text))
    kept: list[Found] = []
    order = list(Sort)
    with force_locale(language) if language else nullcontext():
        for sort, start, end, neutral in sorted(_drafts(text, language or DEFAULT, known), key=lambda one: (order.index(one[0]), one[1])):
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                kept.append(Found(sort, start, end, text[start:end], _as_sentence(text, start, neutral())))
    return sorted(kept, key=lambda one: one.start)


def _drafts(text: str, language: str, known: Collection[str]) -> Iterator[_Draft]:
    for sort, shape, is_right in _SHAPES:
        for match in shape.finditer(text):
            if is_right(re.sub(r"[^0-9A-Za-z]", "", match[0])) and not _is_no_persons(text, match):
                yield sort, *match.span(), lambda: _("(number left out)")
    yield from ((Sort.EMAIL, *span, lambda: _("(e-mail address left out)")) for span in emails(text))
    yield from ((Sort.PHONE, *span, lambda: _("(phone number left out)")) for span in phones(text) if not _leads_to_no_person(text, span[0]))
    yield from ((Sort.ADDRESS, *span, lambda: _("their street")) for span in addresses(text))
    for start, end, born, has_word in births(text, today()):
        month = format_date(born, "MMMM yyyy", locale=language)
        yield Sort.BIRTH, start, end, lambda month=month, has_word=has_word: _("in %(month)s", month=month) if has_word else month  # type: ignore[misc]
    for start, end, whom in titled(text, known):
        yield Sort.NAME, start, end, {"doctor": lambda: _("a doctor"), "nurse": lambda: _("a nurse")}.get(whom, lambda: _("a client"))
    yield from ((Sort.CALLED, *span, lambda: _("(name left out)")) for span in called(text, known))


def _is_no_persons(text: str, match: re.Match[str]) -> bool:
    return _AMOUNT.match(text, match.end()) is not None or _leads_to_no_person(text, match.start())


def _leads_to_no_person(text: str, start: int) -> bool:
    return _LEAD.search(text[max(0, start - _REACH) : start]) is not None


def _as_sentence(text: str, start: int, neutral: str) -> str:
    """With a capital where a sentence begins."""
    before = text[:start].rstrip(" \t")[-1:] if start < 200 else text[start - 200 : start].rstrip(" \t")[-1:]
    return neutral[:1].upper() + neutral[1:] if before in ("", ".", "!", "?", "\n") else neutral
