"""The few words that a document brings itself, in the language of the document: it may be made where no request tells one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberFormatError, format_decimal, parse_decimal


@dataclass(frozen=True)
class Words:
    """What is written beside the content; `page_of` has places for `{page}` and `{pages}`."""

    locale: str
    contents: str
    page_of: str
    rests_on: str
    figure: str
    table: str
    as_table: str
    unknown: str
    nothing: str
    what: str
    day: str
    target: str


WORDS = {
    "en": Words(
        locale="en_GB",
        contents="Contents",
        page_of="Page {page} of {pages}",
        rests_on="Rests on",
        figure="Figure",
        table="Table",
        as_table="The same values as a table",
        unknown="not known",
        nothing="Nothing to draw yet",
        what="What",
        day="Date",
        target="target",
    ),
    "fr": Words(
        locale="fr",
        contents="Sommaire",
        page_of="Page {page} sur {pages}",
        rests_on="S’appuie sur",
        figure="Figure",
        table="Tableau",
        as_table="Les mêmes valeurs en tableau",
        unknown="inconnu",
        nothing="Rien à dessiner pour l’instant",
        what="Quoi",
        day="Date",
        target="cible",
    ),
    "nl": Words(
        locale="nl",
        contents="Inhoud",
        page_of="Pagina {page} van {pages}",
        rests_on="Steunt op",
        figure="Figuur",
        table="Tabel",
        as_table="Dezelfde waarden als tabel",
        unknown="niet bekend",
        nothing="Nog niets te tekenen",
        what="Wat",
        day="Datum",
        target="streefwaarde",
    ),
}


def words_of(language: str) -> Words:
    """The words in a language; English where there are none."""
    return WORDS.get(language, WORDS["en"])


def day_in(day: date, language: str) -> str:
    """A date as readers of the language write it."""
    return str(format_date(day, "d MMMM yyyy", locale=Locale.parse(words_of(language).locale)))


def number_in(value: float, language: str) -> str:
    """A number as readers of the language write it, with two decimals at the most."""
    return str(format_decimal(round(value, 2), format="#,##0.##", locale=Locale.parse(words_of(language).locale)))


def number_from(words: str, language: str) -> Decimal | None:
    """The number that `number_in` wrote so, or None for any other words."""
    try:
        found = parse_decimal(words, locale=Locale.parse(words_of(language).locale), strict=True)
    except NumberFormatError:
        return None
    # "NaN" reads as a number, and is none.
    return found if found.is_finite() else None


def short_day_in(day: date, language: str) -> str:
    """A date in few letters, for charts."""
    return str(format_date(day, "d MMM y", locale=Locale.parse(words_of(language).locale)))
