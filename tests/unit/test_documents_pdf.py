"""Documents as PDF: for everybody to read, whatever people typed."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from pypdf import PdfReader

from tests.unit.documents import any_document, documents, garden
from ticc.documents.charts import Radar
from ticc.documents.document import Document, Figure, Heading, Paragraph, Span, text
from ticc.documents.pdf import doubtful_signs, missing_signs, stand_in, to_pdf


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(to_pdf(document)))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def tags(reader: PdfReader) -> list[Any]:
    """Every element of the tree that screen readers walk through."""
    found: list[Any] = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            found.append(one)
            waiting.extend([one["/K"]] if "/K" in one else [])
    return found


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return read(garden())


def test_file_is_accessible_when_made(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_file_names_itself_when_made(reader: PdfReader) -> None:
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("A garden in Medway", "The school")
    assert reader.metadata.creation_date is not None and reader.metadata.creation_date.date() == date(2026, 3, 4)


def test_outline_is_that_of_the_headings_when_made(reader: PdfReader) -> None:
    told = [[two.title for two in one] if isinstance(one, list) else one.title for one in reader.outline]
    assert [one for one in told if one != "Contents"] == ["The soil", ["What was dug"], "The light"]


def test_charts_have_their_text_when_made(reader: PdfReader) -> None:
    told = [one["/Alt"] for one in tags(reader) if "/Alt" in one]
    assert {"Radar of four needs; helping hands are strongest.", "Bars of two animals.", "A line from two to four beds."} <= set(told)


def test_headers_of_tables_are_tagged_when_made(reader: PdfReader) -> None:
    kinds = [one.get("/S") for one in tags(reader)]
    assert kinds.count("/Table") == 3
    assert kinds.count("/TH") == 2 + 3 + 2


def test_accents_are_words_when_they_are_read_out(reader: PdfReader) -> None:
    assert "Éveiller le cœur – één" in words_of(reader)
    assert any(b"/Lang(fr)" in page.get_contents().get_data() for page in reader.pages)


def test_codes_follow_what_rests_on_them_when_made(reader: PdfReader) -> None:
    assert "een Rests on OBS-012, PRI-03".replace("een", "één") in words_of(reader)
    assert "Rests on SRC-school" in words_of(reader)


def test_fonts_are_in_the_file_when_made(reader: PdfReader) -> None:
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"].get("/Font", {}).values()]
    descriptors = [below.get_object()["/FontDescriptor"] for font in fonts for below in font["/DescendantFonts"]]
    assert descriptors and all({"/FontFile2", "/FontFile3"} & set(one.get_object()) for one in descriptors)


def test_links_lead_only_where_paper_can_when_made(reader: PdfReader) -> None:
    led = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", []) if "/URI" in note.get_object().get("/A", {})]
    assert led == ["https://garden.example/more"]


@pytest.mark.parametrize(("language", "foot"), [("en", "Page 2 of"), ("fr", "Page 2 sur"), ("nl", "Pagina 2 van")])
def test_pages_are_counted_in_the_language_when_it_is_known(language: str, foot: str) -> None:
    made = read(garden(language=language))
    assert foot in words_of(made)
    assert made.trailer["/Root"]["/Lang"] == language


def test_bytes_are_the_same_when_the_document_is() -> None:
    assert to_pdf(garden()) == to_pdf(garden())
    assert to_pdf(garden()) != to_pdf(garden(dated=date(2026, 3, 5)))


def test_words_are_no_code_when_they_look_like_it() -> None:
    told = '#eval("1 + 1") $x^2$ \\ *a* _b_ `c` <d> @e // f'
    assert told in words_of(read(garden(title=told, blocks=(Heading(1, told), Paragraph(text(told))))))


def test_symbol_is_told_by_name_when_the_fonts_lack_it() -> None:
    made = words_of(read(garden(blocks=(Paragraph(text("Good 😀👍🏽 漢 day")), Heading(1, "😀")))))
    assert "Good [grinning face][thumbs up sign] □ day" in made


def test_other_scripts_are_kept_when_the_fonts_have_them() -> None:
    assert to_pdf(garden(blocks=(Paragraph((Span("שלום عربى Ελλάδα Київ", language="he"),)),)))


def test_missing_signs_are_found_when_the_typesetter_names_them() -> None:
    told = 'error: PDF/UA-1 error: the text `"😀"` could not be displayed with font\nerror: the text `"\\u{1f3fd}\\""` could not be displayed'
    assert missing_signs(told) == {"😀", "\U0001f3fd"}
    assert stand_in("\u0301") == "" and stand_in("漢") == "□"


def test_marks_are_doubted_before_letters_when_the_typesetter_names_nothing() -> None:
    assert doubtful_signs("é – “a” □ 漢\u200d") == {"\u200d"}
    assert doubtful_signs("é – “a” □ 漢") == {"漢"}
    assert doubtful_signs("é – “a” □") == set()


def test_label_is_drawn_when_it_ends_in_a_joiner() -> None:
    joined = Figure(Radar(("6\u200d",), ()), "", "", table_follows=False)
    assert to_pdf(garden(title="", author="", summary="", blocks=(joined,)))


@any_document
@given(documents)
def test_file_is_made_when_anything_is_in_the_document(document: Document) -> None:
    assert to_pdf(document).startswith(b"%PDF")
