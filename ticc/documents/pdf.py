"""A document as PDF/UA-1: tagged, with outline, alternative texts and embedded fonts, so that everybody can read it."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

from ticc.documents.charts import to_svg
from ticc.documents.document import Block, Bullets, Contents, Document, Figure, Heading, Note, Paragraph, Spans, Table
from ticc.documents.logo import JPEG, ON_BAND, ON_COVER_PAGE, ON_PAGES, ON_PLAIN, drawn
from ticc.documents.look import DEFAULT, Look, title_size
from ticc.documents.tidy import is_outside, one_line, tidied
from ticc.documents.words import day_in, words_of
from ticc.foundation.text import without_control_characters

TEMPLATE = Path(__file__).with_name("document.typ")
# Shows each sign once in every cut that a document uses, to find out cheaply which ones the fonts lack.
SPECIMEN = Path(__file__).with_name("signs.typ")
MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
BOX = "□"
LAST_LATIN = "\u024f"
LEAST_SHARE, MOST_SHARE = 8, 45
# A table of no more lines than this stands on one page; and how many letters a line as wide as the page holds at least.
LINES_KEPT_TOGETHER, LETTERS_IN_A_LINE = 18, 80


def to_pdf(document: Document, look: Look = DEFAULT) -> bytes:
    """The document on A4 pages in a look; the same document and look give the same bytes.

    Signs that the fonts lack are told by name ("[grinning face]") or as an empty box, because PDF/UA allows no missing letters.
    """
    return typeset(finished_source(document, look), document.dated)


def finished_source(document: Document, look: Look = DEFAULT) -> dict[str, str]:
    """What the template reads: the document laid out, its charts drawn, signs that the fonts lack replaced."""
    fit = tidied(document)
    told = {**_laid_out(fit), "look": _look(look, fit.title)}
    lacking = signs_lacking(json.dumps(told, ensure_ascii=False))
    if lacking:
        told = _without(told, str.maketrans({sign: stand_in(sign) for sign in lacking}))
    inputs = {"document": json.dumps(told)}
    if look.logo:
        inputs["logo"] = json.dumps(list(look.logo))
    return inputs


def typeset(inputs: dict[str, str], dated: date) -> bytes:
    """The finished source as PDF/UA-1."""
    import typst  # Large: a command or worker that makes no document must not pay for it.

    # Noon: no time zone can make another day of it.
    made_at = int(datetime.combine(dated, time(12), UTC).timestamp())
    compiler = typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True)
    return cast(bytes, compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made_at, sys_inputs=inputs))


def signs_lacking(words: str) -> set[str]:
    """The signs in these words which the fonts do not have; found on one small page, for setting a whole document costs seconds."""
    import typst  # Large: see above.

    compiler = typst.Compiler(str(SPECIMEN), root=str(SPECIMEN.parent), ignore_system_fonts=True)
    signs = {sign for sign in words if not sign.isascii()}
    lacking: set[str] = set()
    while signs:
        try:
            compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=0, sys_inputs={"signs": json.dumps(sorted(signs))})
            break
        except typst.TypstError as error:
            found = missing_signs(error.diagnostic) & signs or doubtful_signs("".join(signs))
            if not found:
                raise
            lacking |= found
            signs -= found
    return lacking


def missing_signs(diagnostic: str) -> set[str]:
    """The signs which a message of the typesetter says that the fonts do not have."""
    quoted = (ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in MISSING.findall(diagnostic))
    return {sign for text in quoted for sign in text if not sign.isascii()}


def doubtful_signs(words: str) -> set[str]:
    """What is likeliest to be wrong where the typesetter does not say what is: marks and joiners, and only then whole scripts."""
    rare = {sign for sign in words if sign > LAST_LATIN and unicodedata.category(sign)[0] not in "PZ"}
    return {sign for sign in rare if unicodedata.category(sign)[0] in "MC"} or {sign for sign in rare if sign != BOX}


def stand_in(sign: str) -> str:
    """What is shown instead: the name of a symbol, a box for a letter, nothing for what only changes its neighbour."""
    category = unicodedata.category(sign)
    if category == "So":
        return f"[{unicodedata.name(sign, 'sign').lower()}]"
    return "" if category in {"Mn", "Mc", "Me", "Sk", "Cf"} else BOX


def _without(told: Any, replaced: dict[int, str]) -> Any:
    if isinstance(told, str):
        return told.translate(replaced)
    if isinstance(told, list):
        return [_without(one, replaced) for one in told]
    if isinstance(told, dict):
        return {key: _without(one, replaced) for key, one in told.items()}
    return told


def _laid_out(document: Document) -> dict[str, Any]:
    """The document as the template reads it."""
    words = words_of(document.language)
    day = day_in(document.dated, document.language)
    before, rest = words.page_of.split("{page}")
    between, after = rest.split("{pages}")
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "summary": document.summary,
        "language": document.language,
        "dated": [document.dated.year, document.dated.month, document.dated.day],
        "day": day,
        "byline": " · ".join(part for part in (document.author, day) if part),
        "running": document.title,
        "page_of": [before, between, after],
        "blocks": [
            # Words that lead to a table do not stay behind on the page before it.
            {**_block(block, document.language), "is_leading": isinstance(follows, Table)}
            for block, follows in zip_longest(document.blocks, document.blocks[1:])
        ],
    }


def _look(look: Look, title: str) -> dict[str, Any]:
    """The look as the template reads it; the bytes of the logo come apart, for they are no words."""
    shades = look.shades
    logo = None
    if look.logo:
        places = {"on_plain": ON_PLAIN, "on_band": ON_BAND, "on_cover_page": ON_COVER_PAGE, "on_pages": ON_PAGES}
        sizes = {name: [size.width, size.height] for name, place in places.items() for size in (drawn(look.logo, place),)}
        logo = {"format": "jpg" if look.logo_type == JPEG else "png", "alt": one_line(look.logo_alt) or "–", **sizes}
    return {
        "colour": shades.colour,
        "tint": shades.tint,
        "hair": shades.hair,
        "muted": shades.muted,
        "cover": look.cover.value,
        "cover_words": without_control_characters(look.cover_words).strip(),
        "footer_words": one_line(look.footer_words),
        # The house keeps one size for every title.
        "title_size": None if look == DEFAULT else title_size(title),
        "logo": logo,
    }


def _block(block: Block, language: str) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "spans": _spans(block.spans), "rests": _rests(block.rests_on, language)}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": [_spans(item) for item in block.items], "is_numbered": block.is_numbered}
    if isinstance(block, Note):
        return {"kind": "note", "spans": _spans(block.spans)}
    if isinstance(block, Table):
        return _table(block, language)
    if isinstance(block, Figure):
        svg = to_svg(block.chart, block.caption, language=language)
        return {"kind": "figure", "svg": svg, "alt": block.alt, "caption": block.caption, "rests": _rests(block.rests_on, language)}
    return (
        {"kind": "contents", "title": words_of(language).contents, "deepest": block.deepest} if isinstance(block, Contents) else {"kind": "pagebreak"}
    )


def _spans(spans: Spans) -> list[dict[str, Any]]:
    return [
        {
            "text": span.text,
            "is_strong": span.is_strong,
            "is_emphasis": span.is_emphasis,
            # A link within the application leads nowhere from paper.
            "link": span.link if is_outside(span.link) else None,
            "language": span.language,
        }
        for span in spans
    ]


def _rests(codes: tuple[str, ...], language: str) -> str:
    return f"{words_of(language).rests_on} {', '.join(codes)}" if codes else ""


def _table(table: Table, language: str) -> dict[str, Any]:
    columns = [
        {"title": column.title, "is_number": column.is_number, "share": share} for column, share in zip(table.columns, _shares(table), strict=True)
    ]
    told = {"kind": "table", "caption": table.caption, "columns": columns, "rows": [list(row) for row in table.rows]}
    return {**told, "rests": _rests(table.rests_on, language), "is_whole": _lines(table) <= LINES_KEPT_TOGETHER}


def _lines(table: Table) -> int:
    """About how many lines a table takes: no fewer, so that what must not break fits on a page."""
    shares = [share or LEAST_SHARE for share in _shares(table)]
    letters = [max(share / sum(shares) * LETTERS_IN_A_LINE, 1) for share in shares]

    def of_row(row: tuple[str, ...]) -> int:
        return max(sum(1 + int(len(line) / room) for line in cell.split("\n")) for cell, room in zip(row, letters, strict=True))

    return sum(of_row(row) for row in table.rows)


def _shares(table: Table) -> list[float | None]:
    """How wide columns are: as told; else words by their length, and numbers as wide as they are."""
    if table.widths:
        return list(table.widths)
    longest = [max(len(cell) for cell in (column.title, *(row[index] for row in table.rows))) for index, column in enumerate(table.columns)]
    shares = [float(min(max(length, LEAST_SHARE), MOST_SHARE)) for length in longest]
    return [
        None if column.is_number and length <= LEAST_SHARE * 2 else share
        for column, length, share in zip(table.columns, longest, shares, strict=True)
    ]
