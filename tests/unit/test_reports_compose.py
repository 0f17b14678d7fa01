"""Composing a report: every section stands on its own, everything said is traced, nothing private shows."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings

from tests.unit.catalogue import ROSE, Secret, card, catalogues, catalogues_with_secrets, edge, snapshot, steady, vocabularies
from tests.unit.reports import beds, codes_in, material, rests_of, table, told
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.catalogue.vocabulary import Vocabularies
from ticc.documents.document import Block, Contents, Document, Figure, Heading, Note, PageBreak, Paragraph, Span, Table, plain
from ticc.foundation.errors import Refusal
from ticc.reports.compose import Definition, SectionFailed, compose
from ticc.reports.material import Depth, Material
from ticc.reports.register import BY_NAME, SECTIONS, usual_sections
from ticc.reports.scope import Scope

EVERY_SECTION = Definition(sections=tuple(BY_NAME))
TRACED = ("principles", "common", "register", "failures", "story")
# Somebody of the programme who belongs to no partner: whom a members' report is made for.
ANY_MEMBER = Viewer(account_id=0)


def composed(seen: Snapshot, *sections: str, **changes: object) -> Document:
    return compose(material(seen, **changes), Definition(sections=sections or tuple(BY_NAME)))  # type: ignore[arg-type]


def body(seen: Snapshot, section: str, **changes: object) -> str:
    """The words of one section, below its heading."""
    document = composed(seen, section, **changes)
    return told(replace(document, blocks=tuple(block for block in document.blocks if not (isinstance(block, Heading) and block.level == 1))))


@settings(steady, max_examples=25)
@given(catalogues())
def test_same_document_comes_out_when_the_material_is_the_same(seen: Snapshot) -> None:
    again = Snapshot(seen.revision, dict(reversed(seen.cards.items())), seen.edges)
    assert composed(seen) == composed(again)


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("name", BY_NAME)
def test_section_says_something_at_every_depth_when_there_is_nothing_to_say(name: str, depth: Depth) -> None:
    assert body(snapshot(), name, depth=depth).strip()
    assert composed(snapshot(), name, depth=depth).blocks[1] == Heading(1, str(BY_NAME[name].title), name)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("summary", "no obstacle of the catalogue lies in it"),
        ("story", "No site lies in the chosen scope."),
        ("principles", "Nothing lies in the chosen scope."),
        ("common", "No obstacle of the scope is known from more than one country."),
        ("register", "No obstacle lies in the chosen scope."),
        ("solutions", "No solution lies in the chosen scope."),
        ("failures", "No failed try is known in the chosen scope"),
        ("assessments", "Fewer than 5 places"),
        ("outcomes", "No indicator is known."),
        ("method", "The method is not described yet."),
        ("quality", "No source with a year lies in the chosen scope."),
        ("sources", "No source lies in the chosen scope."),
        ("codes", "Nothing lies in the chosen scope."),
    ],
)
def test_section_says_in_words_that_there_is_nothing(name: str, says: str) -> None:
    assert says in body(snapshot(), name)


def test_section_speaks_of_the_only_obstacle_there_is() -> None:
    seen = snapshot("OBS-1")
    assert table(composed(seen), "The figures that matter")["Obstacles"] == ("1", "reported 1")
    assert "Title of OBS-1" in body(seen, "register")
    assert "Title of OBS-1" in body(seen, "summary")


def test_indicator_without_a_value_is_known_all_the_same() -> None:
    assert body(snapshot("IND-1"), "outcomes", depth=Depth.BRIEF).strip() == "No value is known in the chosen scope."


def test_obstacle_stands_in_the_register_when_the_vocabulary_has_lost_its_theme() -> None:
    rows = table(composed(beds(), "register", vocabularies=Vocabularies()), "Obstacles: soil")
    assert rows["Title of OBS-clay\n"][0] == "OBS-clay"


@settings(steady, max_examples=15)
@given(catalogues())
def test_everything_names_what_it_rests_on_when_it_states_something(seen: Snapshot) -> None:
    for name, depth in product(TRACED, Depth):
        document = composed(seen, name, depth=depth)
        assert rests_of(document) <= seen.cards.keys()
        bare = [block for block in document.blocks if isinstance(block, Paragraph | Table | Figure) and not block.rests_on]
        # What says that nothing is there rests on nothing, and stands alone.
        assert not bare or len(document.blocks) == 3, (name, depth, bare)


@pytest.mark.parametrize("depth", Depth)
def test_story_names_the_code_of_every_site(depth: Depth) -> None:
    seen = snapshot(*(card(f"SIT-{number}", title="Somewhere", country=country) for number, country in enumerate(("norway", "portugal", "norway"))))
    assert codes_in(composed(seen, "story", depth=depth)) == seen.cards.keys()


@pytest.mark.parametrize("depth", Depth)
def test_section_tells_of_every_obstacle_it_counts_when_only_some_are_shown(depth: Depth) -> None:
    seen = snapshot(*(f"OBS-{number}" for number in range(10, 30)), "PRI-1")
    document = composed(seen, "register", depth=depth)
    assert rests_of(document) == {card.code for card in seen.of_kind("obstacle")}
    assert ("further obstacle" in told(document)) == (depth != Depth.FULL)


def test_unknown_section_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal, match="no section 'sumary': choose among summary, story") as refused:
        composed(beds(), "story", "sumary")
    assert refused.value.field == "sections"


def test_every_section_that_fails_is_named_and_the_log_says_why(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fails(_material: Material) -> tuple[Block, ...]:
        raise ZeroDivisionError("nought sites")

    for name in ("failures", "codes"):
        monkeypatch.setitem(BY_NAME, name, replace(BY_NAME[name], compose=fails))
    with pytest.raises(SectionFailed, match=r"The section “Failures worth knowing” could not be composed\. Leave it out") as one:
        composed(beds(), "story", "failures")
    with pytest.raises(SectionFailed, match="The sections “Failures worth knowing”, “Annex: all codes” could not be composed") as two:
        composed(beds())
    assert (one.value.names, two.value.names, two.value.field) == (("failures",), ("failures", "codes"), "sections")
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError] * 3
    assert "The story of the transfer" in told(composed(beds(), "story"))


@pytest.mark.parametrize("depth", Depth)
def test_sections_stand_in_their_order(depth: Depth) -> None:
    chosen = compose(material(beds(), depth=depth), Definition(sections=("codes", "summary", "failures")))
    assert [block.anchor for block in chosen.blocks if isinstance(block, Heading) and block.level == 1] == ["codes", "summary", "failures"]
    assert sum(isinstance(block, PageBreak) for block in chosen.blocks) == (2 if depth == Depth.FULL else 0)
    usual = compose(material(beds(), depth=depth), Definition())
    assert tuple(block.anchor for block in usual.blocks if isinstance(block, Heading) and block.level == 1) == usual_sections(depth)


def test_deeper_report_has_all_that_a_shorter_one_has() -> None:
    brief, standard, full = (set(usual_sections(depth)) for depth in Depth)
    assert brief < standard < full == {section.name for section in SECTIONS}


def test_own_words_appear_at_their_place_when_a_lead_wrote_some() -> None:
    own = Definition(
        "Our report", "# Welcome\n\nTo *you*.", ("summary", "codes"), {"codes": "Mind the **codes**.\n\n- one\n- two", "story": "Left out"}
    )
    document = compose(material(beds()), own)
    assert document.title == "Our report"
    assert document.blocks[:3] == (Heading(1, "Foreword"), Heading(2, "Welcome"), Paragraph((Span("To "), Span("you", is_emphasis=True), Span("."))))
    assert isinstance(document.blocks[3], Contents)
    at = document.blocks.index(Heading(1, "Annex: all codes", "codes"))
    comment, listed, codes = document.blocks[at + 1 : at + 4]
    assert isinstance(comment, Paragraph) and plain(comment.spans) == "Mind the codes."
    assert told(replace(document, blocks=(listed,))) == "one\ntwo"
    assert isinstance(codes, Table)
    assert "Left out" not in told(document)


def test_report_says_its_part_when_it_speaks_of_a_part() -> None:
    chosen = Scope(countries=frozenset({"norway"}), sites=frozenset({"SIT-oslo"}), themes=frozenset({"soil", "neighbours"}), since=2009)
    (note,) = (block for block in composed(beds(), scope=chosen).blocks if isinstance(block, Note))
    said = "Only these countries (Norway). Only these sites (Title of SIT-oslo). Only these themes (Neighbours, Soil). Sources (2009–)."
    assert plain(note.spans) == said
    assert not any(isinstance(block, Note) for block in composed(beds()).blocks)


def translated(*, is_checked: bool) -> Snapshot:
    said = {"title": "De grond is klei", "summary": "Een schop gaat er niet in", "checked": is_checked}
    clay = card("OBS-1", title="The ground is clay", summary="No spade goes in", translations={"nl": said})
    return snapshot(clay, card("OBS-2", title="Nobody waters"), "SIT-1", edge("OBS-1", "leads-to", "OBS-2"))


def unanswered(document: Document) -> list[tuple[str, str | None]]:
    """The obstacles without a solution, each with the language that it is marked with."""
    items = next(block for block in reversed(document.blocks) if hasattr(block, "items")).items  # type: ignore[union-attr]
    return [(item[0].text, item[0].language) for item in items]


@pytest.mark.parametrize(
    ("is_checked", "refuses", "first"),
    [
        (True, True, ("De grond is klei", None)),
        (True, False, ("De grond is klei", None)),
        (False, False, ("De grond is klei°", None)),
        (False, True, ("The ground is clay [en]", "en")),
    ],
)
def test_original_stands_marked_when_a_lead_refuses_what_nobody_checked(is_checked: bool, refuses: bool, first: tuple[str, str | None]) -> None:
    seen = translated(is_checked=is_checked)
    document = composed(seen, "summary", language="nl", refuses_unchecked=refuses)
    assert unanswered(document) == [first, ("Nobody waters [en]", "en")]
    counted = body(seen, "quality", language="nl", refuses_unchecked=refuses)
    shown = 2 if first[1] is None else 3
    assert f"{shown} entries are shown in English." in counted
    assert ("has not been checked by a person yet" in counted) == (not is_checked and not refuses)
    explained = next(plain(block.spans) for block in document.blocks if isinstance(block, Note))
    assert "[en]" in explained
    assert ("°" in explained) == (not refuses), "a mark that cannot be met is not explained"
    full = told(composed(seen, "register", language="nl", refuses_unchecked=refuses))
    assert ("Een schop gaat er niet in" in full) == (first[1] is None)


@settings(steady, max_examples=40)
@pytest.mark.parametrize("reader", [VISITOR, ANY_MEMBER], ids=["public", "members"])
@given(secret=catalogues_with_secrets())
def test_report_is_the_same_when_a_partner_keeps_something_private(reader: Viewer, secret: Secret) -> None:
    assert composed(secret.whole.seen_by(reader)) == composed(secret.without.seen_by(reader))


def test_members_report_counts_what_is_shared_and_names_nothing_private() -> None:
    seen = snapshot(
        "OBS-1", "OBS-2", "SIT-1", "SIT-2", "SOL-1", edge("SOL-1", "answers", "OBS-2"),
        card("BAR-1", audience="programme", site_code="SIT-1"), edge("BAR-1", "sighting-of", "OBS-1", evidence="BAR-1"),
        card("BAR-2", title="Zebrafinches", audience=ROSE, site_code="SIT-2"), edge("BAR-2", "sighting-of", "OBS-1", evidence="BAR-2"),
        edge("SOL-1", "tried-at", "SIT-2", reason="A zebrafinch", barrier_code="BAR-2", obstacle_code="OBS-2", result="stopped"),
        # A link that everybody sees, resting on what one partner keeps to itself.
        edge("SOL-1", "tried-at", "SIT-1", obstacle_code="OBS-2", result="did-not-work", evidence="BAR-2"),
    )  # fmt: skip
    met = {}
    for reader in (VISITOR, ANY_MEMBER):
        document = composed(seen.seen_by(reader))
        assert "BAR-2" not in codes_in(document)
        assert "ebrafinch" not in told(document)
        assert table(document, "Solutions")["Title of SOL-1\n"][-1] == "did not work 1"
        met[reader] = table(document, "Obstacles: Soil")["Title of OBS-1\n"][2]
    assert met == {VISITOR: "–", ANY_MEMBER: "Title of SIT-1"}


def test_retired_obstacle_is_not_named_when_something_was_tried_against_it() -> None:
    seen = snapshot("SOL-1", "SIT-1", card("OBS-9", is_retired=True), edge("SOL-1", "tried-at", "SIT-1", obstacle_code="OBS-9", result="stopped"))
    assert rests_of(composed(seen.seen_by(VISITOR), "failures")) == {"SOL-1", "SIT-1"}


def test_vocabulary_explains_its_themes_without_claiming_to_rest_on_entries() -> None:
    words = vocabularies()
    words.add("themes", [{"key": "soil", "label": {"en": "Soil"}, "sentence": {"en": "What plants stand in."}}])
    assert Paragraph((Span("What plants stand in."),)) in composed(snapshot("OBS-1"), "register", vocabularies=words).blocks
