"""Documents in a look: colour, cover, logo and words on every page, as PDF, in Word, as HTML and drawn small."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from looks import a_png
from pypdf import PdfReader

from tests.unit.documents import garden, words
from ticc.documents.document import Document
from ticc.documents.formats import LOOKED, WRITERS, written
from ticc.documents.logo import PNG
from ticc.documents.look import DEFAULT, Cover, Look
from ticc.documents.pdf import to_pdf
from ticc.documents.specimen import specimen
from ticc.documents.whole_page import whole_page
from ticc.documents.word import to_docx

ROSE = Look("#8a1c4a", Cover.PLAIN, "Meadow\nHome Care", "12 Orchard Lane", a_png(), PNG, "A rose in a meadow")
HOUSE_IN_WORD, ROSE_IN_WORD = "0B3D3A", "8A1C4A"
LONG = "How neighbourhood teams meet rules which were written for somebody else " * 4
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_WIDE = 0.01


def covers() -> list[Look]:
    """The look with each cover, with a logo and without."""
    with_logo = [replace(ROSE, cover=cover) for cover in Cover]
    return with_logo + [replace(look, logo=None, logo_type="", logo_alt="") for look in with_logo]


def pages(document: Document, look: Look) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(to_pdf(document, look))).pages]


def alternatives(data: bytes) -> list[str]:
    """Every alternative text in the tree of a PDF."""
    found, waiting = [], [PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one: Any = waiting.pop().get_object()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            found += [one["/Alt"]] if "/Alt" in one else []
            waiting.extend([one["/K"]] if "/K" in one else [])
    return found


def colours_set(data: bytes) -> set[str]:
    """The colours that the first page of a PDF fills with."""
    content = PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert content is not None
    triples = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) scn?\b", content.get_data()) + re.findall(
        rb"([\d.]+) ([\d.]+) ([\d.]+) rg\b", content.get_data()
    )
    return {"#" + "".join(f"{round(float(part) * 255):02x}" for part in triple) for triple in triples}


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


@pytest.mark.parametrize("make", [to_pdf, to_docx, whole_page])
def test_document_is_the_same_to_the_byte_when_its_look_is_that_of_the_house(make) -> None:  # type: ignore[no-untyped-def]
    assert make(garden()) == make(garden(), look=DEFAULT) == make(garden(), look=Look())


def test_nothing_of_a_look_shows_when_there_is_none() -> None:
    assert colours_set(to_pdf(garden())) & {"#0b3d3a", "#8a1c4a"} == {"#0b3d3a"}
    plain = opened(to_docx(garden()))
    assert [section.header.is_linked_to_previous for section in plain.sections] == [True]
    assert not {"Cover words", "Cover byline", "Cover logo", "Footer words"} & {style.name for style in plain.styles}
    assert "<style" not in whole_page(garden())


@pytest.mark.parametrize("look", covers(), ids=lambda look: f"{look.cover}-{bool(look.logo)}")
@pytest.mark.parametrize("title", ["A garden in Medway", LONG[:300]], ids=["short", "long"])
def test_pdf_is_in_its_look(look: Look, title: str) -> None:
    data = to_pdf(garden(title=title), look)
    assert data == to_pdf(garden(title=title), look)
    said = pages(garden(title=title), look)
    assert "Meadow Home Care" in said[0] and title.split()[0] in said[0]
    assert all("12 Orchard Lane" in page for page in (said[1:] if look.cover == Cover.PAGE else said))
    assert ("12 Orchard Lane" in said[0]) == (look.cover != Cover.PAGE)
    assert colours_set(data) & {"#8a1c4a", "#0b3d3a"} == {"#8a1c4a"}
    assert ("A rose in a meadow" in alternatives(data)) == bool(look.logo)
    assert b"pdfuaid:part" in data


def test_cover_of_its_own_pushes_everything_to_the_next_page() -> None:
    plain, own = pages(garden(), ROSE), pages(garden(), replace(ROSE, cover=Cover.PAGE))
    assert "It grew." in plain[0] and "It grew." not in own[0] and "It grew." in own[1]
    assert own[1].endswith(f"Page 2 of {len(own)}")


def test_link_in_a_pdf_is_in_the_colour() -> None:
    data = PdfReader(io.BytesIO(to_pdf(garden(), ROSE)))
    assert any(
        annotation.get_object().get("/A", {}).get("/URI") == "https://garden.example/more"
        for page in data.pages
        for annotation in page.get("/Annots", [])
    )


@pytest.mark.parametrize("look", covers(), ids=lambda look: f"{look.cover}-{bool(look.logo)}")
def test_word_is_in_its_look_by_styles(look: Look) -> None:
    data = to_docx(garden(title=LONG[:300]), look)
    assert data == to_docx(garden(title=LONG[:300]), look)
    word = opened(data)
    styles = {style.name: style for style in word.styles}
    assert str(styles["Heading 1"].font.color.rgb) == str(styles["Hyperlink"].font.color.rgb) == ROSE_IN_WORD
    assert HOUSE_IN_WORD not in word.styles.element.xml
    used = [paragraph.style.name for paragraph in word.paragraphs]
    cover = [used.index(name) for name in (*(["Cover logo"] if look.logo else []), "Title", "Subtitle", "Cover words", "Summary", "Heading 1")]
    assert cover == sorted(cover)
    if look.cover != Cover.PLAIN:
        assert str(styles["Title"].font.color.rgb) == str(styles["Cover byline"].font.color.rgb) == "FFFFFF"
        # White letters bring their own ground: they can be read where a program leaves out the picture behind them.
        assert all(styles[name].element.pPr.find(f"{WORD}shd").get(f"{WORD}fill") == ROSE_IN_WORD for name in ("Title", "Subtitle", "Cover words"))
    said = [paragraph.text for paragraph in word.sections[-1].footer.paragraphs]
    assert said[0] == "12 Orchard Lane" and said[1].startswith("4 March 2026")


def test_word_tells_the_logo_in_words_and_what_is_decoration() -> None:
    word = opened(to_docx(garden(), replace(ROSE, cover=Cover.PAGE)))
    told = [one.get("descr") for one in word.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")]
    assert told[:2] == ["A rose in a meadow", ""]
    assert word.element.xml.count("adec:decorative") >= 1
    header = word.sections[-1].header._element
    assert [one.get("descr") for one in header.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")] == [
        "A rose in a meadow"
    ]
    assert len(word.sections) == 2 and word.sections[0].footer.is_linked_to_previous


def test_word_shows_the_small_logo_from_the_second_page_when_the_first_has_the_large_one() -> None:
    section = opened(to_docx(garden(), ROSE)).sections[0]
    assert section.different_first_page_header_footer
    assert [paragraph.text for paragraph in section.first_page_footer.paragraphs] == [paragraph.text for paragraph in section.footer.paragraphs]


@pytest.mark.parametrize("look", covers(), ids=lambda look: f"{look.cover}-{bool(look.logo)}")
def test_html_file_brings_its_look_within_itself(look: Look) -> None:
    page = whole_page(garden(), look=look)
    assert page == whole_page(garden(), look=look)
    assert "#8a1c4a" in page and "#0b3d3a" not in page.split("<main>")[0]
    assert "12 Orchard Lane" in page and "Meadow<br>Home Care" in page
    assert ('alt="A rose in a meadow"' in page) == bool(look.logo)
    assert page.count("<h1>") == 1
    assert not re.search(r'(?:src|href)="(?!data:image/png|#|/beds|https://garden\.example)', page)


def test_formats_without_pages_take_no_look() -> None:
    for wanted in WRITERS.keys() - LOOKED:
        assert written(garden(), wanted, ROSE) == written(garden(), wanted)
    assert written(garden(), "pdf", ROSE) == to_pdf(garden(), ROSE)


@settings(max_examples=15, deadline=None)
@given(st.builds(Look, st.just("#8a1c4a"), st.sampled_from(Cover), words, words, st.sampled_from([None, a_png()]), st.just(PNG), words))
def test_document_is_made_whatever_a_look_says(look: Look) -> None:
    assert to_pdf(garden(blocks=()), look).startswith(b"%PDF")
    assert opened(to_docx(garden(blocks=()), look)).paragraphs
    assert "<script" not in whole_page(garden(blocks=()), look=look)
    ET.fromstring(specimen(garden(), look, "A look"))


@pytest.mark.parametrize("look", covers(), ids=lambda look: f"{look.cover}-{bool(look.logo)}")
def test_specimen_shows_the_look_without_a_style(look: Look) -> None:
    drawn = specimen(garden(title=LONG[:300]), look, "Two pages")
    root = ET.fromstring(drawn)
    assert "#8a1c4a" in drawn and "style=" not in drawn and "12 Orchard Lane" in drawn
    assert (len(root.findall(".//{http://www.w3.org/2000/svg}image")) > 0) == bool(look.logo)
    _left, _top, width, height = (float(part) for part in root.get("viewBox", "").split())
    for one in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert float(one.get("x", 0)) + float(one.get("width", 0)) <= width + MOST_WIDE
        assert float(one.get("y", 0)) + float(one.get("height", 0)) <= height + MOST_WIDE
