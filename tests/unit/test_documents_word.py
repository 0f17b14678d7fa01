"""Documents for Word: real styles, and what screen readers need."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given

from tests.unit.documents import RADAR, any_document, documents, garden
from ticc.documents.charts import to_svg
from ticc.documents.document import Document, Heading, Paragraph, text
from ticc.documents.word import to_docx, to_png


def read(document: Document) -> Any:
    return docx.Document(io.BytesIO(to_docx(document)))


@pytest.fixture(scope="module")
def word() -> Any:
    return read(garden())


def styled(word: Any, style: str) -> list[str]:
    return [one.text for one in word.paragraphs if one.style.name == style]


def test_blocks_have_real_styles_when_made(word: Any) -> None:
    assert styled(word, "Title") == ["A garden in Medway"]
    assert styled(word, "Subtitle") == ["What grew"]
    assert styled(word, "Heading 1") == ["The soil", "The light"]
    assert styled(word, "Heading 2") == ["What was dug"]
    assert styled(word, "List Bullet") == ["Third"]
    assert styled(word, "List Number") == ["First", "Second", "Fourth"]
    assert styled(word, "Note") == ["Nobody measured the rain."]


def test_captions_are_numbered_by_kind_when_made(word: Any) -> None:
    assert styled(word, "Caption") == [
        "Table 1  Beds",
        "Figure 1  Four needs",
        "Table 2  Four needs",
        "Figure 2  Animals",
        "Figure 3  Over time",
        "Table 3  Over time",
    ]


def test_numbering_begins_anew_when_another_list_does(word: Any) -> None:
    numbers = [one._p.pPr.numPr.numId.val for one in word.paragraphs if one.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    made = {one.numId: one for one in word.part.numbering_part.element.num_lst}
    starts = [[start.get(qn("w:val")) for start in made[number].iter(qn("w:startOverride"))] for number in numbers]
    assert starts == [["1"], ["1"], ["1"]]


def test_header_row_is_marked_when_a_table_is_made(word: Any) -> None:
    table = word.tables[0]
    assert table.style.name == "Report table"
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]
    assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Bed", "Worms"], ["North", "12"], ["South\nwall", "9"]]


def test_pictures_have_their_text_when_made(word: Any) -> None:
    assert [one.get("descr") for one in word.element.iter(qn("wp:docPr"))] == [
        "Radar of four needs; helping hands are strongest.",
        "Bars of two animals.",
        "A line from two to four beds.",
    ]


def test_language_is_told_when_words_have_their_own(word: Any) -> None:
    default = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert default.get(qn("w:val")) == "en"
    told = {
        run.text: run._r.rPr.find(qn("w:lang")).get(qn("w:val"))
        for one in word.paragraphs
        for run in one.runs
        if run._r.rPr is not None and run._r.rPr.find(qn("w:lang")) is not None
    }
    assert told == {"le cœur": "fr"}


def test_file_names_itself_when_made(word: Any) -> None:
    told = word.core_properties
    assert (told.title, told.author, told.subject) == ("A garden in Medway", "The school", "What grew")
    assert told.created.replace(tzinfo=None) == told.modified.replace(tzinfo=None) == datetime(2026, 3, 4, 12)


def test_contents_lead_to_headings_when_they_are_listed(word: Any) -> None:
    led = [link.get(qn("w:anchor")) for link in word.element.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    marks = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    assert led == marks and len(set(marks)) == 3
    assert any("TOC" in (one.text or "") for one in word.element.iter(qn("w:instrText")))


def test_bookmarks_differ_when_long_headings_end_alike() -> None:
    alike = "and so the garden was dug and planted by all of the children"
    word = read(garden(blocks=(Heading(1, f"First {alike}"), Heading(1, f"Later {alike}"))))
    marks = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == 2 and all(len(mark) <= 40 for mark in marks)


@pytest.mark.parametrize(
    ("language", "foot"), [("en", "4 March 2026\tPage 1 of 1"), ("fr", "4 mars 2026\tPage 1 sur 1"), ("nl", "4 maart 2026\tPagina 1 van 1")]
)
def test_foot_counts_pages_when_made_in_a_language(language: str, foot: str) -> None:
    footer = read(garden(language=language)).sections[0].footer
    assert footer.paragraphs[0].text == foot
    assert [one.text for one in footer._element.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]


def test_links_are_only_safe_ones_when_made(word: Any) -> None:
    assert [one.target_ref for one in word.part.rels.values() if one.is_external] == ["https://garden.example/more"]


def test_bytes_are_the_same_when_the_document_is() -> None:
    assert to_docx(garden()) == to_docx(garden())
    assert to_docx(garden()) != to_docx(garden(dated=date(2026, 3, 5)))
    with zipfile.ZipFile(io.BytesIO(to_docx(garden()))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_control_characters_are_left_out_when_typed() -> None:
    assert "ab" in styled(read(garden(blocks=(Paragraph(text("a\x00\x1bb")),))), "Normal")


def test_picture_is_twice_as_fine_as_a_screen_when_drawn() -> None:
    width = struct.unpack(">I", to_png(to_svg(RADAR, "t"))[16:20])[0]
    assert abs(width - 160 / 25.4 * 192) <= 1


@any_document
@given(documents)
def test_file_is_made_when_anything_is_in_the_document(document: Document) -> None:
    assert read(document).paragraphs
