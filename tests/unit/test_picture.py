"""The drawing of a neighbourhood: nothing overlaps, every line meets its boxes, what is left out is counted."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import card, edge, snapshot, steady
from ticc.catalogue.snapshot import Snapshot
from ticc.graph.picture import BOX_WIDTH, DRAWN, LETTERS_A_LINE, MOST_LINES, MOST_NODES, WIDTH, Box, neighbourhood


@st.composite
def _around_an_obstacle(draw: st.DrawFn) -> Snapshot:
    """An obstacle with any number of neighbours, whose titles say anything."""
    titles = st.text(max_size=200) | st.sampled_from(["Short", "Donaudampfschifffahrtsgesellschaft" * 3, "word " * 50])
    parts: list[object] = [card("OBS-0", title=draw(titles))]
    for number, verb in enumerate(
        draw(st.lists(st.sampled_from(["answers", "leads-to", "led-to", "undermines", "warns-of", "reports"]), max_size=25)), 1
    ):
        prefix = {"answers": "SOL", "undermines": "PRI", "warns-of": "STEP", "reports": "SRC"}.get(verb, "OBS")
        code = f"{prefix}-{number}"
        parts.append(card(code, title=draw(titles)))
        if verb in ("leads-to", "undermines"):
            parts.append(edge("OBS-0", verb, code))
        else:
            parts.append(edge(code, "leads-to" if verb == "led-to" else verb, "OBS-0"))
    return snapshot(*parts)  # type: ignore[arg-type]


def _overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + BOX_WIDTH and other.x < one.x + BOX_WIDTH
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@steady
@given(_around_an_obstacle())
def test_boxes_never_overlap_and_stay_inside_when_drawn(seen: Snapshot) -> None:
    picture = neighbourhood(seen, "OBS-0", "en")
    if picture is None:
        assert not any(one.verb in DRAWN for one in seen.edges)
        return
    assert not any(_overlap(one, other) for one, other in combinations(picture.boxes, 2))
    for box in picture.boxes:
        assert 0 <= box.x <= WIDTH - BOX_WIDTH
        assert box.y >= 0 and box.y + box.height <= picture.height
        assert 1 <= len(box.lines) <= MOST_LINES
        assert all(len(line) <= LETTERS_A_LINE for line in box.lines)
        assert any(line.strip() for line in box.lines)


@steady
@given(_around_an_obstacle())
def test_every_line_joins_the_centre_with_its_box_when_drawn(seen: Snapshot) -> None:
    picture = neighbourhood(seen, "OBS-0", "en")
    if picture is None:
        return
    centre, *others = picture.boxes
    assert centre.is_centre and centre.card.code == "OBS-0"
    assert not any(box.is_centre for box in others)
    assert len(others) == len(picture.lines)
    for box, line in zip(others, picture.lines, strict=True):
        assert line.sentence.card is box.card
        left, right = (centre, box) if line.sentence.is_outward else (box, centre)
        assert (line.x1, line.y1, line.x2, line.y2) == (left.x + BOX_WIDTH, left.middle, right.x, right.middle)
        # The verb stands in the gap between two columns, over no box.
        assert all(not box.x < line.label_x < box.x + BOX_WIDTH for box in picture.boxes)


@steady
@given(_around_an_obstacle())
def test_links_that_do_not_fit_are_counted_when_there_are_many(seen: Snapshot) -> None:
    picture = neighbourhood(seen, "OBS-0", "en")
    linked = [one for one in seen.edges if one.verb in DRAWN]
    if picture is None:
        return
    assert picture.left_out == len(linked) - len(picture.lines)
    for outward in (True, False):
        there = sum(1 for one in linked if (one.subject == "OBS-0") is outward)
        assert sum(1 for line in picture.lines if line.sentence.is_outward is outward) == min(there, MOST_NODES // 2)


@steady
@given(_around_an_obstacle())
def test_drawing_is_the_same_when_links_come_in_another_order(seen: Snapshot) -> None:
    backwards = snapshot(*seen.cards.values(), *reversed(seen.edges))
    assert neighbourhood(seen, "OBS-0", "en") == neighbourhood(backwards, "OBS-0", "en")


def test_there_is_no_drawing_when_an_entry_has_no_neighbours() -> None:
    seen = snapshot("OBS-0", "SRC-1", edge("SRC-1", "reports", "OBS-0"))
    assert neighbourhood(seen, "OBS-0", "en") is None


def test_rare_links_are_not_pushed_out_when_one_kind_has_many() -> None:
    solutions = [f"SOL-{number}" for number in range(1, 10)]
    seen = snapshot("OBS-0", "STEP-1", *solutions, *(edge(code, "answers", "OBS-0") for code in solutions), edge("STEP-1", "warns-of", "OBS-0"))
    picture = neighbourhood(seen, "OBS-0", "en")
    assert picture is not None
    assert [line.sentence.card.code for line in picture.lines] == [*solutions[:5], "STEP-1"]
    assert picture.left_out == 4


def test_titles_are_in_the_readers_language_when_translated() -> None:
    seen = snapshot("OBS-0", card("SOL-1", translations={"fr": {"title": "Des bacs"}}), edge("SOL-1", "answers", "OBS-0"))
    picture = neighbourhood(seen, "OBS-0", "fr")
    assert picture is not None
    assert [box.lines for box in picture.boxes] == [("Title of OBS-0",), ("Des bacs",)]


def test_title_ends_in_an_ellipsis_when_it_is_too_long_for_a_box() -> None:
    seen = snapshot(card("OBS-0", title="word " * 60), "SOL-1", edge("SOL-1", "answers", "OBS-0"))
    picture = neighbourhood(seen, "OBS-0", "en")
    assert picture is not None
    assert len(picture.boxes[0].lines) == MOST_LINES
    assert picture.boxes[0].lines[-1].endswith("…")
