"""A handful of entries for the tests of search."""

from __future__ import annotations

from collections.abc import Callable

from ticc.search.engine import Document, SearchEngine

# Opens the test's index as one more process would.
OpenEngine = Callable[..., SearchEngine]
PUBLIC, PROGRAMME, KENT, MEDWAY = "public", "programme", "PAR-kent", "PAR-medway"


def document(
    code: str = "OBS-001",
    title: str = "",
    summary: str = "",
    body: str = "",
    *,
    kind: str = "obstacle",
    audience: str = PUBLIC,
    language: str = "en",
    evidence: str = "",
    **translations: dict[str, str],
) -> Document:
    """A document with its texts in one language, and in others where they are given as `fr={...}`."""
    return Document(code, kind, audience, {language: {"title": title, "summary": summary, "body": body}, **translations}, evidence)


CATALOGUE = (
    document(
        "OBS-012",
        "The contract has a ceiling, so a team must refuse people",
        "The payer fixes how much care a provider may give in a year.",
        "Nurses count hours in autumn. New clients wait until January.",
        evidence="A Dutch newspaper writes that the ceiling was reached in October.",
        fr={"title": "Le plafond du contrat oblige l’équipe à refuser", "summary": "", "body": "Les infirmières attendent l'année suivante."},
    ),
    document(
        "OBS-043",
        "Every visit is typed twice, into systems that do not talk to each other",
        "The nurse writes the same facts in her own record and again in the system of the council.",
        "Records are finished in the evening.",
        nl={"title": "Elk bezoek wordt dubbel ingevoerd", "summary": "", "body": "Verpleegkundigen registreren 's avonds."},
    ),
    document("OBS-100", "Managers keep deciding for the team", "Bureaucracy grows again.", "Trust is missing. The council's nurses wait."),
    document("SOL-007", "Give each team a budget of its own", "The team decides on training.", "Trust grows.", kind="solution"),
    document("SIT-kent", "Kent", "Teams of nurses in Edenbridge and Ashford.", "", kind="site"),
)
