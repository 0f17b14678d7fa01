"""The report on the gardens: its numbers are those that can be counted by hand in the pack, in every section, depth and language."""

from __future__ import annotations

import re

import pytest
from factories import add_barrier, confirm
from flask import Flask
from installation import ONLY_SQLITE
from reporting import ANY_MEMBER, built

from tests.unit.reports import codes_in, told, words_of
from ticc.catalogue.snapshot import Snapshot
from ticc.documents.document import Document, Heading, Note, Paragraph, Table, plain
from ticc.foundation.errors import Refusal
from ticc.foundation.i18n import LANGUAGES
from ticc.reports.material import Depth
from ticc.reports.register import BY_NAME

pytestmark = ONLY_SQLITE

FIGURES = "The figures that matter"


def table(document: Document, caption: str) -> list[tuple[str, ...]]:
    return list(next(block.rows for block in document.blocks if isinstance(block, Table) and block.caption == caption))


def listed(document: Document, *kinds: str) -> set[str]:
    """The codes of the annex, of some kinds."""
    return {row[0] for row in table(document, "Codes") if row[0].startswith(kinds)}


def test_figures_are_those_of_the_pack(lasting_app: Flask) -> None:
    assert table(built(lasting_app), FIGURES) == [
        ("Obstacles", "6", "reported 4, by analogy 1, inferred 1"),
        ("Sites", "4", "Norway, Portugal"),
        ("Solutions", "5", "4 with a known result"),
        ("Principles", "3", ""),
        ("Obstacles that something helped against", "3", "at least partly, at one site or more"),
        ("Obstacles without any solution", "2", ""),
        ("Sources", "5", ""),
    ]


def test_tables_count_what_the_pack_says(lasting_app: Flask) -> None:
    document = built(lasting_app)
    assert {row[1]: row[-1] for row in table(document, "Solutions")} == {
        "SOL-001": "worked 1, did not work 1", "SOL-002": "partly 1", "SOL-003": "not tried yet", "SOL-004": "worked 1, too early to say 1",
        "SOL-005": "stopped 1",
    }  # fmt: skip
    assert [(row[1], row[3]) for row in table(document, "Obstacles: Soil and water")] == [("OBS-001", "Bergen, Porto"), ("OBS-003", "–")]
    assert [row[1:] for row in table(document, "Obstacles that several countries share")] == [
        (code, "Norway, Portugal", "2") for code in ("OBS-001", "OBS-002", "OBS-006")
    ]
    assert [row[1:] for row in table(document, "How obstacles are known")] == [("4", "67 %"), ("1", "17 %"), ("1", "17 %"), ("0", "0 %")]
    assert [row[1:] for row in table(document, "How far obstacles are answered")] == [("3", "50 %"), ("1", "17 %"), ("0", "0 %"), ("2", "33 %")]
    assert [row[0] for row in table(document, "Plants that live in September")] == ["Bergen", "Porto"]
    assert "Tried against these obstacles: 3 times; 1 worked at least partly, 2 did not work or were stopped." in told(document)
    assert "The sources were published between 2015 and 2024, half of them since 2022." in told(document)
    failed = [block.rests_on for block in built(lasting_app, (), "failures").blocks if isinstance(block, Paragraph) and block.rests_on]
    assert failed == [("SOL-005", "SIT-braga", "OBS-005", "SRC-braga-letter"), ("SOL-001", "SIT-porto", "OBS-001", "SRC-porto-study")]


