"""What any search engine must do for this application; the rest of the house knows only this."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True)
class Document:
    """An entry as search reads it. `texts` maps a language to its fields: title, summary, body (plain words, no markup)."""

    code: str
    kind: str
    # The one group that may find it (see `catalogue.visibility.audience_of`).
    audience: str
    texts: dict[str, dict[str, str]]
    # What its sources say: found too, but counts for less.
    evidence: str = ""


@dataclass(frozen=True)
class Match:
    """In which field, and by which words as they stand in the text, a hit matched."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """An entry that matched: how well (higher is better, comparable within one answer only), where, and the text around it.

    `snippet` is a list of (piece of text, is it a matching word) in the order of the text; nothing in it is markup.
    """

    code: str
    score: float
    matched: tuple[Match, ...] = ()
    snippet: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Answer:
    """Everything that matched, the best first, and a better spelling where one is likely."""

    hits: tuple[Hit, ...]
    did_you_mean: str | None = None
    # Whether the index answered for the newest revision; a page says so when it is a moment behind.
    is_current: bool = True


@dataclass(frozen=True)
class LookAlike:
    """An entry that says something like a text, and the words (as typed) that the two share."""

    code: str
    score: float
    shared: tuple[str, ...] = field(default=())


class Memory:
    """What was found out about single words, kept while many texts are compared one after the other; for one index at a time."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._found: dict[Hashable, Any] = {}

    def once(self, of: Sequence[object], about: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` finds about something, asked once as long as `of` (what it is found in) are the same objects."""
        if len(of) != len(self._of) or any(one is not other for one, other in zip(of, self._of, strict=True)):
            self._of, self._found = tuple(of), {}
        if about not in self._found:
            self._found[about] = find()
        found: Found = self._found[about]
        return found


class NoUsableIndex(RuntimeError):
    """There is no index, or it is damaged or of an older form: it must be rebuilt before it can be updated."""


class SearchEngine(Protocol):
    """A full-text index of entries. It has no truth of its own: it can be thrown away and made again at any moment."""

    def revision(self) -> int | None:
        """The catalogue revision that the index holds; None when there is no usable index."""

    def update(self, documents: Iterable[Document], gone: Collection[str], revision: int) -> None:
        """Take in changed documents, forget codes that are gone, and hold this revision from now on, all at once.

        Does nothing when the index holds a later revision already; raises NoUsableIndex when there is nothing to update.
        """

    def rebuild(self, documents: Iterable[Document], revision: int) -> None:
        """Make the index anew beside the old one and then swap them; readers of the old one are not disturbed."""

    def search(self, query: str, audiences: Collection[str], language: str, kinds: Sequence[str] = ()) -> Answer:
        """Everything that matches what a person typed, among the entries of these audiences; odd syntax is no error."""

    def snippets(self, query: str, codes: Sequence[str], audiences: Collection[str], language: str) -> dict[str, Hit]:
        """The hits of these codes with matched fields and snippet; asked for the page that is shown, not for everything."""

    def look_alikes(self, text: str, audiences: Collection[str], kinds: Sequence[str], limit: int, memory: Memory | None = None) -> list[LookAlike]:
        """The entries most like a text that somebody typed; many texts in a row are quicker with one memory."""
