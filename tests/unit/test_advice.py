"""Near duplicates and the health of the register."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import card, edge, snapshot, steady
from ticc.advice.health import FEWEST_OF_A_THEME, Check, Grade, examine
from ticc.advice.pairs import nearest_pairs
from ticc.catalogue.snapshot import Edge, Snapshot

BEANS = "Nobody waters the beans during the summer holidays"
CLAY = "The ground behind the gymnasium is hard clay"
TEXTS = st.dictionaries(
    st.text("OBS-123", min_size=1, max_size=5),
    st.lists(st.sampled_from(["bean", "clay", "water", "soil", "été", "garden", "key"])).map(" ".join),
    max_size=6,
)


def test_same_words_are_the_nearest_pair_when_texts_are_compared() -> None:
    pairs = nearest_pairs({"OBS-3": BEANS, "OBS-1": CLAY, "OBS-2": BEANS.upper() + "!"})
    assert (pairs[0].one, pairs[0].other, pairs[0].likeness) == ("OBS-2", "OBS-3", 1.0)
    assert all(pair.likeness < 0.5 for pair in pairs[1:])


def test_same_words_are_found_when_there_are_only_two_texts() -> None:
    assert [pair.likeness for pair in nearest_pairs({"OBS-1": BEANS, "OBS-2": BEANS})] == [1.0]


def test_accents_make_no_difference_when_texts_are_compared() -> None:
    assert nearest_pairs({"a": "équipe créée", "b": "EQUIPE CREEE", "c": "autre"})[0].likeness == 1.0


@pytest.mark.parametrize(
    "texts", [{}, {"OBS-1": BEANS}, {"OBS-1": "one two", "OBS-2": "three four"}, {"OBS-1": "", "OBS-2": ""}, {"OBS-1": "a b", "OBS-2": "a b"}]
)
def test_there_is_no_pair_when_nothing_is_in_common(texts: dict[str, str]) -> None:
    assert nearest_pairs(texts) == []


def test_rare_words_weigh_more_when_texts_share_them() -> None:
    texts = {"a": "garden hedgehog", "b": "garden hedgehog spade", "c": "garden bucket", "d": "garden bucketful", "e": "garden rain"}
    first, *others = nearest_pairs(texts)
    assert (first.one, first.other) == ("a", "b")
    assert all(pair.likeness < first.likeness for pair in others)


def test_only_the_nearest_are_told_when_there_are_many() -> None:
    texts = {f"OBS-{number}": BEANS for number in range(10)} | {"SOL-1": CLAY}
    assert len(nearest_pairs(texts, 7)) == 7


@steady
@given(TEXTS)
def test_pairs_are_ordered_and_within_bounds_when_told(texts: dict[str, str]) -> None:
    pairs = nearest_pairs(texts, 1000)
    assert all(0 < pair.likeness <= 1 and pair.one < pair.other for pair in pairs)
    assert [pair.likeness for pair in pairs] == sorted((pair.likeness for pair in pairs), reverse=True)
    assert len({(pair.one, pair.other) for pair in pairs}) == len(pairs)
    alike = {(pair.one, pair.other): pair.likeness for pair in pairs}
    for (one, other), likeness in alike.items():
        assert set(texts[one].split()) & set(texts[other].split())
        assert (likeness == 1.0) or sorted(texts[one].split()) != sorted(texts[other].split())


def _checks(seen: Snapshot, texts: dict[str, str] | None = None, languages: tuple[str, ...] = ("en",)) -> dict[str, Check]:
    return {one.name: one for one in examine(seen, texts or {}, languages)}


def _sound() -> Snapshot:
    """A register in which nothing is amiss but how small it is."""
    return snapshot(
        "OBS-1", "SOL-1", "SRC-1", "SIT-1", edge("SRC-1", "reports", "OBS-1"), edge("SRC-1", "reports", "SOL-1"),
        edge("SOL-1", "answers", "OBS-1", evidence="SRC-1"), edge("SOL-1", "tried-at", "SIT-1"),
    )  # fmt: skip


def _with(*parts: object) -> Snapshot:
    return snapshot(*_sound().cards.values(), *_sound().edges, *parts)  # type: ignore[arg-type]


def test_small_themes_are_the_only_finding_when_the_register_is_sound() -> None:
    assert [one.name for one in examine(_sound(), {}, ["en"]) if one.grade != Grade.INFO] == [f"themes with fewer than {FEWEST_OF_A_THEME} obstacles"]


@pytest.mark.parametrize(
    ("parts", "name", "grade", "entries"),
    [
        (["PRI-1", edge("OBS-1", "undermines", "PRI-1")], "entries without a source", Grade.WARNING, ("PRI-1",)),
        (["SIT-2", "SRC-2"], "orphans: linked with nothing", Grade.WARNING, ("SIT-2", "SRC-2")),
        (
            ["OBS-2", Edge("OBS-1", "leads-to", "OBS-2", "", None)],
            "links without a reason", Grade.ERROR, ("OBS-1 leads-to OBS-2",),
        ),
        (
            ["OBS-2", edge("OBS-1", "leads-to", "OBS-2", reason="Same."), edge("OBS-2", "leads-to", "OBS-1", reason="Same.")],
            "reasons used more than once", Grade.WARNING, ("Same.",),
        ),
        (["OBS-2"], "obstacles that no solution answers", Grade.WARNING, ("OBS-2",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_finding_is_graded_with_its_entries_when_something_is_amiss(parts: list[object], name: str, grade: Grade, entries: tuple[str, ...]) -> None:
    found = _checks(_with(*parts))[name]
    assert (found.grade, found.entries, found.count) == (grade, entries, len(entries))
    assert _checks(_sound())[name] == Check(name, Grade.INFO, (), 0)


def test_accounts_may_say_the_same_when_reasons_are_compared() -> None:
    twice = [edge("SRC-1", "reports", "OBS-1", reason="So it says."), edge("SRC-1", "reports", "OBS-1", reason="So it says.")]
    assert _checks(_with(*twice))["reasons used more than once"].entries == ()


def test_silence_is_no_repeated_reason_when_two_links_give_none() -> None:
    silent = [Edge("OBS-1", "leads-to", "OBS-2", "", None), Edge("OBS-2", "leads-to", "OBS-1", "", None)]
    assert _checks(_with("OBS-2", *silent))["reasons used more than once"].entries == ()


def test_entry_is_no_orphan_when_a_link_only_rests_on_it() -> None:
    seen = _with("SRC-2", "OBS-2", edge("OBS-1", "leads-to", "OBS-2", evidence="SRC-2"))
    assert "SRC-2" not in _checks(seen)["orphans: linked with nothing"].entries


def test_own_readings_are_counted_when_links_rest_on_no_source() -> None:
    found = _checks(_with("OBS-2", edge("OBS-1", "leads-to", "OBS-2")))["links that are this catalogue's own reading"]
    assert (found.grade, found.count) == (Grade.INFO, 1)


def test_missing_and_unchecked_translations_are_told_when_languages_are_asked() -> None:
    both = {"fr": {"title": "Titre", "summary": "Résumé", "checked": True}, "nl": {"title": "Titel"}}
    checks = _checks(snapshot(card("OBS-1", translations=both), card("SIT-1"), "SRC-1"), languages=("en", "fr", "nl"))
    assert checks["title or summary not translated: fr"].entries == ("SIT-1",)
    assert checks["title or summary not translated: nl"].entries == ("OBS-1", "SIT-1")
    assert checks["translations that no person has checked: fr"].count == 0
    assert checks["translations that no person has checked: nl"].count == 1
    assert not any(name.endswith(": en") for name in checks)


@pytest.mark.parametrize(("texts", "grade"), [({"OBS-1": BEANS, "OBS-2": BEANS}, Grade.WARNING), ({"OBS-1": BEANS, "OBS-2": CLAY}, Grade.INFO)])
def test_near_duplicates_are_a_warning_when_they_are_almost_the_same(texts: dict[str, str], grade: Grade) -> None:
    assert _checks(_sound(), texts)["nearest pairs of obstacles by their words"].grade == grade


def test_everything_is_counted_when_the_register_is_examined() -> None:
    checks = _checks(_with(card("OBS-2", theme="timetable", level="class", provenance="inferred")))
    assert (checks["entries by kind"].entries, checks["entries by kind"].count) == (("obstacle: 2", "site: 1", "solution: 1", "source: 1"), 5)
    assert (checks["links"].entries, checks["links"].count) == (("answers: 1", "reports: 2", "tried-at: 1"), 4)
    assert checks["obstacles by theme"].entries == ("soil: 1", "timetable: 1")
    assert checks["obstacles by level"].entries == ("class: 1", "school: 1")
    assert checks["obstacles by provenance"].entries == ("inferred: 1", "reported: 1")
    assert checks["solutions with a try whose result is known"].count == 1


def test_theme_is_thin_only_when_it_has_fewer_than_enough() -> None:
    seen = snapshot(*(card(f"OBS-{number}", theme="soil" if number < FEWEST_OF_A_THEME else "timetable") for number in range(FEWEST_OF_A_THEME + 1)))
    assert _checks(seen)[f"themes with fewer than {FEWEST_OF_A_THEME} obstacles"].entries == ("timetable: 1",)


def test_nothing_breaks_when_the_register_is_empty() -> None:
    assert {one.grade for one in examine(snapshot(), {}, ["en", "fr"])} == {Grade.INFO}


def test_check_is_plain_data_when_printed_as_json() -> None:
    assert Check("links", Grade.WARNING, ("a", "b"), 2).as_data() == {"name": "links", "grade": "warning", "count": 2, "entries": ["a", "b"]}
