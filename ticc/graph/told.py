"""A suggestion told in words and as data."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from ticc.catalogue.labels import VERB
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.words import Result
from ticc.graph.suggest import Suggestion


def as_sentence(snapshot: Snapshot, suggestion: Suggestion, language: str = "en") -> str:
    """The way to a solution as one sentence, with the reason on its last link."""
    pieces = [f"{VERB[step.verb, step.is_outward]} “{snapshot.cards[step.code].title_in(language)}”" for step in suggestion.way]
    return str(_("This obstacle %(way)s.", way=_(", which ").join(pieces)))


def reason_of(suggestion: Suggestion) -> str:
    """Why the last link of the way holds."""
    return suggestion.way[-1].edge.reason


def as_data(snapshot: Snapshot, obstacle: str, suggestions: list[Suggestion]) -> dict[str, Any]:
    """Suggestions as one JSON document (see the contract of `ticc suggest --json`)."""
    return {
        "obstacle": obstacle,
        "suggestions": [
            {
                "code": one.code,
                "title": snapshot.cards[one.code].title,
                "score": one.score,
                "tries": {result.value: one.tries.counts.get(result, 0) for result in Result},
                "because": [{"code": step.code, "title": snapshot.cards[step.code].title, "link": step.verb} for step in one.way],
                "reason": reason_of(one),
            }
            for one in suggestions
        ],
    }
