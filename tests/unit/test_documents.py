"""Documents as plain data: read from Markdown, made fit, told as Markdown and as the body of a page."""

from __future__ import annotations

from xml.etree import ElementTree

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given

from tests.unit.documents import any_document, documents, garden, hostile, words
from ticc.documents.document import Bullets, Column, Document, Heading, Note, Paragraph, Span, Table, columns, plain, text
from ticc.documents.html import to_html
from ticc.documents.markdown import to_markdown
from ticc.documents.reading import from_markdown
from ticc.documents.tidy import tidied
from ticc.foundation.text import can_be_seen, without_control_characters


def test_blocks_are_read_when_a_text_has_them() -> None:
    told = "## One\n\nA **b** *c* [d](https://e.example)\n\n1. x\n2. y\n\n- z\n\n> q\n\n### Two\n\n| h | i |\n|---|---|\n| 1 | **2** |\n"
    assert from_markdown(told, base_level=3) == (
        Heading(3, "One"),
        Paragraph((Span("A "), Span("b", is_strong=True), Span(" "), Span("c", is_emphasis=True), Span(" "), Span("d", link="https://e.example"))),
        Bullets((text("x"), text("y")), is_numbered=True),
        Bullets((text("z"),)),
        Note(text("q")),
        Heading(4, "Two"),
        Table("", (Column("h"), Column("i")), (("1", "2"),)),
    )


def test_words_are_kept_when_their_html_is_unknown() -> None:
    assert from_markdown("a <u>b</u> <script>alert(1)</script>c") == (Paragraph(text("a b c")),)


def test_items_follow_each_other_when_lists_are_nested() -> None:
    assert from_markdown("- a\n    - b\n- c\n") == (Bullets((text("a"), text("b"), text("c"))),)


def test_paragraphs_of_an_item_stay_in_it_when_there_are_two() -> None:
    assert from_markdown("- a\n\n    b\n\n- c\n") == (Bullets((text("a\nb"), text("c"))),)


@any_document
@given(words, words)
def test_text_is_read_when_it_is_hostile(first: str, second: str) -> None:
    for told in (first, f"{first}\n\n- {second}\n\n    > {first}\n", f"| {first} | b |\n|---|---|\n| {second} |\n", f"<{first}>{second}"):
        assert "<script" not in to_html(garden(blocks=from_markdown(told)))


def test_headings_skip_no_level_when_the_author_did() -> None:
    document = garden(blocks=(Heading(3, "a"), Heading(4, "b"), Heading(1, "c"), Heading(4, "d"), Heading(2, "e")))
    assert [block.level for block in tidied(document).blocks if isinstance(block, Heading)] == [1, 2, 1, 2, 2]


def test_anchors_differ_when_headings_are_alike() -> None:
    document = garden(blocks=(Heading(1, "Été"), Heading(1, "Été"), Heading(1, "été 2"), Heading(1, "漢")))
    assert [block.anchor for block in tidied(document).blocks if isinstance(block, Heading)] == ["ete", "ete-2", "ete-2-2", "part"]


def test_rows_are_as_long_as_the_header_when_they_were_not() -> None:
    table = Table("t", columns("a", "b"), (("1",), ("1", "2", "3")))
    assert tidied(garden(blocks=(table,))).blocks == (Table("t", columns("a", "b"), (("1", ""), ("1", "2"))),)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a.example/\n", "https://a b", "x" * 9, "https://" + "a" * 3000]
)
def test_link_is_left_out_when_it_is_not_safe(link: str) -> None:
    [paragraph] = tidied(garden(blocks=(Paragraph((Span("a", link=link),)),))).blocks
    assert paragraph == Paragraph((Span("a"),))


def test_nothing_is_left_of_a_block_when_nothing_can_be_seen() -> None:
    empty = (Heading(1, " \u200b"), Paragraph(text("\x00")), Note(()), Bullets(((), text(" "))), Table("t", (), ()))
    assert tidied(garden(blocks=empty)).blocks == ()


