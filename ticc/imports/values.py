"""What is written in a cell: numbers with a comma or a point, and names of things in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from flask_babel import gettext as _

from ticc.foundation.text import fold, shorten
from ticc.imports.table import Cell, told

PLAIN = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
# One group of three: 1.234 is a thousand in one country and a little more than one in another.
ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}")
GROUPS = {
    ",": re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?"),
    ".": re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?"),
}
SPACES = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{3}(\D|$))")
LONGEST_NUMBER = 40
MOST = 1e40
NEAR = 0.72


class Unclear(ValueError):
    """What stands in a cell cannot be read; the message says why and what to write."""


class Decimals(StrEnum):
    """Which sign stands before the decimals in a column, as far as its numbers tell."""

    COMMA = ","
    POINT = "."
    UNKNOWN = ""


def decimals_of(cells: Iterable[Cell], separator: str = "") -> Decimals:
    """Look at the whole column: one number that can be read in one way only decides for those that can be read in two.

    In a file whose cells are separated by commas, and whose numbers do not tell, a point stands before decimals.
    """
    signs = {sign for cell in cells if isinstance(cell, str) and (sign := _sign(_bare(cell)))}
    if len(signs) == 1:
        return Decimals(signs.pop())
    return Decimals.POINT if separator == "," and not signs else Decimals.UNKNOWN


def is_two_ways(cell: Cell) -> bool:
    """Whether a number can be read in two ways, as 1.234 can."""
    return isinstance(cell, str) and ONE_GROUP.fullmatch(_bare(cell)) is not None


def _bare(words: str) -> str:
    """A number without spaces, a sign of per cent, and a typographer's minus."""
    bare = SPACES.sub("", words.strip().replace("−", "-").removesuffix("%").strip()) if len(words) < 2 * LONGEST_NUMBER else ""
    return bare if len(bare) <= LONGEST_NUMBER else ""


def _sign(words: str) -> str:
    """The sign before the decimals, where the number tells it."""
    if ONE_GROUP.fullmatch(words):
        return ""
    if PLAIN.fullmatch(words):
        return "," if "," in words else "." if "." in words else ""
    return next((sign for sign, groups in GROUPS.items() if groups.fullmatch(words)), "")


def read_number(cell: Cell, decimals: Decimals = Decimals.UNKNOWN) -> float:
    """A number; raises Unclear for what is none, or can be read in two ways where the column does not tell."""
    if isinstance(cell, int | float):
        if not abs(cell) < MOST:
            raise Unclear(_not_a_number(told(cell)))
        return float(cell)
    words = _bare(told(cell))
    if ONE_GROUP.fullmatch(words):
        return float(_in_one_way(words, decimals))
    sign = _sign(words)
    if not sign and not PLAIN.fullmatch(words):
        raise Unclear(_not_a_number(told(cell)))
    grouping = "." if sign == "," else ","
    return float(words.replace(grouping, "").replace(",", "."))


def _in_one_way(words: str, decimals: Decimals) -> str:
    if decimals == Decimals.UNKNOWN:
        whole, exact = re.sub("[.,]", "", words), words.replace(",", ".")
        raise Unclear(_("“%(number)s” may be %(whole)s or %(exact)s: write %(whole)s, or %(exact)s0", number=words, whole=whole, exact=exact))
    return words.replace(decimals.value, "|").replace(",", "").replace(".", "").replace("|", ".")


def _not_a_number(words: str) -> str:
    if words.startswith("="):
        return str(_("This is a formula without its result: open the file in a spreadsheet program and save it again, or write the number"))
    return str(_("“%(words)s” is no number: write figures alone, such as 3.5; the unit has a column of its own", words=shorten(words, 40)))


def read_count(cell: Cell, decimals: Decimals = Decimals.UNKNOWN) -> int:
    """A whole number; raises Unclear."""
    number = read_number(cell, decimals)
    if not number.is_integer() or abs(number) > 1e12:
        raise Unclear(_("Write a whole number"))
    return int(number)


@dataclass
class Names:
    """Things by code and by title in any language, without regard to case and accents."""

    titles: Mapping[str, Iterable[str]]
    _known: dict[str, set[str]] = field(default_factory=dict)
    _asked: dict[str, str | Unclear] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fold every name once."""
        for code, titles in self.titles.items():
            for name in (code, *titles):
                if name:
                    self._known.setdefault(_plain(name), set()).add(code)

    def find(self, cell: Cell) -> str:
        """The code of the thing that is named; raises Unclear, with names that are near."""
        words = told(cell)
        if words not in self._asked:
            self._asked[words] = self._look(words)
        found = self._asked[words]
        if isinstance(found, Unclear):
            raise Unclear(*found.args)
        return found

    def _look(self, words: str) -> str | Unclear:
        codes = sorted(self._known.get(_plain(words), ()))
        if len(codes) == 1:
            return codes[0]
        if codes:
            return Unclear(_("“%(words)s” may be %(codes)s: write the code", words=shorten(words, 60), codes=", ".join(codes)))
        near = [self._told(name) for name in get_close_matches(_plain(words)[:100], self._known, n=3, cutoff=NEAR)]
        if near:
            return Unclear(_("“%(words)s” is not known. Did you mean %(near)s?", words=shorten(words, 60), near=", ".join(dict.fromkeys(near))))
        return Unclear(_("“%(words)s” is not known: write the code or the title", words=shorten(words, 60)))

    def _told(self, name: str) -> str:
        code = min(self._known[name])
        title = next((one for one in self.titles[code] if _plain(one) == name), "") or next(iter(self.titles[code]), "")
        return f"{title} ({code})" if title else code


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(words)).strip()
