"""What changed since a copy was kept, section by section."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from tests.unit.catalogue import card, catalogues, edge, snapshot, steady
from tests.unit.documents import text_items
from tests.unit.reports import material
from ticc.catalogue.snapshot import Snapshot
from ticc.documents.document import Block, Bullets, Document, Figure, Heading, Note, PageBreak, Paragraph, Table, columns, text
from ticc.documents.keeping import as_data, from_data
from ticc.documents.series import Bars, Series
from ticc.reports.changes import SectionChange, what_changed
from ticc.reports.compose import Definition, compose

BEDS = Table("Beds", columns("Bed", "Worms"), (("North", "12"), ("South", "9")))


def report(*blocks: Block) -> Document:
    """A document of one section."""
    return replace(compose(material(snapshot()), Definition()), blocks=(Heading(1, "The soil"), *blocks))


def composed(seen: Snapshot) -> Document:
    return compose(material(seen), Definition())


@settings(steady, max_examples=25)
@given(catalogues())
def test_nothing_changed_when_only_the_revision_moved(seen: Snapshot) -> None:
    later = Snapshot(seen.revision + 1, seen.cards, seen.edges)
    assert what_changed(from_data(as_data(composed(seen))), composed(later)) == []


def test_row_is_told_when_it_came_or_went() -> None:
    now = report(replace(BEDS, rows=(("North", "12"), ("West", "3"))))
    assert what_changed(report(BEDS), now) == [SectionChange("The soil", ("West · 3",), ("South · 9",))]


def test_order_is_a_change_when_rows_change_places() -> None:
    (change,) = what_changed(report(BEDS), report(replace(BEDS, rows=tuple(reversed(BEDS.rows)))))
    assert change.added == change.withdrawn != ()


def test_every_kind_of_block_is_compared() -> None:
    chart = Bars(("Worms",), (Series("", (1.0,)),))
    blocks: list[Block] = [
        Heading(2, "A heading"), Paragraph(text("A paragraph")), Note(text("A note")), Bullets(text_items("A point")),
        Table("A table", columns("A"), ()), Figure(chart, "A figure", "Worms 1"),
    ]  # fmt: skip
    for block in blocks:
        (change,) = what_changed(report(), report(block))
        assert change.withdrawn == () and len(change.added) == 1 and change.added[0].startswith("A ")
    assert what_changed(report(), report(PageBreak())) == []


def test_sections_stand_in_the_order_of_the_newer_report_and_those_that_are_gone_come_last() -> None:
    seen = snapshot("OBS-1", "SIT-1")
    before = compose(material(seen), Definition(foreword="Hello", sections=("codes", "story")))
    now = compose(material(seen), Definition(sections=("register", "story")))
    assert [change.title for change in what_changed(before, now)] == ["The obstacle register", "Foreword", "Annex: all codes"]


def test_each_section_tells_of_it_when_a_solution_is_found() -> None:
    before = snapshot("OBS-1", "SIT-1")
    now = snapshot("OBS-1", "SIT-1", card("SOL-1", title="A hose"), edge("SOL-1", "answers", "OBS-1"))
    changes = {change.title: change for change in what_changed(composed(before), composed(now))}
    assert changes["Annex: all codes"] == SectionChange("Annex: all codes", ("SOL-1 · A hose",), ())
    assert "Solutions · 0 · 0 with a known result" in changes["Summary"].withdrawn
    assert "Solutions · 1 · 0 with a known result" in changes["Summary"].added
    assert changes["Solutions, with effect and certainty"].withdrawn == ("No solution lies in the chosen scope.",)
    assert "The story of the transfer" not in changes
