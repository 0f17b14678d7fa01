"""The register of kinds: what the program must know of a kind of entry to list, load, link, find and draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ticc.catalogue.entry import Entry
    from ticc.catalogue.links import Link
    from ticc.catalogue.sheet import Sheet


@dataclass(frozen=True)
class LinkField:
    """A list in a content file that holds links: which table, and which of its two ends the file's own entry is."""

    field: str
    table: type[Link]
    key: str
    entry_is: str = "subject"
    # Where the file's word for a part differs from the column's name.
    renamed: Mapping[str, str] = with_default(default_factory=dict)

    def column_of(self, word: str) -> str:
        """The column that holds what the file calls by this word."""
        return self.other_column if word == self.key else self.renamed.get(word, word)

    @property
    def own_column(self) -> str:
        """The column that holds the file's own entry."""
        return f"{self.entry_is}_code"

    @property
    def other_column(self) -> str:
        """The column that holds the entry at the other end."""
        return "object_code" if self.entry_is == "subject" else "subject_code"


@dataclass(frozen=True)
class Kind:
    """One kind of entry. `name` is the word of the field, `prefix` begins its codes, `folder` holds its files."""

    name: str
    prefix: str
    table: type[Entry]
    endpoint: str
    # Lazy strings: the noun for one and for many, as a page says them.
    one: Any
    many: Any
    folder: str | None = None
    sheet: type[Sheet] | None = None
    links: tuple[LinkField, ...] = ()
    # Columns that lists, cards and facets need beside what every entry has; each is a column of the table.
    facets: tuple[str, ...] = ()
    # How pages say the values of those columns that are fixed words of this kind alone: column → value → lazy string.
    value_labels: Mapping[str, Mapping[str, Any]] = with_default(default_factory=dict)
    # Which rows lists, search and graph may know at all, as a condition on the table; all of them where it is not given.
    is_listed_where: Callable[[Any], Any] | None = None
    # Everything of the entry that full-text search reads beside title, summary and body, as one text.
    more_words: Callable[[Any], str] = with_default(default=lambda entry: "")

    def is_code(self, code: str) -> bool:
        """Whether a code is one of this kind, by its prefix."""
        return code.startswith(self.prefix + "-")


class Kinds:
    """All kinds, in the order in which pages show them."""

    def __init__(self, *kinds: Kind, also_checked: tuple[Callable[[Any], list[Any]], ...] = ()) -> None:
        self._by_name = {kind.name: kind for kind in kinds}
        # Checks of those files of a pack that hold no entries; each takes the pack and returns its problems.
        self.also_checked = also_checked

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> Kind:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def of_code(self, code: str) -> Kind | None:
        """The kind that a code belongs to, or None where no kind has this prefix."""
        return next((kind for kind in self if kind.is_code(code)), None)

    def with_files(self) -> list[Kind]:
        """The kinds whose entries come from content files."""
        return [kind for kind in self if kind.sheet and kind.folder]
