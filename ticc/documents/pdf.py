"""A document as PDF/UA-1: tagged, with outline, alternative texts and embedded fonts, so that everybody can read it."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, cast

from ticc.documents.charts import to_svg
from ticc.documents.document import Block, Bullets, Contents, Document, Figure, Heading, Note, Paragraph, Spans, Table
from ticc.documents.tidy import is_outside, tidied
from ticc.documents.words import day_in, words_of

TEMPLATE = Path(__file__).with_name("document.typ")
# A sign may only show itself missing once another is replaced; what is left after so many rounds is our mistake.
MOST_ROUNDS = 12
MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
BOX = "□"
LAST_LATIN = "\u024f"
LEAST_SHARE, MOST_SHARE = 8, 45


def to_pdf(document: Document) -> bytes:
    """The document on A4 pages; the same document gives the same bytes.

    Signs that the fonts lack are told by name ("[grinning face]") or as an empty box, because PDF/UA allows no missing letters.
    """
    import typst  # Large: a command or worker that makes no document must not pay for it.

    fit = tidied(document)
    told = _laid_out(fit)
    # Noon: no time zone can make another day of it.
    made_at = int(datetime.combine(fit.dated, time(12), UTC).timestamp())
    compiler = typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True)
    for _ in range(MOST_ROUNDS):
        try:
            inputs = {"document": json.dumps(told)}
            return cast(bytes, compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made_at, sys_inputs=inputs))
        except typst.TypstError as error:
            missing = missing_signs(error.diagnostic) or doubtful_signs(json.dumps(told, ensure_ascii=False))
            if not missing:
                raise
            told = _without(told, str.maketrans({sign: stand_in(sign) for sign in missing}))
    raise RuntimeError("signs are missing even after they were replaced")


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
        "blocks": [_block(block, document.language) for block in document.blocks],
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
    rows = [list(row) for row in table.rows]
    return {"kind": "table", "caption": table.caption, "columns": columns, "rows": rows, "rests": _rests(table.rests_on, language)}


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
