"""Suggestions: the ways that lead to a solution, how they rank, and how they are told."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.catalogue import card, catalogues, edge, snapshot, steady, with_edges
from ticc.catalogue.commonness import tally
from ticc.catalogue.labels import VERB
from ticc.catalogue.links import ALL_LINKS
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.words import Result
from ticc.graph import weights
from ticc.graph.suggest import Suggestion, fared, solutions_for
from ticc.graph.told import as_data, as_sentence, reason_of

ALL = 1000


def _scores(seen: Snapshot, obstacle: str) -> dict[str, float]:
    return {one.code: one.score for one in solutions_for(seen, obstacle, ALL)}


def _one(seen: Snapshot) -> Suggestion:
    (found,) = solutions_for(seen, "OBS-1")
    return found


@pytest.mark.parametrize(
    ("links", "way", "worth"),
    [
        ([edge("SOL-1", "answers", "OBS-1")], ["SOL-1"], weights.ANSWERS_IT),
        ([edge("OBS-2", "leads-to", "OBS-1"), edge("SOL-1", "answers", "OBS-2")], ["OBS-2", "SOL-1"], weights.ANSWERS_A_CAUSE),
        ([edge("OBS-1", "leads-to", "OBS-2"), edge("SOL-1", "answers", "OBS-2")], ["OBS-2", "SOL-1"], weights.ANSWERS_A_CONSEQUENCE),
        (
            [edge("OBS-1", "undermines", "PRI-1"), edge("OBS-2", "undermines", "PRI-1"), edge("SOL-1", "answers", "OBS-2")],
            ["PRI-1", "OBS-2", "SOL-1"],
            weights.ANSWERS_A_COUSIN,
        ),
        ([edge("OBS-1", "undermines", "PRI-1"), edge("SOL-1", "upholds", "PRI-1")], ["PRI-1", "SOL-1"], weights.UPHOLDS_WHAT_IT_UNDERMINES),
    ],
    ids=["answers it", "answers a cause", "answers a consequence", "answers a cousin", "upholds what it undermines"],
)
def test_solution_is_found_when_a_way_leads_to_it(links: list[object], way: list[str], worth: float) -> None:
    found = _one(snapshot("OBS-1", "OBS-2", "SOL-1", "PRI-1", *links))  # type: ignore[arg-type]
    assert [step.code for step in found.way] == way
    # Without tries a solution stands in the middle.
    assert found.score == pytest.approx(worth / 2)
    assert found.is_direct is (len(way) == 1)


@pytest.mark.parametrize(
    "links",
    [
        [],
        [edge("SOL-1", "needs", "SOL-2"), edge("SOL-2", "answers", "OBS-2")],
        [edge("SOL-1", "tried-at", "SIT-1", obstacle_code="OBS-1")],
        [edge("OBS-1", "leads-to", "OBS-2"), edge("OBS-2", "leads-to", "OBS-3"), edge("SOL-1", "answers", "OBS-3")],
    ],
    ids=["no links", "needed only", "tried only", "kin of kin"],
)
def test_solution_is_not_found_when_no_way_leads_to_it(links: list[object]) -> None:
    assert solutions_for(snapshot("OBS-1", "OBS-2", "OBS-3", "SOL-1", "SOL-2", "SIT-1", *links), "OBS-1") == []  # type: ignore[arg-type]


def test_cousin_is_no_kin_when_its_theme_is_another() -> None:
    seen = snapshot("OBS-1", card("OBS-2", theme="timetable"), "PRI-1", "SOL-1", edge("OBS-1", "undermines", "PRI-1"),
                    edge("OBS-2", "undermines", "PRI-1"), edge("SOL-1", "answers", "OBS-2"))  # fmt: skip
    assert solutions_for(seen, "OBS-1") == []


def test_obstacle_is_no_cousin_of_itself_when_it_undermines_a_principle() -> None:
    seen = snapshot("OBS-1", "PRI-1", "SOL-1", edge("OBS-1", "undermines", "PRI-1"), edge("SOL-1", "answers", "OBS-1"))
    assert _one(seen).score == pytest.approx(weights.ANSWERS_IT / 2)


def test_score_rises_a_little_when_a_further_way_leads_to_the_same_solution() -> None:
    parts = ("OBS-1", "OBS-2", "SOL-1", edge("SOL-1", "answers", "OBS-1"), edge("OBS-2", "leads-to", "OBS-1"))
    found = _one(snapshot(*parts, edge("SOL-1", "answers", "OBS-2")))
    assert found.score == pytest.approx((weights.ANSWERS_IT + weights.FURTHER_WAY * weights.ANSWERS_A_CAUSE) / 2)
    assert found.is_direct


def test_only_the_best_are_suggested_when_there_are_many() -> None:
    seen = snapshot("OBS-1", "SIT-1", *(f"SOL-{number}" for number in range(1, 8)), *(edge(f"SOL-{number}", "answers", "OBS-1") for number in range(1, 8)),
                    edge("SOL-7", "tried-at", "SIT-1"), edge("SOL-1", "tried-at", "SIT-1", result="did-not-work"))  # fmt: skip
    assert [one.code for one in solutions_for(seen, "OBS-1")] == ["SOL-7", "SOL-2", "SOL-3", "SOL-4", "SOL-5"]
    assert [one.code for one in solutions_for(seen, "OBS-1", 2)] == ["SOL-7", "SOL-2"]


@pytest.mark.parametrize(
    ("results", "how"),
    [
        ([], 1 / 2),
        (["worked"], 2 / 3),
        (["did-not-work"], 1 / 3),
        (["stopped"], 1 / 3),
        (["partly"], 1 / 2),
        (["too-early", "too-early"], 1 / 2),
        (["worked", "worked", "partly", "did-not-work", "too-early"], 3.5 / 6),
    ],
)
def test_tries_weigh_as_a_beta_distribution_says_when_judged(results: list[str], how: float) -> None:
    assert fared(tally([edge("SOL-1", "tried-at", "SIT-1", result=result) for result in results])) == pytest.approx(how)


@steady
@given(catalogues())
def test_way_starts_at_the_obstacle_and_ends_at_the_solution_when_suggested(seen: Snapshot) -> None:
    for obstacle in seen.of_kind("obstacle"):
        for one in solutions_for(seen, obstacle.code, ALL):
            at = obstacle.code
            for step in one.way:
                assert step.edge in seen.edges
                assert step.edge.verb == step.verb
                assert (step.edge.subject, step.edge.object) == ((at, step.code) if step.is_outward else (step.code, at))
                at = step.code
            assert at == one.code
            assert seen.cards[at].kind == "solution"
            assert one.score > 0


@steady
@given(catalogues())
def test_each_solution_is_suggested_once_best_first_when_listed(seen: Snapshot) -> None:
    for obstacle in seen.of_kind("obstacle"):
        found = solutions_for(seen, obstacle.code, ALL)
        assert len({one.code for one in found}) == len(found)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
        assert found[:2] == solutions_for(seen, obstacle.code, 2)


def _with_try(seen: Snapshot, solution: str, result: Result) -> Snapshot:
    return with_edges(seen, (*seen.edges, edge(solution, "tried-at", seen.of_kind("site")[0].code, result=result.value)))


@steady
@given(catalogues(), st.sampled_from(list(Result)))
def test_score_moves_the_right_way_when_a_try_is_added(seen: Snapshot, result: Result) -> None:
    assume(any(one.verb == "answers" for one in seen.edges))
    for obstacle in seen.of_kind("obstacle"):
        before = _scores(seen, obstacle.code)
        for solution, score in before.items():
            after = _scores(_with_try(seen, solution, result), obstacle.code)
            if result == Result.WORKED:
                assert after[solution] > score
            elif result in (Result.DID_NOT_WORK, Result.STOPPED):
                assert after[solution] < score
            elif result == Result.TOO_EARLY:
                assert after[solution] == score
            assert {code: other for code, other in after.items() if code != solution} == {
                code: other for code, other in before.items() if code != solution
            }


@steady
@given(catalogues())
def test_direct_answer_outranks_every_roundabout_one_when_nothing_was_tried(seen: Snapshot) -> None:
    untried = with_edges(seen, (one for one in seen.edges if one.verb != "tried-at"))
    for obstacle in untried.of_kind("obstacle"):
        directness = [one.is_direct for one in solutions_for(untried, obstacle.code, ALL)]
        assert directness == sorted(directness, reverse=True)


@steady
@given(catalogues(), st.randoms(use_true_random=False))
def test_suggestions_are_the_same_when_links_come_in_another_order(seen: Snapshot, chance: object) -> None:
    edges = list(seen.edges)
    chance.shuffle(edges)  # type: ignore[attr-defined]
    for obstacle in seen.of_kind("obstacle"):
        assert solutions_for(seen, obstacle.code, ALL) == solutions_for(with_edges(seen, edges), obstacle.code, ALL)


def test_every_verb_has_a_cost_and_words_when_a_link_can_say_it() -> None:
    verbs = {table.verb for table in ALL_LINKS} | {"met-at"}
    assert set(weights.COST) == verbs
    assert set(VERB) == {(verb, outward) for verb in verbs for outward in (True, False)}
    assert all(cost > 0 for cost in weights.COST.values())


def test_nearer_ways_weigh_more_when_weights_are_set() -> None:
    worths = [
        weights.ANSWERS_IT, weights.ANSWERS_A_CAUSE, weights.ANSWERS_A_CONSEQUENCE, weights.ANSWERS_A_COUSIN, weights.UPHOLDS_WHAT_IT_UNDERMINES,
    ]  # fmt: skip
    assert worths == sorted(set(worths), reverse=True)
    # Three further ways of the best roundabout kind do not add up to a direct answer.
    assert weights.ANSWERS_A_CAUSE * (1 + 3 * weights.FURTHER_WAY) < weights.ANSWERS_IT


def _roundabout() -> Snapshot:
    return snapshot(
        "OBS-1", card("OBS-2", title="Clay", translations={"fr": {"title": "Argile"}}), card("SOL-1", title="Raised beds"), "PRI-1", "SIT-1",
        edge("OBS-1", "undermines", "PRI-1"), edge("OBS-2", "undermines", "PRI-1"), edge("SOL-1", "answers", "OBS-2", reason="Nobody has to dig."),
        edge("SOL-1", "tried-at", "SIT-1", result="partly"),
    )  # fmt: skip


def test_way_is_told_as_one_sentence_when_shown() -> None:
    seen = _roundabout()
    assert as_sentence(seen, _one(seen)) == (
        "This obstacle undermines “Title of PRI-1”, which is undermined by “Clay”, which is answered by “Raised beds”."
    )
    assert "“Argile”" in as_sentence(seen, _one(seen), "fr")


def test_reason_is_the_one_of_the_last_link_when_told() -> None:
    assert reason_of(_one(_roundabout())) == "Nobody has to dig."


def test_suggestions_keep_their_contract_when_told_as_data() -> None:
    seen = _roundabout()
    assert as_data(seen, "OBS-1", solutions_for(seen, "OBS-1")) == {
        "obstacle": "OBS-1",
        "suggestions": [
            {
                "code": "SOL-1",
                "title": "Raised beds",
                "score": 0.175,
                "tries": {"worked": 0, "partly": 1, "did-not-work": 0, "stopped": 0, "too-early": 0},
                "because": [
                    {"code": "PRI-1", "title": "Title of PRI-1", "link": "undermines"},
                    {"code": "OBS-2", "title": "Clay", "link": "undermines"},
                    {"code": "SOL-1", "title": "Raised beds", "link": "answers"},
                ],
                "reason": "Nobody has to dig.",
            }
        ],
    }
