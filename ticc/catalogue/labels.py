"""How pages say the fixed words of the field, and each link as part of a sentence."""

from typing import Any

from flask_babel import lazy_gettext as _

from ticc.catalogue.words import Certainty, Effect, Effort, LeadTime, Provenance, Result, Role, Visibility

PROVENANCE: dict[str, Any] = {
    Provenance.REPORTED: _("reported"),
    Provenance.ANALOGOUS: _("by analogy"),
    Provenance.INFERRED: _("inferred"),
    Provenance.LOGGED: _("logged by a partner"),
}
PROVENANCE_EXPLAINED: dict[str, Any] = {
    Provenance.REPORTED: _("At least one source on this practice, or on self-managing teams, says it."),
    Provenance.ANALOGOUS: _("A source says it of a neighbouring case, not of this practice itself."),
    Provenance.INFERRED: _("This catalogue draws it from what is reported; nobody has reported it as seen."),
    Provenance.LOGGED: _("A partner contributed it through this application."),
}
RESULT: dict[str, Any] = {
    Result.WORKED: _("worked"),
    Result.PARTLY: _("partly"),
    Result.DID_NOT_WORK: _("did not work"),
    Result.STOPPED: _("stopped"),
    Result.TOO_EARLY: _("too early to say"),
}
EFFORT: dict[str, Any] = {Effort.LOW: _("low effort"), Effort.MEDIUM: _("medium effort"), Effort.HIGH: _("high effort")}
LEAD_TIME: dict[str, Any] = {LeadTime.WEEKS: _("weeks"), LeadTime.MONTHS: _("months"), LeadTime.YEARS: _("years")}
EFFECT: dict[str, Any] = {
    Effect.BENEFICIAL: _("beneficial"),
    Effect.LIKELY_BENEFICIAL: _("likely to be beneficial"),
    Effect.MIXED: _("mixed"),
    Effect.NO_EFFECT: _("no effect"),
    Effect.HARMFUL: _("harmful"),
    Effect.UNKNOWN: _("unknown"),
}
CERTAINTY: dict[str, Any] = {
    Certainty.HIGH: _("high certainty"),
    Certainty.MODERATE: _("moderate certainty"),
    Certainty.LOW: _("low certainty"),
    Certainty.VERY_LOW: _("very low certainty"),
}
VISIBILITY: dict[str, Any] = {
    Visibility.PRIVATE: _("only your organisation"),
    Visibility.PROGRAMME: _("everybody who signs in"),
    Visibility.PUBLIC: _("everybody"),
}
ROLE: dict[str, Any] = {
    Role.MEMBER: _("partner member"),
    Role.ADVISER: _("adviser"),
    Role.LEAD: _("project lead"),
    Role.ADMIN: _("administrator"),
}
ANSWERED: dict[str, Any] = {
    "something-worked": _("something worked, at least partly"),
    "tried": _("tried, nothing worked yet"),
    "not-tried": _("a solution nobody tried yet"),
    "no-solution": _("no solution known"),
}
FACET: dict[str, Any] = {
    "kind": _("Kind"),
    "theme": _("Theme"),
    "level": _("Who would have to change something"),
    "country": _("Country"),
    "site": _("Site"),
    "principle": _("Principle"),
    "provenance": _("How we know"),
    "answered": _("Answered"),
    "who_acts": _("Who must act"),
    "effort": _("Effort"),
    "lead_time": _("Time to first effect"),
    "effect": _("Effect"),
    "certainty": _("Certainty"),
    "role": _("Role"),
    "type_of_text": _("Kind of text"),
    "language": _("Language"),
    "state": _("State"),
    "severity": _("Severity"),
}
# (verb, points away from the entry whose page it is) → the words between the two.
VERB: dict[tuple[str, bool], Any] = {
    ("undermines", True): _("undermines"),
    ("undermines", False): _("is undermined by"),
    ("leads-to", True): _("leads to"),
    ("leads-to", False): _("is brought on by"),
    ("answers", True): _("answers"),
    ("answers", False): _("is answered by"),
    ("upholds", True): _("upholds"),
    ("upholds", False): _("is upheld by"),
    ("needs", True): _("needs"),
    ("needs", False): _("is needed by"),
    ("warns-of", True): _("warns of"),
    ("warns-of", False): _("is warned of in"),
    ("uses", True): _("uses"),
    ("uses", False): _("is used in"),
    ("works-at", True): _("works at"),
    ("works-at", False): _("is where this partner works:"),
    ("sighting-of", True): _("is a sighting of"),
    ("sighting-of", False): _("was met in"),
    ("met-at", True): _("was met at"),
    ("met-at", False): _("met"),
    ("reports", True): _("reports"),
    ("reports", False): _("is reported by"),
    ("tried-at", True): _("was tried at"),
    ("tried-at", False): _("tried"),
    ("gives-value-of", True): _("gives a value of"),
    ("gives-value-of", False): _("has a value from"),
}

OF_FACET: dict[str, dict[str, Any]] = {
    "provenance": PROVENANCE,
    "effort": EFFORT,
    "lead_time": LEAD_TIME,
    "effect": EFFECT,
    "certainty": CERTAINTY,
    "answered": ANSWERED,
}
VOCABULARY_OF_FACET = {
    "theme": "themes",
    "level": "levels",
    "country": "countries",
    "who_acts": "actors",
    "type_of_text": "source-kinds",
}
# The fields in which a search can find its words.
FIELD: dict[str, Any] = {
    "code": _("code"),
    "title": _("title"),
    "summary": _("summary"),
    "body": _("text"),
    "evidence": _("what sources say"),
}
# What happened to a row, as the history tells it.
ACTION: dict[str, Any] = {"created": _("added"), "changed": _("changed"), "removed": _("removed")}
# Which way an outcome is better.
DIRECTION: dict[str, Any] = {
    "higher-is-better": _("more is better"),
    "lower-is-better": _("less is better"),
    "neither": _("neither more nor less is better in itself"),
}
