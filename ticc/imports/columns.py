"""Which column is which: headings in three languages, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from ticc.foundation.errors import Refusal
from ticc.foundation.text import fold, shorten
from ticc.imports.table import Cell, Row, told

# Above the headings there may be a title, a date, an empty line.
LOOKED_AT = 10
IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\*")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """What a table can say of each row. The first heading of each language stands in the template; the others are understood too."""

    name: str
    headings: Mapping[str, tuple[str, ...]]
    # What is written in it, by language: for the explanation beside the template.
    meaning: Mapping[str, str]
    is_needed: bool = False

    def title(self, language: str) -> str:
        """Its heading in a language."""
        return self.headings[language][0]


@dataclass(frozen=True)
class Fitted:
    """The columns of one table: where each is, under which heading, which were not taken, and the rows below."""

    places: Mapping[str, int]
    headings: tuple[str, ...]
    not_taken: tuple[str, ...]
    rows: tuple[Row, ...]


def fit(rows: Sequence[Row], columns: Sequence[Column], language: str) -> Fitted:
    """Find the headings among the first rows; raises Refusal where a needed column is missing, or two stand for one.

    `language` is the one in which missing columns are named.
    """
    known = {folded(heading): column.name for column in columns for headings in column.headings.values() for heading in (column.name, *headings)}
    below, found = max(
        ((number, [known.get(folded(told(cell))) for cell in row.cells]) for number, row in enumerate(rows[:LOOKED_AT])),
        key=lambda one: (len(set(one[1]) - {None}), -one[0]),
    )
    headings = tuple(told(cell) for cell in rows[below].cells)
    _refuse_doubled(found, headings)
    missing = [column.title(language) for column in columns if column.is_needed and column.name not in found]
    if missing:
        raise Refusal(
            _(
                "These columns are missing: %(missing)s. The columns of the file are: %(found)s. Give them the headings of the template.",
                missing=", ".join(missing),
                found=shorten(", ".join(heading for heading in headings if heading) or "–", 300),
            ),
            "file",
        )
    places = {name: place for place, name in enumerate(found) if name}
    not_taken = tuple(heading for heading, name in zip(headings, found, strict=True) if heading and not name)
    return Fitted(places, headings, not_taken, tuple(rows[below + 1 :]))


def column_of(table: Fitted | None, name: str) -> list[Cell]:
    """The cells of a column from top to bottom; none where there is no such column."""
    if table is None or name not in table.places:
        return []
    place = table.places[name]
    return [row.cells[place] for row in table.rows if place < len(row.cells)]


def folded(heading: str) -> str:
    """A heading without accents, case, punctuation and what stands in brackets."""
    without = IN_BRACKETS.sub(" ", fold(heading))
    return NOT_A_WORD.sub(" ", without).strip() or NOT_A_WORD.sub(" ", fold(heading)).strip()


def _refuse_doubled(found: Sequence[str | None], headings: Sequence[str]) -> None:
    for name in dict.fromkeys(found):
        same = [heading for heading, one in zip(headings, found, strict=True) if one == name]
        if name and len(same) > 1:
            raise Refusal(
                _("Two columns say the same: “%(one)s” and “%(other)s”. Take one of them out.", one=same[0], other=same[1]),
                "file",
            )
