"""The fixed words of the field that the program itself must understand; stored by value."""

from enum import StrEnum


class Provenance(StrEnum):
    """How an entry is known; the catalogue never pretends (see `docs/content.md`)."""

    REPORTED = "reported"
    ANALOGOUS = "analogous"
    INFERRED = "inferred"
    LOGGED = "logged"


class Visibility(StrEnum):
    """Who may see: the partner who logged it, every signed-in member, everybody."""

    PRIVATE = "private"
    PROGRAMME = "programme"
    PUBLIC = "public"


class Result(StrEnum):
    """How a try ended, in the order in which a result bar shows it."""

    WORKED = "worked"
    PARTLY = "partly"
    DID_NOT_WORK = "did-not-work"
    STOPPED = "stopped"
    TOO_EARLY = "too-early"


class Effort(StrEnum):
    """How much work a solution asks for before it does anything."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class LeadTime(StrEnum):
    """How long it takes from deciding on a solution to its first effect."""

    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Effect(StrEnum):
    """What the known accounts say a solution does; kept apart from how sure that is."""

    BENEFICIAL = "beneficial"
    LIKELY_BENEFICIAL = "likely-beneficial"
    MIXED = "mixed"
    NO_EFFECT = "no-effect"
    HARMFUL = "harmful"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure the stated effect is, from one account by its own author to several independent studies."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very-low"


class Role(StrEnum):
    """What a person may do; one person may hold several."""

    MEMBER = "partner-member"
    ADVISER = "adviser"
    LEAD = "project-lead"
    ADMIN = "admin"
