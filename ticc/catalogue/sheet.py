"""What a content file may say: the parts that the sheets of all kinds share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, StringConstraints

from ticc.catalogue.words import Provenance

# A sentence or a paragraph of plain text that must say something.
Words = Annotated[str, StringConstraints(min_length=3, max_length=2000, strip_whitespace=True)]
# The heading of an entry: it names the mechanism in one line.
Title = Annotated[str, StringConstraints(min_length=3, max_length=300, strip_whitespace=True)]
Markdown = Annotated[str, StringConstraints(max_length=20_000, strip_whitespace=True)]


@dataclass(frozen=True)
class RefersTo:
    """Marks a field that holds the code of an entry of this kind; the check proves that the entry exists."""

    kind: str


@dataclass(frozen=True)
class OneOf:
    """Marks a field that holds a key of this vocabulary; the check proves that the word exists."""

    vocabulary: str


ObstacleCode = Annotated[str, RefersTo("obstacle")]
SolutionCode = Annotated[str, RefersTo("solution")]
PrincipleCode = Annotated[str, RefersTo("principle")]
SiteCode = Annotated[str, RefersTo("site")]
PartnerCode = Annotated[str, RefersTo("partner")]
SourceCode = Annotated[str, RefersTo("source")]
Theme = Annotated[str, OneOf("themes")]
Level = Annotated[str, OneOf("levels")]
Country = Annotated[str, OneOf("countries")]


class Part(BaseModel):
    """A piece of a content file; an unknown key is an error, so that a typing slip never loses a statement."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Reported(Part):
    """What one source says: source **reports** entry."""

    source: SourceCode
    says: Words
    site: SiteCode | None = None
    finding: Annotated[str, StringConstraints(max_length=20)] | None = None
    analogous: bool = False
    caution: Words | None = None


class Because(Part):
    """What every hand-made link carries: the reason, and the source that it rests on where there is one."""

    reason: Words
    evidence: SourceCode | None = None


class Sheet(Part):
    """The front matter and text of one entry in its own language."""

    code: str
    title: Title
    summary: Words
    body: Markdown = ""
    retired: bool = False
    merged_into: str | None = None

    # Fields that a translation beside the file (`x.fr.md`) may give in its language.
    translatable: ClassVar[tuple[str, ...]] = ("title", "summary", "body")


class EvidencedSheet(Sheet):
    """A sheet that says how its entry is known, and who says so."""

    provenance: Provenance
    reported_by: list[Reported] = []
    # For `inferred` entries: from what, and why, this catalogue draws it.
    inferred_because: Words | None = None

    def contradictions(self) -> list[str]:
        """What the provenance promises and the evidence does not keep (rules of `domain.md`)."""
        own = [report for report in self.reported_by if not report.analogous]
        if self.provenance == Provenance.REPORTED and not own:
            return ["provenance is 'reported', but no entry of reported_by tells of this practice (all are analogous or none is there)"]
        if self.provenance == Provenance.ANALOGOUS and not self.reported_by:
            return ["provenance is 'analogous', but reported_by is empty: cite the neighbouring case"]
        if self.provenance == Provenance.INFERRED and not self.inferred_because:
            return ["provenance is 'inferred': say in inferred_because from what it is drawn"]
        return []
