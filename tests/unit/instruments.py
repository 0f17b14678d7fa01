"""Instruments, marks and profiles made by hand, for tests that need no content: and strategies that draw what people say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from ticc.assessment.engine import Mark
from ticc.assessment.instrument import STEPS, Instrument, InstrumentText, Section, Statement, StatementText, Undertaking
from ticc.assessment.models import Said
from ticc.assessment.profile import Profile, SectionProfile

# Three principles with two, three and one statement.
KEYS = {"PRI-1": ("A-1", "A-2"), "PRI-2": ("B-1", "B-2", "B-3"), "PRI-3": ("C-1",)}
ALL_KEYS = tuple(key for keys in KEYS.values() for key in keys)
SETTINGS: list[dict[str, Any]] = [
    {"key": "planning", "axis": "stage", "label": {"en": "Before the first seed", "fr": "Avant la première graine"}},
    {"key": "growing", "axis": "stage", "label": {"en": "Something grows", "fr": "Quelque chose pousse"}},
    {"key": "school", "axis": "place", "label": {"en": "A school", "fr": "Une école"}},
    {"key": "town", "axis": "place", "label": {"en": "A town hall"}},
]
EVERYWHERE = [one["key"] for one in SETTINGS]


def statement(key: str, *obstacles: str, **parts: Any) -> Statement:
    """A statement that points to these obstacles; every other part can be changed."""
    said: dict[str, Any] = {
        "key": key,
        "text": f"Statement {key}",
        "why": f"Why {key}",
        "steps": [f"{key} at step {number}" for number in range(STEPS)],
        "you_would_see": [f"First sign of {key}", f"Second sign of {key}"],
        "applies_to": EVERYWHERE,
        "obstacles": list(obstacles) or ["OBS-1"],
        "principles": ["PRI-1"],
    }
    return Statement.model_validate(said | parts)


def undertaking(key: str, *obstacles: str) -> Undertaking:
    """Something that people are about to do, and the obstacles that others met with it."""
    return Undertaking.model_validate({"key": key, "label": {"en": key.capitalize()}, "obstacles": list(obstacles)})


def instrument(sections: Mapping[str, Iterable[str | Statement]] = KEYS, **parts: Any) -> Instrument:
    """An instrument whose sections hold these statements (or statements with these keys, of which nothing else matters)."""
    made = [
        Section(principle=code, title=f"Title of {code}", statements=[statement(one) if isinstance(one, str) else one for one in held])
        for code, held in sections.items()
    ]
    said = {"key": "plot", "version": 1, "title": "Ready for a garden?", "summary": "A few questions.", "settings": SETTINGS, "sections": made}
    return Instrument.model_validate(said | parts)


def in_french(original: Instrument, **parts: Any) -> InstrumentText:
    """A translation of an instrument in which every text says that it is one."""
    said: dict[str, Any] = {
        "title": "Prêts pour un jardin ?",
        "summary": "Quelques questions.",
        "sections": {section.principle: f"Titre de {section.principle}" for section in original.sections},
        "statements": {
            one.key: StatementText(
                text=f"Affirmation {one.key}",
                why=f"Pourquoi {one.key}",
                steps=[f"{one.key} au degré {number}" for number in range(STEPS)],
                you_would_see=[f"Signe de {one.key}"] * len(one.you_would_see),
                wording={key: f"Affirmation {one.key}, {key}" for key in one.wording},
            )
            for one in original.statements
        },
    }
    return InstrumentText.model_validate(said | parts)


def at(key: str, step: float, *signs: int, has_proof: bool = False) -> Mark:
    """A mark that says a step."""
    return Mark(key, Said.STEP.value, step, frozenset(signs), has_proof)


def unknown(key: str, *signs: int, has_proof: bool = False) -> Mark:
    """A mark that says: do not know."""
    return Mark(key, Said.DO_NOT_KNOW.value, None, frozenset(signs), has_proof)


def beside(key: str, *signs: int, has_proof: bool = False) -> Mark:
    """A mark that says: does not apply."""
    return Mark(key, Said.DOES_NOT_APPLY.value, None, frozenset(signs), has_proof)


def by_key(*marks: Mark) -> dict[str, Mark]:
    """Marks by their statement; of two on one statement the later counts."""
    return {mark.statement: mark for mark in marks}


def profile(levels: Mapping[str, float | None]) -> Profile:
    """A profile with these levels by principle, each from one statement."""
    return Profile(tuple(SectionProfile(code, () if level is None else (level,), 1, 0, 0, 0) for code, level in levels.items()))


steps = st.integers(0, STEPS - 1)


def marks_of(key: str) -> st.SearchStrategy[Mark]:
    """Whatever may be said of a statement."""
    evidence: dict[str, Any] = {"signs": st.frozensets(st.integers(0, 1)), "has_proof": st.booleans()}
    scored = st.builds(Mark, st.just(key), st.just(Said.STEP.value), steps, **evidence)
    unscored = st.sampled_from([Said.DO_NOT_KNOW.value, Said.DOES_NOT_APPLY.value])
    return st.one_of(scored, scored, st.builds(Mark, st.just(key), unscored, st.none(), **evidence))


def mark_sets(keys: Sequence[str] = ALL_KEYS) -> st.SearchStrategy[dict[str, Mark]]:
    """What somebody says of some of these statements."""
    return st.fixed_dictionaries({}, optional={key: marks_of(key) for key in keys})


def profiles(principles: Sequence[str] = tuple(KEYS)) -> st.SearchStrategy[Profile]:
    """Profiles whose sections stand anywhere, or nowhere, or are not asked about; thirds of a step as means of three have them."""
    level = st.one_of(st.none(), st.integers(0, 15).map(lambda thirds: thirds / 3))
    return st.fixed_dictionaries({}, optional=dict.fromkeys(principles, level)).map(profile)
