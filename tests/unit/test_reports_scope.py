"""The scope of a report: what lies outside is in no number, no list and no line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import COUNTRIES, LEVELS, THEMES, card, catalogues, edge, snapshot, steady
from tests.unit.reports import beds, codes_in, material, table
from ticc.catalogue.facets import facet_index
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.words import Provenance
from ticc.foundation.errors import Refusal
from ticc.reports.compose import Definition, compose
from ticc.reports.register import BY_NAME
from ticc.reports.scope import Scope, known, within

EVERY_SECTION = Definition(sections=tuple(BY_NAME))
SCOPES = st.builds(
    Scope,
    sites=st.frozensets(st.sampled_from(["SIT-1", "SIT-2"])),
    countries=st.frozensets(st.sampled_from(COUNTRIES)),
    themes=st.frozensets(st.sampled_from(THEMES)),
    levels=st.frozensets(st.sampled_from(LEVELS)),
    provenance=st.frozensets(st.sampled_from([one.value for one in Provenance])),
    since=st.none() | st.sampled_from([2019, 2020, 2021]),
    until=st.none() | st.sampled_from([2019, 2020, 2021]),
)
ALWAYS = {"PRI-1", "IND-1"}
OSLO, PORTO = {"SIT-oslo", "PAR-north"}, {"SIT-porto", "PAR-south"}


def read(*said: str) -> Scope:
    return Scope.read(beds(), said)


@pytest.mark.parametrize(
    ("said", "inside"),
    [
        (("site=SIT-oslo",), OSLO | {"OBS-clay", "SOL-planks", "SOL-butt", "SRC-old"}),
        (("country=portugal",), PORTO | {"OBS-slugs", "SOL-hedgehog", "SRC-new"}),
        (("country=portugal", "site=SIT-oslo"), set()),
        (("theme=soil",), OSLO | PORTO | {"OBS-clay", "SOL-planks", "SRC-old", "SRC-new"}),
        (("theme=soil", "theme=neighbours"), OSLO | PORTO | {"OBS-clay", "OBS-slugs", "SOL-planks", "SOL-hedgehog", "SRC-old", "SRC-new"}),
        (("theme=soil", "country=norway"), OSLO | {"OBS-clay", "SOL-planks", "SRC-old"}),
        (("level=class",), OSLO | PORTO | {"OBS-slugs", "SOL-hedgehog", "SRC-old", "SRC-new"}),
        (("provenance=inferred",), OSLO | PORTO | {"OBS-rumour", "SRC-old", "SRC-new"}),
        (("provenance=inferred", "site=SIT-oslo"), OSLO | {"SRC-old"}),
        (("since=2011",), OSLO | PORTO | {"OBS-slugs", "OBS-rumour", "SOL-hedgehog", "SRC-new"}),
        (("until=2011",), OSLO | PORTO | {"OBS-clay", "OBS-rumour", "SOL-planks", "SOL-butt", "SRC-old"}),
        (("until=2009",), OSLO | PORTO | {"OBS-rumour"}),
        (("until=2011", "site=SIT-porto"), PORTO),
    ],
    ids=lambda one: " ".join(sorted(one)),
)
def test_scope_holds_what_was_chosen_and_nothing_else(said: tuple[str, ...], inside: set[str]) -> None:
    assert set(within(beds(), read(*said)).cards) == inside | ALWAYS


def test_everything_is_inside_when_nothing_is_chosen() -> None:
    seen = beds()
    assert read().is_everything
    assert within(seen, read()) is seen


def test_solution_is_counted_as_tried_only_where_the_scope_looks() -> None:
    rows = table(compose(material(beds(), read("site=SIT-oslo")), EVERY_SECTION), "Solutions")
    assert {row[0]: row[-1] for row in rows.values()} == {"SOL-planks": "worked 1", "SOL-butt": "too early to say 1"}


def test_obstacle_stays_in_a_period_when_a_barrier_tells_of_it() -> None:
    more = [card("BAR-1", site_code="SIT-oslo"), edge("BAR-1", "sighting-of", "OBS-clay")]
    seen = snapshot(*beds().cards.values(), *beds().edges, *more)
    assert "OBS-clay" in within(seen, Scope(since=2011)).cards


def test_try_is_as_old_as_the_source_that_tells_of_it() -> None:
    seen = snapshot(
        "OBS-1", "SOL-1", "SIT-1", card("SRC-1", year=2010), card("SRC-2", year=2022),
        edge("SRC-2", "reports", "OBS-1"), edge("SRC-2", "reports", "SOL-1"), edge("SOL-1", "answers", "OBS-1"),
        edge("SOL-1", "tried-at", "SIT-1", result="worked", evidence="SRC-1"), edge("SOL-1", "tried-at", "SIT-1", result="stopped", evidence="SRC-2"),
    )  # fmt: skip
    tries = {since: table(compose(material(seen, Scope(since=since)), EVERY_SECTION), "Solutions")["Title of SOL-1\n"][-1] for since in (2010, 2011)}
    assert tries == {2010: "worked 1, stopped 1", 2011: "stopped 1"}


def test_source_stays_when_only_a_link_rests_on_it() -> None:
    seen = snapshot("OBS-1", "PRI-1", "SRC-1", "SRC-2", edge("OBS-1", "undermines", "PRI-1", evidence="SRC-1"))
    assert set(within(seen, Scope(themes=frozenset({"soil"}))).cards) == {"OBS-1", "PRI-1", "SRC-1"}


def test_link_stays_without_its_evidence_when_that_is_of_another_year() -> None:
    seen = snapshot("OBS-1", "PRI-1", card("SRC-1", year=2010), edge("OBS-1", "undermines", "PRI-1", evidence="SRC-1"))
    (left,) = within(seen, Scope(since=2011)).edges
    assert (left.verb, left.evidence) == ("undermines", None)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("weather=rain", "'weather' is no choice of a scope: use site, country, theme, level, provenance, since, until"),
        ("", "'' is no choice of a scope"),
        ("theme", "theme: the catalogue does not know ''"),
        ("theme=hats", "theme: the catalogue does not know 'hats'"),
        ("site=oslo", "site: the catalogue does not know 'oslo'"),
        ("site=OBS-clay", "site: the catalogue does not know 'OBS-clay'"),
        ("country=None", "country: the catalogue does not know 'None'"),
        ("provenance=logged", "provenance: the catalogue does not know 'logged'"),
        ("level=SCHOOL", "level: the catalogue does not know 'SCHOOL'"),
        ("since=", "since: '' is not a year"),
        ("since=20", "since: '20' is not a year"),
        ("until=20²1", "until: '20²1' is not a year"),
        ("until=-200", "until: '-200' is not a year"),
    ],
)
def test_choice_is_refused_with_a_clear_word_when_the_catalogue_does_not_know_it(said: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        read("level=school", said)
    assert refused.value.message.startswith(says)
    assert refused.value.field == "scope"


def test_years_are_refused_when_they_run_backwards() -> None:
    with pytest.raises(Refusal, match="must not lie after"):
        read("until=2010", "since=2011")
    assert read("until=2010", "since=2010") == Scope(since=2010, until=2010)


def test_nothing_can_be_chosen_when_the_catalogue_is_empty() -> None:
    assert not any(known(snapshot(), name) for name in ("site", "country", "theme", "level", "provenance"))


def same(one: Snapshot, other: Snapshot) -> bool:
    return dict(one.cards) == dict(other.cards) and one.edges == other.edges


@steady
@given(catalogues(), SCOPES)
def test_nothing_of_the_outside_is_named_when_a_part_is_cut_out(seen: Snapshot, scope: Scope) -> None:
    cut = within(seen, scope)
    assert cut.cards.keys() <= seen.cards.keys()
    named = [{edge.subject, edge.object, *(edge.facts.get(name) for name in ("site_code", "obstacle_code"))} - {None} for edge in cut.edges]
    assert set().union(*named) <= cut.cards.keys()
    assert same(within(cut, scope), cut), "what was cut once is not cut further"
    if scope.themes:
        assert {card.facets["theme"] for card in cut.of_kind("obstacle")} <= scope.themes
    if scope.has_places:
        assert all(facet_index(cut).met_at.get(card.code) for card in cut.of_kind("obstacle"))
    assert codes_in(compose(material(seen, scope), EVERY_SECTION)) <= cut.cards.keys() | scope.sites
