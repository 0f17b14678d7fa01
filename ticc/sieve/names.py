"""Names of people: what follows a title or a word such as *called*, unless it is the name of a thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import chain

from ticc.sieve.words import (
    BEFORE_SURNAMES,
    BETWEEN,
    HOUSES_AFTER,
    HOUSES_BEFORE,
    NO_SURNAMES,
    NOT_IN_SMALL,
    SENTENCES_BEGIN,
    STREETS,
    THINGS,
)

_GAP = "[ \u00a0\u202f]{1,2}"
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_PIECE = rf"(?:[ODL]['’])?{_CAPITAL}[\w-]{{1,30}}"
_SMALL = r"(?:(?:van|von|de|den|der|des|du|la|le|les|ten|ter|te|el|al|bin|(?:in )?['’]t) |d['’])"
_NAME = rf"(?P<name>(?:{_CAPITAL}\. ?){{0,3}}{_SMALL}{{0,3}}{_PIECE}(?:[ -]{_SMALL}{{0,3}}{_PIECE}){{0,2}})"
_DOCTORS = r"[Dd]r|Doctor|[Dd]octeur|[Dd]okter"
_NURSES = r"Nurse|[Zz]uster"
_OTHERS = r"Mr|mr|Mrs|mrs|Ms|Miss|Mx|(?<![0-9] )MM?(?=\.)|Mme|mme|Mmes|Mlle|mlle|[Mm]adame|[Mm]onsieur|[Mm]ademoiselle|[Dd]hr|[Mm]evr|[Mm]w(?=\.)|[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Dd]e heer"
TITLED = re.compile(rf"(?<![\w.-])(?P<title>(?P<doctor>{_DOCTORS})|(?P<nurse>{_NURSES})|{_OTHERS})\.?{_GAP}{_NAME}")
# Typed in a hurry, without capitals; only after titles that are no other word.
HURRIED = re.compile(rf"(?<![\w.-])(?:[Mm]rs?|[Mm]me|[Mm]lle|[Mm]evr|[Dd]hr)\.?{_GAP}(?P<name>[a-zà-ÿ][a-zà-ÿ'’-]{{1,29}}[a-zà-ÿ])(?![\w])")
CALLED = re.compile(
    r"(?<![\w-])(?:called|named|appelée?s?|nommée?s?|prénommée?s?|s['’]appel(?:le|ait)|genaamd|geheten|heet|heette|genoemd)"
    rf"{_GAP}{_NAME}"
)
# In Dutch the verb may come last: die Fatima heet.
CALLED_LAST = re.compile(rf"(?<![\w-])die{_GAP}{_NAME}{_GAP}(?:heet|heette)(?!\w)")
_THING_BEFORE = re.compile(rf"\b(?:{THINGS})\w{{0,3}},?(?: (?:{BETWEEN})){{0,4}} $", re.IGNORECASE)
# In French the institution comes before the name, in English after it.
_HOUSE_BEFORE = re.compile(rf"(?<!\w)(?P<street>{STREETS})?(?(street)|(?:{HOUSES_BEFORE}))(?: du)?{_GAP}$", re.IGNORECASE)
_HOUSE_AFTER = re.compile(rf"(?:['’]s)?{_GAP}(?=[A-Z])(?i:{HOUSES_AFTER})(?!\w)")
_NUMBER_BEFORE = re.compile(rf"(?<!\w)[0-9]{{1,4}} (?:{_PIECE} ){{1,3}}$")
_STREET_WITHIN = re.compile(r"(?:straat|laan|plein|weg|huis|kliniek|ziekenhuis|school|hof|kade|dreef|stichting|centrum)\b", re.IGNORECASE)


def titled(text: str, known: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Where a title stands with a name: from, to, and whom the title calls: "doctor", "nurse" or nobody in particular."""
    is_known = _teller_of(text, known)
    for match in TITLED.finditer(text):
        end = _end_of_name(match)
        if end > match.start("name") and not _is_house(text, match, end) and not is_known(match.start(), end):
            yield match.start(), end, "doctor" if match["doctor"] else "nurse" if match["nurse"] else ""
    for match in HURRIED.finditer(text):
        if match["name"] not in NOT_IN_SMALL and not is_known(*match.span()):
            yield *match.span(), ""


def called(text: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where somebody is called by a name, the word *called* with it; not where a thing is."""
    is_known = _teller_of(text, known)
    for match in chain(CALLED.finditer(text), CALLED_LAST.finditer(text)):
        end = _end_of_name(match)
        is_short = match["name"].isupper() and len(match["name"]) < 7
        if end == match.start("name") or is_short or _HOUSE_AFTER.match(text, end) or is_known(match.start("name"), end):
            continue
        if not _THING_BEFORE.search(text[max(0, match.start() - 48) : match.start()]):
            yield match.start(), max(end, match.end()) if match.re is CALLED_LAST else end


def _end_of_name(match: re.Match[str]) -> int:
    """Where the name ends: before the first word that is no surname; where it begins if nothing of a name is left."""
    start, end, is_name = match.start("name"), match.start("name"), False
    for found in re.finditer(_PIECE, match["name"]):
        word = found[0].split("-")[0].lower()
        if word in NO_SURNAMES:
            break
        is_name, end = is_name or word not in BEFORE_SURNAMES, start + found.end()
    return end if is_name else start


def _is_house(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a street, a hospital or a shop is meant: rue du Dr Calmette, Dr Gray's Hospital, 12 Oak Dr."""
    before, name = text[max(0, match.start() - 48) : match.start()], match["name"]
    if _HOUSE_AFTER.match(text, end) or _HOUSE_AFTER.search(name) or _STREET_WITHIN.search(name):
        return True
    house = _HOUSE_BEFORE.search(before)
    if house and (house["street"] or match["doctor"]):
        return True
    return bool(match["doctor"]) and (bool(_NUMBER_BEFORE.search(before)) or name.split()[0].lower() in SENTENCES_BEGIN)


def _teller_of(text: str, known: Collection[str]) -> Callable[[int, int], bool]:
    """Tells whether a piece of the text lies within the name of one of the programme's own places and partners."""

    @cache
    def covered() -> bytearray:
        # Asked for only where there is a name at all: most texts have none.
        letters = bytearray(len(text))
        for name in known:
            for match in re.finditer(re.escape(name), text, re.IGNORECASE) if len(name) > 2 else ():
                letters[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        return letters

    return lambda start, end: all(covered()[start:end])
