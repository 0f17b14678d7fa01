"""A report on a catalogue with hostile titles, in every format: what people typed stays words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZipFile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.unit.catalogue import card, edge, snapshot
from tests.unit.documents import words
from tests.unit.reports import material
from ticc.catalogue.snapshot import Snapshot
from ticc.documents.document import Document
from ticc.documents.sheets import to_xlsx
from ticc.foundation.markdown import to_plain
from ticc.foundation.text import without_control_characters
from ticc.reports.building import WRITERS
from ticc.reports.compose import Definition, compose

HOSTILE = {
    "long": "A bed without an end " * 25,
    "long word": "x" * 500,
    "typst": '#eval("1+1") #import "x" $x^2$ @ref <label> \\ // /* *a* _b_ `c`',
    "word": "<w:p><w:r><w:t>x</w:t></w:r></w:p> ]]> &amp; &#x0; <!-- -->",
    "template": "{{ 7*7 }} {% raw %} {# x #}",
    "markup": '</table></svg><script>alert("1")</script><img src=x onerror=alert(1)>',
    "markdown": "| a | b | **c** [d](javascript:alert(1)) <br> # e",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "control": "\x00\x08\x1b\x7f a bell \x07 and \ud83d half a letter \ufffe",
    "right to left": "שלום سلام \u202egnirts desrever\u202c \u2067x\u2069",
    "emoji": "👩🏽‍⚕️ 漢字 Z̸̡a̷l̴g̶o̵",
    "unseen": "\u200b\u200d\u2060",
    "lines": "one\r\ntwo\n\n\nthree\u2028four\x0bfive",
}
seldom = settings(derandomize=True, deadline=None, max_examples=3, suppress_health_check=[HealthCheck.too_slow])


def catalogue(*titles: str) -> Snapshot:
    """An obstacle for each title, one of every other kind of entry, and links that say the titles too."""
    codes = (*(f"OBS-{number + 1}" for number in range(len(titles))), "SOL-1", "PRI-1", "SIT-1", "PAR-1", "SRC-1", "IND-1", "STEP-1")
    cards = [
        card(code, title=titles[place % len(titles)], summary=titles[(place + 1) % len(titles)], **({"position": 1} if code == "STEP-1" else {}))
        for place, code in enumerate(codes)
    ]
    links = [
        edge("OBS-1", "undermines", "PRI-1"), edge("SOL-1", "answers", "OBS-1"), edge("PAR-1", "works-at", "SIT-1"),
        edge("SRC-1", "reports", "OBS-1", site_code="SIT-1"),
        edge("SOL-1", "tried-at", "SIT-1", reason=titles[0], result="stopped", obstacle_code="OBS-1", evidence="SRC-1"),
        edge("SRC-1", "gives-value-of", "IND-1", site_code="SIT-1", value=1.5, year=2020, what=titles[0], caution=titles[-1]),
    ]  # fmt: skip
    return snapshot(*cards, *links)


def report(*titles: str) -> Document:
    own = {"summary": titles[0], "codes": titles[-1]}
    return compose(material(catalogue(*titles)), Definition(titles[0], titles[-1], comments=own))


def letters(said: str) -> str:
    """What is left of words whatever breaks lines, sets quotes or drops what cannot be seen."""
    return re.sub(r"[\W_]+", "", without_control_characters(said))


def read_html(made: bytes | str) -> str:
    assert isinstance(made, str)
    page = html.document_fromstring(re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", "", made))
    assert not {one.tag for one in page.iter() if isinstance(one.tag, str)} & {"script", "img", "w:p", "label"}
    assert not [one for one in page.iter() if any(name.startswith("on") for name in one.attrib)]
    return str(page.text_content())


def read_markdown(made: bytes | str) -> str:
    assert isinstance(made, str)
    made.encode()
    assert not re.search(r"<(?!br>|https://)", made), "no HTML but line breaks in cells"
    return to_plain(made)


def read_pdf(made: bytes | str) -> str:
    assert isinstance(made, bytes)
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def read_docx(made: bytes | str) -> str:
    assert isinstance(made, bytes)
    with ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
    return "".join(docx.Document(io.BytesIO(made)).element.body.itertext())


def read_xlsx(made: bytes | str) -> str:
    assert isinstance(made, bytes)
    cells = [cell for sheet in load_workbook(io.BytesIO(made)) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}, "no cell is a formula"
    return "".join(str(cell.value) for cell in cells)


READERS: dict[str, Callable[[bytes | str], str]] = {
    "html": read_html,
    "pdf": read_pdf,
    "docx": read_docx,
    "md": read_markdown,
    "xlsx": read_xlsx,
}


def test_every_format_is_read() -> None:
    assert READERS.keys() == WRITERS.keys()


@pytest.mark.parametrize("wanted", WRITERS)
def test_title_is_read_again_as_it_was_typed(wanted: str) -> None:
    said = letters(READERS[wanted](WRITERS[wanted](report(*HOSTILE.values()))))
    for name, title in HOSTILE.items():
        # What paper does to letters of other scripts is not what is asked here.
        if wanted != "pdf" or name not in ("right to left", "emoji", "control"):
            assert letters(title)[: 60 if wanted == "pdf" else None] in said, name


@pytest.mark.parametrize("wanted", WRITERS)
@seldom
@given(titles=st.lists(words, min_size=3, max_size=3))
def test_file_is_whole_when_titles_are_anything_at_all(wanted: str, titles: list[str]) -> None:
    assert "SOL-1" in READERS[wanted](WRITERS[wanted](report(*titles)))


@pytest.mark.parametrize("wanted", WRITERS)
def test_same_file_comes_out_when_it_is_made_again(wanted: str) -> None:
    assert WRITERS[wanted](report("A bed", "A spade")) == WRITERS[wanted](report("A bed", "A spade"))


@pytest.mark.parametrize("wanted", ["docx", "xlsx"])
def test_archive_knows_no_time_but_the_day_of_the_report(wanted: str) -> None:
    made = WRITERS[wanted](report("A bed"))
    assert isinstance(made, bytes)
    with ZipFile(io.BytesIO(made)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        days = re.findall(r"\d{4}-\d\d-\d\dT\d\d", archive.read("docProps/core.xml").decode())
    assert days == ["2026-03-04T12"] * 2


def test_workbook_is_named_when_the_title_holds_what_no_workbook_may() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(replace(report("A bed"), title="A\x00 bed\x1f", blocks=()))))
    assert (book.properties.title, book.sheetnames) == ("A bed", ["A bed"])


@pytest.mark.parametrize("wanted", WRITERS)
def test_link_that_runs_is_dropped_and_its_words_stay(wanted: str) -> None:
    own = "[press](javascript:alert(1)) [here](data:text/html,x) [there](//evil.example/x) <a href='javascript:alert(2)'>now</a> [fine](https://good.example/)"
    made = WRITERS[wanted](compose(material(catalogue("A bed")), Definition("A bed", own, comments={"summary": own})))
    raw = made.encode() if isinstance(made, str) else made
    said = letters(READERS[wanted](made))
    assert wanted == "xlsx" or all(word in said for word in ("press", "here", "there", "now", "fine"))
    parts = [raw]
    if wanted in ("docx", "xlsx"):
        with ZipFile(io.BytesIO(raw)) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
    if wanted == "pdf":
        parts = [str(mark.get_object().get("/A")).encode() for page in PdfReader(io.BytesIO(raw)).pages for mark in page.get("/Annots", ())]
    targets = re.findall(rb"""(?:href=|Target=|\]\(<?|/URI)['": (]*(javascript|data:|//|https://evil)""", b"\n".join(parts))
    assert not targets
    assert wanted == "xlsx" or any(b"good.example" in part for part in parts)


@pytest.mark.parametrize("wanted", WRITERS)
@pytest.mark.parametrize("seen", [snapshot(), snapshot("OBS-1"), catalogue("x" * 500)], ids=["empty", "one obstacle", "500 letters"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_report_is_whole_when_there_is_little_or_nothing_or_no_translation(wanted: str, seen: Snapshot, language: str) -> None:
    document = compose(material(seen, language=language, refuses_unchecked=language == "fr"), Definition())
    said = READERS[wanted](WRITERS[wanted](document))
    assert ("OBS-1" in said) == ("OBS-1" in seen.cards)
