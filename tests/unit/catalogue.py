"""Catalogues made by hand, for tests that need no database: cards, edges, and strategies that draw whole snapshots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ticc.catalogue.snapshot import Card, Edge, Snapshot
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.vocabulary import Vocabularies
from ticc.catalogue.words import Provenance, Result, Role

# The same examples in every run, and none is timed: a property either holds or not.
steady = settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

KIND = {
    "OBS": "obstacle", "SOL": "solution", "PRI": "principle", "STEP": "step",
    "SIT": "site", "PAR": "partner", "SRC": "source", "IND": "indicator", "BAR": "barrier",
}  # fmt: skip
FACETS: dict[str, dict[str, Any]] = {
    "obstacle": {"theme": "soil", "level": "school", "provenance": "reported"},
    "solution": {"theme": "soil", "provenance": "reported", "who_acts": ("pupils",), "effort": "low"},
    "principle": {"provenance": "reported", "position": 1, "short": "Seen to the end"},
    "site": {"country": "norway", "role": "daughter-garden"},
    "partner": {"country": "norway", "role": "grows"},
    "source": {"type_of_text": "diary", "language": "en", "year": 2020},
    "indicator": {"unit": "plants", "direction": "higher-is-better"},
    "barrier": {"site_code": None, "state": "open"},
}
FACTS: dict[str, dict[str, Any]] = {
    "sighting-of": {"is_confirmed": True},
    "reports": {"site_code": None, "is_analogous": False},
    "tried-at": {"result": "worked", "obstacle_code": None, "barrier_code": None},
    "gives-value-of": {"site_code": None},
}
THEMES, LEVELS, COUNTRIES = ("neighbours", "soil", "timetable"), ("class", "school"), ("norway", "portugal")
ROSE, HILL = "PAR-rose", "PAR-hill"
MEMBER_OF_ROSE = Viewer(1, "Rose", frozenset({Role.MEMBER.value}), frozenset({ROSE}))
MEMBER_OF_HILL = Viewer(2, "Hill", frozenset({Role.MEMBER.value}), frozenset({HILL}))
ADVISER = Viewer(3, "Adviser", frozenset({Role.ADVISER.value}))
LEAD = Viewer(4, "Lead", frozenset({Role.LEAD.value}))
ADMIN = Viewer(5, "Admin", frozenset({Role.ADMIN.value}))


def card(
    code: str,
    *,
    title: str = "",
    summary: str = "",
    audience: str = "public",
    is_retired: bool = False,
    translations: dict[str, dict[str, Any]] | None = None,
    **facets: Any,
) -> Card:
    """A card; its code tells its kind, which brings facets that can be changed one by one."""
    kind = KIND[code.split("-")[0]]
    return Card(code, kind, title or f"Title of {code}", summary, audience, translations or {}, {**FACETS.get(kind, {}), **facets}, is_retired)


def edge(subject: str, verb: str, target: str, *, reason: str = "", evidence: str | None = None, **facts: Any) -> Edge:
    """An edge; its verb brings facts that can be changed one by one."""
    return Edge(subject, verb, target, reason or f"{subject} {verb} {target}, for a reason", evidence, {**FACTS.get(verb, {}), **facts})


def snapshot(*parts: Card | Edge | str) -> Snapshot:
    """A snapshot of cards (or codes of cards of which nothing else matters) and edges."""
    cards = [card(part) if isinstance(part, str) else part for part in parts if not isinstance(part, Edge)]
    return Snapshot(1, {one.code: one for one in cards}, tuple(part for part in parts if isinstance(part, Edge)))


def with_edges(seen: Snapshot, edges: Iterable[Edge]) -> Snapshot:
    """The same cards with other edges."""
    return Snapshot(seen.revision, seen.cards, tuple(edges))


def vocabularies() -> Vocabularies:
    """The words that the cards of this file use."""
    made = Vocabularies()
    for name, keys in (("themes", THEMES), ("levels", LEVELS), ("countries", COUNTRIES)):
        made.add(name, [{"key": key, "label": {"en": key.capitalize()}} for key in keys])
    return made


# subject prefix, verb, object prefix: every sentence that links entries of the catalogue itself.
SENTENCES = (
    ("OBS", "undermines", "PRI"), ("OBS", "leads-to", "OBS"), ("SOL", "answers", "OBS"), ("SOL", "upholds", "PRI"),
    ("SOL", "needs", "SOL"), ("PAR", "works-at", "SIT"),
)  # fmt: skip
REPEATABLE = (("SRC", "reports", "OBS"), ("SRC", "reports", "SOL"), ("SRC", "reports", "PRI"), ("SOL", "tried-at", "SIT"))


@st.composite
def _cards(draw: st.DrawFn, mark: str = "", audience: str = "public") -> list[Card]:
    found = []
    for prefix, fewest, most in (("OBS", 1, 4), ("SOL", 0, 4), ("PRI", 0, 2), ("SIT", 1, 3), ("SRC", 0, 2), ("PAR", 0, 1)):
        for number in range(draw(st.integers(0 if mark else fewest, most))):
            code = f"{prefix}-{mark}{number + 1}"
            facets: dict[str, Any] = {}
            if prefix in ("OBS", "SOL"):
                facets["theme"] = draw(st.sampled_from(THEMES))
            if prefix == "OBS":
                facets |= {"level": draw(st.sampled_from(LEVELS)), "provenance": draw(st.sampled_from([one.value for one in Provenance]))}
            if prefix in ("SIT", "PAR"):
                facets["country"] = draw(st.sampled_from(COUNTRIES))
            found.append(card(code, audience=audience, **facets))
    return found


def _triples(codes: list[str], sentences: tuple[tuple[str, str, str], ...]) -> list[tuple[str, str, str]]:
    by_prefix = {prefix: [code for code in codes if code.startswith(prefix + "-")] for prefix in KIND}
    return [(one, verb, other) for start, verb, end in sentences for one in by_prefix[start] for other in by_prefix[end] if one != other]


@st.composite
def _edges(draw: st.DrawFn, codes: list[str], among: set[str] | None = None) -> list[Edge]:
    """Edges between these codes; with `among`, only those that touch one of them."""

    def chosen(sentences: tuple[tuple[str, str, str], ...], most: int, unique: bool) -> list[tuple[str, str, str]]:
        open_to = [one for one in _triples(codes, sentences) if among is None or among & {one[0], one[2]}]
        return draw(st.lists(st.sampled_from(open_to), max_size=most, unique=unique)) if open_to else []

    found = [edge(*triple) for triple in chosen(SENTENCES, 12, True)]
    sites = st.sampled_from([None, *(code for code in codes if code.startswith("SIT-"))])
    obstacles = st.sampled_from([None, *(code for code in codes if code.startswith("OBS-"))])
    for triple in chosen(REPEATABLE, 8, False):
        if triple[1] == "reports":
            found.append(edge(*triple, site_code=draw(sites), is_analogous=draw(st.booleans())))
        else:
            found.append(edge(*triple, result=draw(st.sampled_from([one.value for one in Result])), obstacle_code=draw(obstacles)))
    return found


@st.composite
def catalogues(draw: st.DrawFn) -> Snapshot:
    """A public catalogue of a few entries, linked anyhow."""
    cards = draw(_cards())
    return snapshot(*cards, *draw(_edges([one.code for one in cards])))


@dataclass(frozen=True)
class Secret:
    """A public catalogue, and the same with what one partner keeps to itself mixed in."""

    without: Snapshot
    whole: Snapshot
    private_codes: frozenset[str]


@st.composite
def catalogues_with_secrets(draw: st.DrawFn) -> Secret:
    """A public catalogue into which the Rose school has put entries and links that are its own."""
    public = draw(catalogues())
    hidden = draw(_cards(mark="9", audience=ROSE))
    sites, obstacles = [card.code for card in public.of_kind("site")], [card.code for card in public.of_kind("obstacle")]
    barriers = [card(f"BAR-{number}", audience=ROSE, site_code=draw(st.sampled_from(sites))) for number in range(1, draw(st.integers(1, 3)) + 1)]
    private = {one.code for one in (*hidden, *barriers)}
    links = draw(_edges([*public.cards, *(one.code for one in hidden)], private))
    links += [
        edge(one.code, "sighting-of", draw(st.sampled_from(obstacles)), evidence=one.code, is_confirmed=draw(st.booleans())) for one in barriers
    ]
    for solution in public.of_kind("solution")[:2]:
        # A try that two public entries share, and only its barrier is private.
        links.append(edge(solution.code, "tried-at", sites[0], barrier_code=barriers[0].code, obstacle_code=obstacles[0]))
    mixed = list(public.edges)
    for link in links:
        mixed.insert(draw(st.integers(0, len(mixed))), link)
    return Secret(public, snapshot(*public.cards.values(), *hidden, *barriers, *mixed), frozenset(private))
