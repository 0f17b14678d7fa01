"""How people write states, severities, languages and audiences of barriers in a table, in three languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ticc.barriers.models import Severity, State
from ticc.catalogue.words import Visibility
from ticc.imports.columns import folded


def _said(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {folded(one): str(value) for value, said in words.items() for one in (value, *said)}


STATES = _said(
    {
        State.DRAFT: ("brouillon", "concept", "ontwerp"),
        State.OPEN: ("new", "ouvert", "ouverte", "nouveau", "nouvelle", "nieuw"),
        State.BEING_WORKED_ON: (
            *("in progress", "ongoing", "worked on", "doing"),
            *("en cours", "en cours de traitement", "on y travaille"),
            *("bezig", "in behandeling", "wordt aan gewerkt", "lopend", "er wordt aan gewerkt"),
        ),
        State.OVERCOME: (
            *("solved", "resolved", "done", "closed"),
            *("surmonté", "surmontée", "résolu", "résolue", "levé", "levée", "clos"),
            *("overwonnen", "opgelost", "klaar", "gesloten"),
        ),
        State.WORKED_AROUND: (*("workaround", "work-around"), *("contourné", "contournée"), *("omzeild", "omweg gevonden")),
        State.ACCEPTED: (
            *("could not be moved", "accepted: could not be moved"),
            *("accepté", "acceptée", "accepté : on n’a rien pu y faire"),
            *("aanvaard", "geaccepteerd", "aanvaard: er was niets aan te doen"),
        ),
        State.WITHDRAWN: (*("cancelled", "dropped"), *("retiré", "retirée", "annulé"), *("ingetrokken", "geannuleerd")),
    }
)
SEVERITIES = _said(
    {
        Severity.ANNOYING: (
            "it annoys",
            "annoys",
            "low",
            "minor",
            "gêne",
            "ça gêne",
            "gênant",
            "agaçant",
            "faible",
            "hinderlijk",
            "hindert",
            "vervelend",
            "laag",
        ),
        Severity.SLOWS: ("it slows", "slows us", "medium", "moderate", "ralentit", "ça ralentit", "moyen", "moyenne", "vertraagt", "gemiddeld"),
        Severity.BLOCKS_PART: (
            *("it blocks a part", "blocks a part", "high", "major"),
            *("bloque une partie", "ça bloque une partie", "bloque en partie", "élevé", "élevée", "grave"),
            *("blokkeert een deel", "hoog", "ernstig"),
        ),
        Severity.STOPS: (
            *("it stops us", "stops us", "blocks", "critical", "very high"),
            *("arrête", "nous arrête", "ça nous arrête", "bloquant", "critique", "très élevé"),
            *("stopt ons", "houdt ons tegen", "blokkeert", "kritiek", "zeer hoog"),
        ),
    }
)
# What everybody may see is the business of an adviser, not of a file.
AUDIENCES = _said(
    {
        Visibility.PRIVATE: ("privé", "privée", "only us", "only your organisation", "nous seuls", "alleen wij"),
        Visibility.PROGRAMME: ("program", "programma", "members", "membres", "leden", "shared", "partagé", "partagée", "gedeeld"),
    }
)
LANGUAGES_SAID = _said(
    {
        "en": ("English", "anglais", "Engels"),
        "fr": ("French", "français", "Frans"),
        "nl": ("Dutch", "néerlandais", "Nederlands", "Flemish", "flamand", "Vlaams"),
    }
)
