"""What is otherwise: between two releases entry by entry, and between two states of one entry word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

MERGED, WITHDRAWN = "merged:", "withdrawn"
# Two lines with more pairs of words than this are set against each other whole: nobody reads such a difference word by word.
MOST_PAIRS = 400_000
# Two lines of whose words less than this share is the same are two sentences, and a word here and there that stands in both says nothing.
ALIKE = 0.3
WORDS = re.compile(r"\s+|[^\s\w]|\w+")

State = Mapping[str, Any]


class What(StrEnum):
    """What happened to an entry between two releases."""

    ADDED = "added"
    CHANGED = "changed"
    # Only what it is linked with: each link is told under both of its ends.
    LINKED = "linked"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Change:
    """One entry that stands otherwise in the later release; the fingerprints lead to what it said."""

    code: str
    what: What
    before: str | None = None
    after: str | None = None
    # The entry that it was merged into.
    into: str | None = None


def stands_in(entries: Mapping[str, str], code: str) -> bool:
    """Whether a release holds an entry, and not only the word of what became of it."""
    return not is_gone(entries.get(code, WITHDRAWN))


def is_gone(kept: str) -> bool:
    """Whether what a release keeps for a code is what became of the entry, and no fingerprint."""
    return kept == WITHDRAWN or kept.startswith(MERGED)


def standing(entries: Mapping[str, str]) -> dict[str, str]:
    """The entries that stand in a release, with their fingerprints."""
    return {code: kept for code, kept in entries.items() if not is_gone(kept)}


def compare(earlier: Mapping[str, str], later: Mapping[str, str]) -> list[Change]:
    """What a release says otherwise than an earlier one, by code; whether only links changed is not known from fingerprints alone."""
    return [change for code in sorted({*earlier, *later}) if (change := _change_of(code, earlier, later))]


def _change_of(code: str, earlier: Mapping[str, str], later: Mapping[str, str]) -> Change | None:
    was, stands = stands_in(earlier, code), stands_in(later, code)
    if was and stands:
        return Change(code, What.CHANGED, earlier[code], later[code]) if earlier[code] != later[code] else None
    if stands:
        return Change(code, What.ADDED, None, later[code])
    if not was:
        return None
    kept = later.get(code, WITHDRAWN)
    into = kept.removeprefix(MERGED) if kept.startswith(MERGED) else None
    return Change(code, What.MERGED if into else What.WITHDRAWN, earlier[code], None, into)


@dataclass(frozen=True, order=True)
class Field:
    """A part of an entry that can differ: a column, in one of its languages, or the links of one verb in one direction."""

    name: str
    # Empty for what is in no language, or in the entry's own one.
    language: str = ""
    # Of a link: whether it points away from the entry.
    is_outward: bool = True
    is_link: bool = False


def fields_of(state: State) -> dict[Field, Any]:
    """An entry taken apart, in the order in which it is told: its columns, its translations, its links."""
    found: dict[Field, Any] = {Field(name): value for name, value in state.get("columns", {}).items()}
    for language, said in sorted(state.get("translations", {}).items()):
        found |= {Field(name, language): value for name, value in said.items()}
    for link in state.get("links", []):
        found.setdefault(Field(link["verb"], "", bool(link.get("away")), is_link=True), []).append(link)
    return found


def is_linked_otherwise(before: State, after: State) -> bool:
    """Whether the words of an entry are the same, so that only its links can differ."""
    return all(before.get(name) == after.get(name) for name in ("columns", "translations"))


def changed_fields(before: State, after: State) -> list[Field]:
    """Which parts of an entry are otherwise, in the order in which they are told."""
    earlier, later = fields_of(before), fields_of(after)
    return [field for field in dict.fromkeys((*later, *earlier)) if earlier.get(field) != later.get(field)]


@dataclass(frozen=True)
class Piece:
    """A run of words; `is_changed` where the other side has it not."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True)
class Pair:
    """A line as it was and as it is; one of the two is empty where it was added or taken out."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class Difference:
    """A part of an entry with its lines that differ."""

    field: Field
    pairs: tuple[Pair, ...]


Tell = Callable[[Field, Any], Sequence[str]]


def differences(before: State, after: State, tell: Tell) -> list[Difference]:
    """What differs, part by part; `tell` says a part in lines, in the reader's words. What a reader would not see is left out."""
    earlier, later = fields_of(before), fields_of(after)
    found = []
    for field in changed_fields(before, after):
        old, new = ([line for line in tell(field, state[field]) if line] if field in state else [] for state in (earlier, later))
        if pairs := tuple(line_pairs(old, new)):
            found.append(Difference(field, pairs))
    return found


def line_pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """The lines that differ, each beside what stands in its place now, with the words that changed marked."""
    for what, first, last, first_now, last_now in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        old, new = before[first:last], after[first_now:last_now]
        for place in range(max(len(old), len(new))):
            yield _pair(old[place] if place < len(old) else "", new[place] if place < len(new) else "")


def _pair(before: str, after: str) -> Pair:
    old, new = WORDS.findall(before), WORDS.findall(after)
    if not before or not after or len(old) * len(new) > MOST_PAIRS:
        return Pair(_whole(before), _whole(after))
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    same = sum(not word.isspace() for what, first, last, *_now in opcodes if what == "equal" for word in old[first:last])
    if same < ALIKE * max(sum(not word.isspace() for word in words) for words in (old, new)):
        return Pair(_whole(before), _whole(after))
    return Pair(
        _pieces((old[first:last], what != "equal") for what, first, last, _first, _last in opcodes),
        _pieces((new[first:last], what != "equal") for what, _first, _last, first, last in opcodes),
    )


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_changed=True),) if text else ()


def _pieces(runs: Iterable[tuple[Sequence[str], bool]]) -> tuple[Piece, ...]:
    return tuple(Piece("".join(words), is_changed) for words, is_changed in runs if words)