@pytest.mark.parametrize(
    ("scope", "obstacles", "solutions", "tried", "sites", "sources"),
    [
        ((), "123456", "12345", 4, 4, 5),
        (("site=SIT-bergen",), "16", "13", 1, 1, 1),
        (("site=SIT-oslo",), "2", "24", 1, 1, 2),
        (("country=portugal",), "1256", "1345", 3, 2, 3),
        (("country=norway", "country=portugal"), "1256", "12345", 4, 4, 4),
        (("theme=neighbours",), "56", "5", 1, 4, 3),
        (("theme=soil", "theme=timetable"), "1234", "1234", 3, 4, 4),
        (("level=school",), "126", "134", 2, 4, 3),
        (("provenance=analogous",), "3", "2", 1, 4, 3),
        (("provenance=inferred",), "4", "", 0, 4, 2),
        (("since=2022",), "12456", "1345", 3, 4, 2),
        (("until=2015",), "34", "2", 0, 4, 1),
        (("since=2016", "until=2021"), "1246", "123", 2, 4, 1),
        (("since=2100",), "4", "", 0, 4, 0),
        (("site=SIT-oslo", "theme=neighbours"), "", "", 0, 1, 1),
    ],
    ids=str,
)
def test_figures_count_only_what_lies_inside(
    lasting_app: Flask, scope: tuple[str, ...], obstacles: str, solutions: str, tried: int, sites: int, sources: int
) -> None:
    document = built(lasting_app, scope)
    assert listed(document, "OBS") == {f"OBS-00{number}" for number in obstacles}
    assert listed(document, "SOL") == {f"SOL-00{number}" for number in solutions}
    assert len(listed(document, "SIT")) == sites
    shown = {row[2] for row in table(document, "Sources")} if sources else set()
    assert len(shown) == sources
    if obstacles:
        figures = {row[0]: row[1:] for row in table(document, FIGURES)}
        assert [figures[name][0] for name in ("Obstacles", "Solutions", "Sites", "Sources")] == [
            str(len(obstacles)), str(len(solutions)), str(sites), str(sources),
        ]  # fmt: skip
        assert figures["Solutions"][1].startswith(f"{tried} ")
    else:
        assert "no obstacle of the catalogue lies in it" in told(document)
    assert codes_in(document) <= listed(document, "") | shown


def test_places_outside_are_not_even_named(lasting_app: Flask) -> None:
    document = built(lasting_app, ["site=SIT-porto"])
    assert not re.search("Bergen|Oslo|Braga|Norway|Hill School", told(document).replace("In Bergen the tap", ""))
    assert listed(document, "PAR") == {"PAR-rose-school"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("depth", Depth)
def test_every_section_composes_in_every_language(lasting_app: Flask, depth: Depth, language: str) -> None:
    for seen in (None, Snapshot(1, {}, ())):
        for name in BY_NAME:
            document = built(lasting_app, (), name, seen=seen, depth=depth, language=language)
            assert document.language == language
            begins = next(place for place, block in enumerate(document.blocks) if isinstance(block, Heading))
            said = [words for block in document.blocks[begins + 1 :] for words in words_of(block)]
            assert any(words.strip() for words in said), f"{name} says nothing"


def test_headings_are_those_of_the_language(lasting_app: Flask) -> None:
    heads = {
        language: [block.text for block in built(lasting_app, language=language).blocks if isinstance(block, Heading) and block.level == 1]
        for language in LANGUAGES
    }
    assert (heads["en"][0], heads["fr"][0], heads["nl"][0]) == ("Summary", "Résumé", "Samenvatting")
    assert {len(set(found)) for found in heads.values()} == {len(BY_NAME)}
    assert not {"Summary", "Principle by principle", "Failures worth knowing"} & {*heads["fr"], *heads["nl"]}


def test_translation_that_nobody_checked_is_left_out_when_it_is_refused(lasting_app: Flask) -> None:
    takes, refuses = (built(lasting_app, (), "register", "quality", language="nl", refuses_unchecked=refuses) for refuses in (False, True))
    assert "De grond is klei zo hard als steen" in told(takes)
    assert "De grond is klei" not in told(refuses) and "The ground is clay as hard as brick" in told(refuses)
    # The first note explains the marks.
    notes = [[plain(block.spans) for block in document.blocks if isinstance(block, Note)][1] for document in (takes, refuses)]
    # Of the six obstacles, five solutions, three principles, two steps and four sites one has a Dutch title.
    assert ["19" in note for note in notes] == [True, False]
    assert ["20" in note for note in notes] == [False, True]
    checked = built(lasting_app, (), "register", language="fr", refuses_unchecked=True)
    assert "Personne n’arrose les haricots en août" in told(checked)


@pytest.mark.parametrize(("scope", "sections"), [(("theme=hats",), ()), (("hats=theme",), ()), ((), ("hats",))])
def test_report_is_refused_in_its_language_when_it_asks_for_what_is_not_there(lasting_app: Flask, scope: list[str], sections: list[str]) -> None:
    said = set()
    for language in LANGUAGES:
        with pytest.raises(Refusal, match="hats") as refused:
            built(lasting_app, scope, *sections, language=language)
        said.add(refused.value.message)
    assert len(said) == len(LANGUAGES)


def test_shared_barrier_counts_for_members_only(app: Flask) -> None:
    confirm(app, add_barrier(app, "rose", obstacle="OBS-003", site="SIT-oslo"), "OBS-003")
    assert [row[3] for row in table(built(app, reader=ANY_MEMBER), "Obstacles: Soil and water")] == ["Bergen, Porto", "Oslo"]
    assert [row[3] for row in table(built(app), "Obstacles: Soil and water")] == ["Bergen, Porto", "–"]
