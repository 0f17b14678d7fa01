"""Who may see what, and what a viewer's snapshot holds."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.unit.catalogue import (
    ADMIN,
    ADVISER,
    HILL,
    LEAD,
    MEMBER_OF_HILL,
    MEMBER_OF_ROSE,
    ROSE,
    Secret,
    card,
    catalogues_with_secrets,
    edge,
    snapshot,
    steady,
)
from ticc.catalogue.visibility import VISITOR, Viewer, may_see
from ticc.catalogue.words import Role, Visibility

EVERYBODY = {"visitor": VISITOR, "rose": MEMBER_OF_ROSE, "hill": MEMBER_OF_HILL, "adviser": ADVISER, "lead": LEAD, "admin": ADMIN}


@pytest.mark.parametrize(
    ("visibility", "partner", "seen_by"),
    [
        (Visibility.PUBLIC, None, set(EVERYBODY)),
        (Visibility.PUBLIC, ROSE, set(EVERYBODY)),
        (Visibility.PROGRAMME, ROSE, set(EVERYBODY) - {"visitor"}),
        (Visibility.PRIVATE, ROSE, {"rose"}),
        (Visibility.PRIVATE, HILL, {"hill"}),
        (Visibility.PRIVATE, None, set()),
        (Visibility.PRIVATE, "", set()),
        ("misspelt", ROSE, set()),
    ],
)
def test_entry_is_seen_by_its_group_only_when_it_is_asked_for(visibility: str, partner: str | None, seen_by: set[str]) -> None:
    assert {name for name, viewer in EVERYBODY.items() if may_see(viewer, visibility, partner)} == seen_by


def test_both_partners_entries_are_seen_when_a_person_works_for_both() -> None:
    both = Viewer(9, "Both", frozenset({Role.MEMBER.value}), frozenset({ROSE, HILL}))
    assert may_see(both, Visibility.PRIVATE, ROSE)
    assert may_see(both, Visibility.PRIVATE, HILL)


def test_partners_count_for_nothing_when_nobody_signed_in() -> None:
    assert not may_see(Viewer(None, "", frozenset(), frozenset({ROSE})), Visibility.PRIVATE, ROSE)


@pytest.mark.parametrize(("name", "may"), [("visitor", False), ("rose", False), ("adviser", True), ("lead", True), ("admin", False)])
def test_catalogue_is_edited_by_advisers_and_leads_when_roles_are_asked(name: str, may: bool) -> None:
    assert EVERYBODY[name].may_edit is may


def test_card_is_left_out_when_the_viewer_is_of_another_group() -> None:
    whole = snapshot(card("OBS-1"), card("BAR-1", audience="programme"), card("BAR-2", audience=ROSE), card("BAR-3", audience=HILL))
    assert set(whole.seen_by(VISITOR).cards) == {"OBS-1"}
    assert set(whole.seen_by(ADVISER).cards) == {"OBS-1", "BAR-1"}
    assert set(whole.seen_by(MEMBER_OF_ROSE).cards) == {"OBS-1", "BAR-1", "BAR-2"}


def test_card_is_left_out_with_its_links_when_it_is_retired() -> None:
    whole = snapshot(card("OBS-1"), card("SOL-1", is_retired=True), edge("SOL-1", "answers", "OBS-1"))
    seen = whole.seen_by(ADVISER)
    assert set(seen.cards) == {"OBS-1"}
    assert seen.edges == ()


@pytest.mark.parametrize(
    "hidden_end",
    [
        edge("BAR-1", "sighting-of", "OBS-1"),
        edge("OBS-1", "leads-to", "OBS-2"),
        edge("SOL-1", "tried-at", "SIT-1", barrier_code="BAR-1"),
    ],
    ids=["subject", "object", "barrier of a try"],
)
def test_link_is_left_out_when_one_of_its_ends_is_private(hidden_end: object) -> None:
    parts = (card("BAR-1", audience=ROSE), card("OBS-2", audience=ROSE), "OBS-1", "SOL-1", "SIT-1", edge("SOL-1", "answers", "OBS-1"), hidden_end)
    whole = snapshot(*parts)  # type: ignore[arg-type]
    assert [one.verb for one in whole.seen_by(MEMBER_OF_HILL).edges] == ["answers"]
    assert hidden_end in whole.seen_by(MEMBER_OF_ROSE).edges


def test_try_is_seen_when_it_was_made_against_no_barrier() -> None:
    whole = snapshot("SOL-1", "SIT-1", edge("SOL-1", "tried-at", "SIT-1"))
    assert whole.seen_by(VISITOR).edges == whole.edges


@steady
@given(catalogues_with_secrets())
def test_nothing_of_a_private_entry_is_held_when_another_looks(secret: Secret) -> None:
    for viewer in (VISITOR, MEMBER_OF_HILL, ADVISER, LEAD, ADMIN):
        seen = secret.whole.seen_by(viewer)
        assert seen.cards == secret.without.cards
        assert seen.edges == secret.without.edges
        assert not secret.private_codes & {end for one in seen.edges for end in (one.subject, one.object, one.evidence, *one.facts.values())}


@steady
@given(catalogues_with_secrets())
def test_own_private_entries_are_held_when_their_partner_looks(secret: Secret) -> None:
    seen = secret.whole.seen_by(MEMBER_OF_ROSE)
    assert seen.cards == secret.whole.cards
    assert seen.edges == secret.whole.edges


@steady
@given(catalogues_with_secrets())
def test_a_viewer_sees_the_same_when_what_is_seen_is_cut_again(secret: Secret) -> None:
    once = secret.whole.seen_by(MEMBER_OF_HILL)
    twice = once.seen_by(MEMBER_OF_HILL)
    assert (once.cards, once.edges) == (twice.cards, twice.edges)


def test_edges_are_found_from_either_end_when_asked_by_verb() -> None:
    leads, answers = edge("OBS-1", "leads-to", "OBS-2"), edge("SOL-1", "answers", "OBS-2")
    seen = snapshot("OBS-1", "OBS-2", "SOL-1", leads, answers)
    assert seen.edges_to("OBS-2", "leads-to") == [leads]
    assert seen.edges_to("OBS-2", "answers") == [answers]
    assert seen.edges_from("OBS-1", "leads-to") == [leads]
    assert seen.edges_from("OBS-1", "answers") == seen.edges_to("nothing", "answers") == []


def test_cards_of_a_kind_stand_by_code_when_listed() -> None:
    assert [one.code for one in snapshot("OBS-2", "SOL-1", "OBS-1").of_kind("obstacle")] == ["OBS-1", "OBS-2"]
    assert snapshot("OBS-2").of_kind("site") == []


def test_text_is_the_original_marked_so_when_it_is_not_translated() -> None:
    one = card("OBS-1", title="Clay", summary="Hard", translations={"fr": {"title": "Argile"}, "nl": {"title": ""}})
    assert one.text("title", "fr") == ("Argile", "fr")
    assert one.text("summary", "fr") == ("Hard", "en")
    assert one.text("title", "nl") == ("Clay", "en")
    assert one.title_in("fr") == "Argile"