def test_values_follow_a_figure_when_it_does_not_say_otherwise() -> None:
    captions = [block.caption for block in tidied(garden()).blocks if isinstance(block, Table)]
    assert captions == ["Beds", "Four needs", "Over time"]
    assert [block.caption for block in tidied(garden(), tables_follow=False).blocks if isinstance(block, Table)] == ["Beds"]


def check_markdown(told: str) -> None:
    table = Table("", columns("h", told), ((told, "x"),))
    document = garden(blocks=(Paragraph(text(told)), table), title="t", subtitle="", author="", summary="")
    page = BeautifulSoup(markdown.markdown(to_markdown(document), extensions=["sane_lists", "tables"]), "html.parser")
    wanted = " ".join(without_control_characters(told).split())
    cell = page.find("td")
    assert cell is not None and cell.get_text(" ").split() == wanted.split()
    if can_be_seen(wanted):
        assert page.find_all("p")[1].get_text(" ").split() == wanted.split()


@pytest.mark.parametrize("words", hostile)
def test_words_stay_the_words_they_were_when_they_look_like_markdown(words: str) -> None:
    check_markdown(words)


@any_document
@given(words)
def test_words_stay_the_words_they_were_when_told_as_markdown(words: str) -> None:
    check_markdown(words)


def test_markdown_is_read_back_when_it_was_told() -> None:
    blocks = tuple(block for block in tidied(garden(), tables_follow=False).blocks if isinstance(block, Heading | Bullets | Note))
    told = to_markdown(garden(blocks=blocks, subtitle="", author="", summary=""))
    again = from_markdown(told.partition("\n\n")[2].partition("\n\n")[2], base_level=1)
    assert [plain(one.spans) if isinstance(one, Note) else str(one) for one in again if not isinstance(one, Heading)] == [
        plain(one.spans) if isinstance(one, Note) else str(one) for one in blocks if not isinstance(one, Heading)
    ]


def test_page_has_anchors_headings_and_codes_when_told_as_html() -> None:
    page = BeautifulSoup(to_html(garden(), lambda code: f"/e/{code}" if code.startswith("OBS") else None), "html.parser")
    assert [(one.name, one["id"]) for one in page.find_all(["h1", "h2", "h3"])] == [("h2", "the-soil"), ("h3", "what-was-dug"), ("h2", "the-light")]
    assert [one["href"] for one in page.select(".app-contents a")] == ["#the-soil", "#what-was-dug", "#the-light"]
    assert [one["href"] for one in page.select(".app-rests a")] == ["/e/OBS-012"]
    assert "PRI-03" in page.select(".app-rests")[0].get_text()
    assert [one.get_text() for one in page.select("strong [lang=fr], [lang=fr] strong")] == ["le cœur"]
    assert [one["href"] for one in page.select("p > a")] == ["https://garden.example/more", "/beds"]


def test_tables_have_captions_and_scopes_when_told_as_html() -> None:
    page = BeautifulSoup(to_html(garden()), "html.parser")
    table = page.find_all("table")[0]
    assert table.caption is not None and table.caption.get_text() == "Beds"
    assert [one["scope"] for one in table.find_all("th")] == ["col", "col", "row", "row"]
    assert len(page.select("figure")) == 3 and len(page.select("figure details table")) == 2


def test_ids_differ_when_charts_are_drawn_twice() -> None:
    page = BeautifulSoup(to_html(garden(), radars="both"), "html.parser")
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert len(page.select(".app-chart-wide svg")) == len(page.select(".app-chart-narrow svg")) == 1


@any_document
@given(documents)
def test_page_is_well_formed_when_its_words_are_hostile(document: Document) -> None:
    told = to_html(document, lambda code: f"/e/{code}").replace("<br>", "<br/>")
    page = ElementTree.fromstring(f"<div>{without_control_characters(told)}</div>")
    assert not {"script", "style", "img"} & {one.tag.rpartition("}")[2] for one in page.iter()}
    assert not [key for one in page.iter() for key in one.attrib if key == "style" or key.startswith("on")]
    assert not [one.get("href", "") for one in page.iter("a") if one.get("href", "").startswith(("javascript", "data"))]


@any_document
@given(documents)
def test_markdown_is_told_when_anything_is_in_the_document(document: Document) -> None:
    assert to_markdown(document).startswith("# ")
