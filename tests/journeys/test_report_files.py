"""The full report of the shipped catalogue as files: what screen readers find in the PDF, and what a word processor makes of the Word file."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document as read_docx
from pypdf import PdfReader

from tests.journeys.walking import House

pytestmark = pytest.mark.journey

LANGUAGES = ("en", "fr", "nl")


@pytest.fixture(scope="module", params=LANGUAGES)
def pdf(request: pytest.FixtureRequest, house: House) -> PdfReader:
    """The full report as PDF."""
    return PdfReader(_built(house, "pdf", request.param, "full"))


def _built(house: House, ending: str, language: str, depth: str) -> Path:
    out = house.kept / f"report-{language}-{depth}.{ending}"
    house.ticc("report", "build", "--lang", language, "--depth", depth, "--out", str(out))
    return out


def elements(reader: PdfReader) -> Iterator[dict[str, Any]]:
    """Every element of the tree that screen readers walk through, in reading order."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        one = waiting.pop().get_object() if hasattr(waiting[-1], "get_object") else waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict) and "/S" in one:
            yield one
            waiting.extend([one["/K"]] if "/K" in one else [])


def test_pdf_says_what_it_is_when_a_program_reads_it_aloud(pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"]
    assert root["/Lang"] in LANGUAGES
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None and pdf.metadata.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_pdf_is_structured_when_a_program_reads_it_aloud(pdf: PdfReader) -> None:
    found = list(elements(pdf))
    kinds = Counter(str(one["/S"]) for one in found)
    assert kinds["/H1"] > 10 and kinds["/H2"] > 50
    levels = [int(str(one["/S"])[2]) for one in found if str(one["/S"]) in {f"/H{level}" for level in range(1, 7)}]
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level of heading is skipped"
    figures = [one for one in found if one["/S"] == "/Figure"]
    assert figures and all(str(one.get("/Alt", "")).strip() for one in figures)
    tables = kinds["/Table"]
    assert tables > 20
    assert kinds["/TH"] >= 2 * tables, "every table has headings"
    assert kinds["/Link"] > 20, "contents lead to their pages"


def test_pdf_embeds_its_letters_when_it_is_made(pdf: PdfReader) -> None:
    fonts = {
        (str(font.get_object()["/BaseFont"]), "/DescendantFonts" in font.get_object())
        for page in pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    for name, is_whole in fonts:
        assert is_whole and "+" in name, f"{name} is not embedded as a part of its own"


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_file_keeps_its_headings_when_a_word_processor_opens_it(house: House, tmp_path: Path, language: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no word processor here: libreoffice-writer-nogui could not be installed")
    made = _built(house, "docx", language, "brief")
    # A profile of its own: two that share one wait for each other.
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    opened = PdfReader(tmp_path / f"{made.stem}.pdf")
    words = " ".join(" ".join(page.extract_text() for page in opened.pages).split())
    headings = [" ".join(one.text.split()) for one in read_docx(str(made)).paragraphs if one.style.name.startswith("Heading")]
    assert len(headings) > 10
    assert [one for one in headings if one not in words] == []
    assert opened.metadata is not None and opened.metadata.title == read_docx(str(made)).core_properties.title
