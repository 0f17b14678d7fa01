"""The health of the register: what an adviser or administrator should look at, each check graded, with the entries behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ticc.advice.pairs import nearest_pairs
from ticc.catalogue.commonness import answer_state
from ticc.catalogue.links import HAND_MADE
from ticc.catalogue.snapshot import Snapshot

EVIDENCED = ("obstacle", "solution", "principle")
TRANSLATED = ("obstacle", "solution", "principle", "step", "site", "partner", "indicator")
FEWEST_OF_A_THEME = 8
ALMOST_THE_SAME = 0.5
PAIRS = 100


class Grade(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Check:
    """One check: what it looked for, how many entries it found, and which."""

    name: str
    grade: Grade
    entries: tuple[str, ...]
    # Told also when nothing was found: the figure itself is the answer.
    count: int = 0

    def as_data(self) -> dict[str, Any]:
        """The check as `ticc doctor --json` prints it."""
        return {"name": self.name, "grade": self.grade.value, "count": self.count, "entries": list(self.entries)}


def examine(snapshot: Snapshot, texts: Mapping[str, str], languages: Iterable[str]) -> list[Check]:
    """Examine what a viewer may see. `texts` holds the words of each obstacle, for the nearest pairs."""
    return [
        *_evidence(snapshot),
        *_links(snapshot),
        *_answers(snapshot),
        *(check for language in languages if language != "en" for check in _translations(snapshot, language)),
        _pairs(texts),
        *_counts(snapshot),
    ]


def _found(name: str, entries: Iterable[str], otherwise: Grade) -> Check:
    """A check that is only information when nothing was found."""
    listed = tuple(sorted(entries))
    return Check(name, otherwise if listed else Grade.INFO, listed, len(listed))


def _evidence(snapshot: Snapshot) -> Iterable[Check]:
    cards = [card for kind in EVIDENCED for card in snapshot.of_kind(kind)]
    yield _found("entries without a source", [card.code for card in cards if not snapshot.edges_to(card.code, "reports")], Grade.WARNING)
    linked = {edge.subject for edge in snapshot.edges} | {edge.object for edge in snapshot.edges} | {edge.evidence for edge in snapshot.edges}
    orphans = [card.code for card in snapshot.cards.values() if card.code not in linked]
    yield _found("orphans: linked with nothing", orphans, Grade.WARNING)


def _links(snapshot: Snapshot) -> Iterable[Check]:
    hand_made = {table.verb for table in HAND_MADE}
    edges = [edge for edge in snapshot.edges if edge.verb in hand_made]
    yield _found("links without a reason", [f"{edge.subject} {edge.verb} {edge.object}" for edge in edges if not edge.reason], Grade.ERROR)
    said = Counter(edge.reason for edge in edges if edge.reason)
    yield _found("reasons used more than once", [reason for reason, times in said.items() if times > 1], Grade.WARNING)
    own = [f"{edge.subject} {edge.verb} {edge.object}" for edge in edges if not edge.evidence]
    yield Check("links that are this catalogue's own reading", Grade.INFO, (), len(own))
    verbs = Counter(edge.verb for edge in snapshot.edges)
    yield Check("links", Grade.INFO, tuple(f"{verb}: {count}" for verb, count in sorted(verbs.items())), len(snapshot.edges))


def _answers(snapshot: Snapshot) -> Iterable[Check]:
    states: dict[str, list[str]] = {}
    for card in snapshot.of_kind("obstacle"):
        states.setdefault(answer_state(snapshot, card.code), []).append(card.code)
    yield _found("obstacles that no solution answers", states.get("no-solution", []), Grade.WARNING)
    tried = [card.code for card in snapshot.of_kind("solution") if snapshot.edges_from(card.code, "tried-at")]
    yield Check("solutions with a try whose result is known", Grade.INFO, (), len(tried))


def _translations(snapshot: Snapshot, language: str) -> Iterable[Check]:
    cards = [card for kind in TRANSLATED for card in snapshot.of_kind(kind)]
    missing = [card.code for card in cards if not {"title", "summary"} <= card.translations.get(language, {}).keys()]
    unchecked = [card.code for card in cards if language in card.translations and not card.translations[language].get("checked")]
    yield _found(f"title or summary not translated: {language}", missing, Grade.WARNING)
    yield Check(f"translations that no person has checked: {language}", Grade.INFO, (), len(unchecked))


def _pairs(texts: Mapping[str, str]) -> Check:
    pairs = nearest_pairs(texts, PAIRS)
    grade = Grade.WARNING if any(pair.likeness >= ALMOST_THE_SAME for pair in pairs) else Grade.INFO
    return Check("nearest pairs of obstacles by their words", grade, tuple(f"{pair.one} {pair.other} {pair.likeness}" for pair in pairs), len(pairs))


def _counts(snapshot: Snapshot) -> Iterable[Check]:
    kinds = Counter(card.kind for card in snapshot.cards.values())
    yield Check("entries by kind", Grade.INFO, tuple(f"{kind}: {count}" for kind, count in sorted(kinds.items())), len(snapshot.cards))
    obstacles = snapshot.of_kind("obstacle")
    for facet in ("theme", "level", "provenance"):
        counted = Counter(card.facets[facet] for card in obstacles)
        yield Check(f"obstacles by {facet}", Grade.INFO, tuple(f"{value}: {count}" for value, count in sorted(counted.items())), len(obstacles))
        if facet == "theme":
            thin = [f"{theme}: {count}" for theme, count in counted.items() if count < FEWEST_OF_A_THEME]
            yield _found(f"themes with fewer than {FEWEST_OF_A_THEME} obstacles", thin, Grade.WARNING)
