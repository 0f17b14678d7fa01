"""The outcomes of a report: what partners measured over time, as charts, tables and words; targets; figures without a source."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.unit.catalogue import card, snapshot
from tests.unit.reports import material, rests_of, told
from ticc.documents.document import Block, Document, Figure, Paragraph, Table, plain
from ticc.documents.series import Lines
from ticc.outcomes.models import SiteMeasurement, Target
from ticc.reports.compose import Definition, compose
from ticc.reports.material import Depth


def row(value: float, on: date, **said: Any) -> SiteMeasurement:
    known = {
        "key": f"{value}{on}",
        "indicator_code": "IND-1",
        "site_code": "SIT-oslo",
        "partner_code": "PAR-north",
        "unit": "",
        "source": "",
        "note": "",
    }
    return SiteMeasurement(**{**known, "value": value, "measured_on": on, **said})


MEASURED = (
    row(4, date(2024, 1, 1), source="A count"),
    row(6.5, date(2025, 1, 1), measured_from=date(2024, 2, 1), counted=30, account_id=7),
    row(3, date(2025, 1, 1), unit="bowls"),
)
AIM = Target(key="t", indicator_code="IND-1", site_code="SIT-oslo", partner_code="PAR-north", unit="", value=8, due_on=date(2027, 1, 1))


def composed(depth: Depth = Depth.FULL, **changes: Any) -> Document:
    seen = snapshot(card("SIT-oslo", country="norway"), card("IND-1", unit="plants", direction="higher-is-better"))
    known = {"measured": MEASURED, "targets": (AIM,), "sample_accounts": frozenset({7})}
    return compose(material(seen, depth=depth, **{**known, **changes}), Definition(sections=("outcomes",)))


def blocks(document: Document, kind: type[Block]) -> list[Any]:  # type: ignore[valid-type]
    return [block for block in document.blocks if isinstance(block, kind)]  # type: ignore[arg-type]


@pytest.mark.parametrize("depth", [Depth.STANDARD, Depth.FULL])
def test_figures_are_drawn_by_unit_with_their_target_and_told_as_a_table(depth: Depth) -> None:
    document = composed(depth)
    first, second = blocks(document, Figure)
    assert [type(figure.chart) for figure in (first, second)] == [Lines, Lines]
    assert (first.chart.unit, second.chart.unit) == ("plants", "bowls")
    assert first.chart.series[0].targets == ((date(2027, 1, 1), 8),)
    assert "which is better" in first.alt
    assert "target 8 by 1 January 2027; 1.5 away" in first.alt
    (table,) = blocks(document, Table)
    assert table.rows == (
        ("Title of SIT-oslo", "1 January 2024", "4", "plants", "–", "A count"),
        ("Title of SIT-oslo", "1 February 2024 – 1 January 2025", "6.5", "plants", "30", "without a source\nsample"),
        ("Title of SIT-oslo", "1 January 2025", "3", "bowls", "–", "without a source"),
    )
    assert rests_of(document) == {"IND-1", "SIT-oslo"}


def test_short_report_has_a_sentence_only() -> None:
    document = composed(Depth.BRIEF)
    assert blocks(document, Figure) == blocks(document, Table) == []
    (said,) = [plain(one.spans) for one in blocks(document, Paragraph) if "What partners measured" in plain(one.spans)]
    assert said.startswith("What partners measured: Title of SIT-oslo: from 4 on 1 January 2024 to 6.5 plants on 1 January 2025, which is better.")


def test_target_is_told_when_nothing_was_measured_yet() -> None:
    document = composed(measured=())
    assert "nothing measured yet" in told_without_charts(document)
    assert blocks(document, Table) == []


def told_without_charts(document: Document) -> str:
    return told(Document(**{**vars(document), "blocks": tuple(block for block in document.blocks if not isinstance(block, Figure))}))


def test_nothing_is_said_of_partners_when_they_told_nothing() -> None:
    assert "partners measured" not in told(composed(measured=(), targets=()))


def test_same_document_comes_out_when_figures_come_in_another_order() -> None:
    assert composed() == composed(measured=tuple(reversed(MEASURED)))
