"""The links of the catalogue: one table for each sentence, every row with its reason and what it rests on."""

from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from ticc.catalogue.kinds import LinkField
from ticc.foundation.table import Table, long_text


class Link(Table):
    """subject **verb** object, because of a reason, on the evidence of a source, a barrier or a try."""

    verb: ClassVar[str]
    # Whether one pair may be linked more than once (several findings of one source, several tries at one site).
    repeatable: ClassVar[bool] = False
    # Columns that hold no statement of the link itself.
    unrecorded: ClassVar[frozenset[str]] = frozenset({"id"})

    id: int | None = Field(default=None, primary_key=True)
    subject_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    object_code: str = Field(foreign_key="code.code", index=True, max_length=80)
    reason: str = long_text()
    evidence: str | None = Field(default=None, foreign_key="code.code", max_length=80)


def _once() -> tuple[Any, ...]:
    return (UniqueConstraint("subject_code", "object_code"),)


class Undermines(Link, table=True):
    """obstacle undermines principle."""

    __tablename__ = "link_undermines"
    __table_args__ = _once()
    verb = "undermines"


class LeadsTo(Link, table=True):
    """obstacle leads to obstacle; loops are real, they are vicious circles."""

    __tablename__ = "link_leads_to"
    __table_args__ = _once()
    verb = "leads-to"


class Answers(Link, table=True):
    """solution answers obstacle."""

    __tablename__ = "link_answers"
    __table_args__ = _once()
    verb = "answers"


class Upholds(Link, table=True):
    """solution upholds principle."""

    __tablename__ = "link_upholds"
    __table_args__ = _once()
    verb = "upholds"


class Needs(Link, table=True):
    """solution needs solution, as a building block."""

    __tablename__ = "link_needs"
    __table_args__ = _once()
    verb = "needs"


class WarnsOf(Link, table=True):
    """step of the method warns of obstacle."""

    __tablename__ = "link_warns_of"
    __table_args__ = _once()
    verb = "warns-of"


class Uses(Link, table=True):
    """step of the method uses solution."""

    __tablename__ = "link_uses"
    __table_args__ = _once()
    verb = "uses"


class WorksAt(Link, table=True):
    """partner works at site."""

    __tablename__ = "link_works_at"
    __table_args__ = _once()
    verb = "works-at"


class SightingOf(Link, table=True):
    """barrier is a sighting of obstacle; proposed by the partner, confirmed by an adviser."""

    __tablename__ = "link_sighting_of"
    __table_args__ = _once()
    verb = "sighting-of"

    is_confirmed: bool = False
    confirmed_by: int | None = Field(default=None, foreign_key="account.id")


class Reports(Link, table=True):
    """source reports entry: what it says, of which site, and how far to trust it. `reason` holds what it says."""

    __tablename__ = "link_reports"
    verb = "reports"
    repeatable = True

    site_code: str | None = Field(default=None, foreign_key="code.code", index=True, max_length=80)
    finding: str | None = Field(default=None, max_length=20)
    # Said of a neighbouring case: evidence by analogy, never a sighting at a site.
    is_analogous: bool = False
    caution: str = long_text()


# Stands for the site of a try that is told without a name. It is the code of no entry, and so no list, graph, search, history or report
# ever holds such a try: it is told in one place alone, by `ticc.catalogue.relayed`.
UNTOLD = "UNTOLD"


class Try(Link, table=True):
    """solution tried at site: the result, what happened, and what was adapted. `evidence` is the account of it."""

    __tablename__ = "try"
    verb = "tried-at"
    repeatable = True

    obstacle_code: str | None = Field(default=None, foreign_key="code.code", index=True, max_length=80)
    barrier_code: str | None = Field(default=None, foreign_key="code.code", index=True, max_length=80)
    result: str = Field(max_length=20)
    finding: str | None = Field(default=None, max_length=20)
    year: int | None = None
    kept: str = long_text()
    changed: str = long_text()
    dropped: str = long_text()
    added: str = long_text()


class Measurement(Link, table=True):
    """source gives a value of indicator: of which site, where it speaks of one. `reason` holds what the source says."""

    __tablename__ = "measurement"
    verb = "gives-value-of"
    repeatable = True

    site_code: str | None = Field(default=None, foreign_key="code.code", index=True, max_length=80)
    value: float
    what: str = long_text()
    unit: str | None = Field(default=None, max_length=100)
    year: int | None = None
    finding: str | None = Field(default=None, max_length=20)
    caution: str = long_text()


# Every sentence that a person writes; `Reports` and `Try` are accounts and come apart.
HAND_MADE: tuple[type[Link], ...] = (Undermines, LeadsTo, Answers, Upholds, Needs, WarnsOf, Uses)
ALL_LINKS: tuple[type[Link], ...] = (*HAND_MADE, WorksAt, SightingOf, Reports, Try, Measurement)

# How every evidenced kind's file tells who says so.
REPORTED_BY = LinkField(
    "reported_by",
    Reports,
    "source",
    entry_is="object",
    renamed={"says": "reason", "site": "site_code", "analogous": "is_analogous"},
)
