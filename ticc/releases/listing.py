"""The change list of a release: filtered, counted by kind, cut into pages, each entry with its name and the parts that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from ticc.catalogue.kinds import Kinds
from ticc.foundation.paging import Page, page_of
from ticc.releases.differences import Change, What, changed_fields, compare, is_linked_otherwise
from ticc.releases.freezing import Frozen
from ticc.releases.models import Release
from ticc.releases.queries import read_frozen
from ticc.releases.telling import Telling

ON_A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One change as a list tells it."""

    change: Change
    kind: str
    title: str
    written_in: str
    # What the parts that changed are called.
    fields: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """The row as files and commands give it."""
        said = {"code": self.change.code, "kind": self.kind, "what": self.change.what.value, "title": self.title, "language": self.written_in}
        return {**said, "fields": list(self.fields), "into": self.change.into or ""}


@dataclass(frozen=True)
class ChangeList:
    """The changes that were asked for, and how many there are of each kind and sort."""

    page: Page[Change]
    counts: Mapping[str, Mapping[What, int]]
    totals: Mapping[What, int]
    kind: str
    what: str


# Whether only links differ between two frozen entries. Neither ever changes, and so neither does the answer.
_only_linked: dict[tuple[str, str], bool] = {}
MOST_REMEMBERED = 50_000


def changes_between(
    session: Session, earlier: Release | None, entries: Mapping[str, str], at_hand: Mapping[str, Frozen] | None = None
) -> list[Change]:
    """What entries say otherwise than a release, told apart into words and links; `at_hand` holds those that are not kept yet, by fingerprint."""
    changes = compare(earlier.entries if earlier else {}, entries)
    unknown = [pair for one in changes if (pair := _pair(one)) and pair not in _only_linked]
    said = at_hand or {}
    said = {**said, **dict(read_frozen(session, {key for pair in unknown for key in pair} - said.keys()))}
    if len(_only_linked) > MOST_REMEMBERED:
        _only_linked.clear()
    for before, after in unknown:
        if before in said and after in said:
            _only_linked[before, after] = is_linked_otherwise(said[before].content, said[after].content)
    return [replace(one, what=What.LINKED) if (pair := _pair(one)) and _only_linked.get(pair) else one for one in changes]


def _pair(change: Change) -> tuple[str, str] | None:
    return (change.before, change.after) if change.before and change.after else None


def list_changes(changes: Sequence[Change], kinds: Kinds, *, kind: str = "", what: str = "", number: int = 1) -> ChangeList:
    """One page of the changes: by kind in the order of the register, within it by what happened; a kind or sort that is not known is none."""
    order = {one.name: place for place, one in enumerate(kinds)}
    kind, what = kind if kind in order else "", what if what in set(What) else ""
    named = [(kind_of(one.code, kinds), one) for one in changes]
    counts: dict[str, Counter[What]] = {name: Counter() for name in order}
    for name, one in named:
        counts[name][one.what] += 1
    chosen = [(name, one) for name, one in named if kind in ("", name) and what in ("", one.what)]
    places = list(What)
    chosen.sort(key=lambda pair: (order[pair[0]], places.index(pair[1].what), pair[1].code))
    page = page_of([one for _name, one in chosen], number, ON_A_PAGE)
    return ChangeList(page, {name: found for name, found in counts.items() if found}, Counter(one.what for one in changes), kind, what)


def kind_of(code: str, kinds: Kinds) -> str:
    """The kind that a code tells."""
    found = kinds.of_code(code)
    assert found is not None, "a code that was frozen belongs to a kind"
    return found.name


def rows_of(session: Session, changes: Iterable[Change], kinds: Kinds, telling: Telling, at_hand: Mapping[str, Frozen]) -> list[Row]:
    """Changes as a list tells them; `at_hand` holds entries that are not kept yet, by fingerprint."""
    listed = list(changes)
    wanted = {key for one in listed for key in (one.before, one.after) if key and key not in at_hand}
    said = {**at_hand, **dict(read_frozen(session, wanted))}
    return [_row(one, kinds, telling, said) for one in listed]


def _row(change: Change, kinds: Kinds, telling: Telling, said: Mapping[str, Frozen]) -> Row:
    name = kind_of(change.code, kinds)
    before, after = said.get(change.before or ""), said.get(change.after or "")
    newest = after or before
    if newest is None:
        return Row(change, name, change.code, telling.language, ())
    title = telling.reading(kinds[name], newest.content).says("title")
    fields = changed_fields(before.content, after.content) if before and after else []
    return Row(change, name, title.text, title.language, tuple(dict.fromkeys(telling.label(field) for field in fields)))
