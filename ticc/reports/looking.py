"""Reports for the person who asks: composed from what its readers may see, with links that this person can follow."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app

from ticc.accounts.looking import programme, snapshot, vocabularies
from ticc.assessment.looking import offered
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.catalogue.web import address_of
from ticc.catalogue.words import Visibility
from ticc.documents.document import Document
from ticc.documents.formats import MEDIA_TYPES
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.reports import service
from ticc.reports.building import WRITERS, House, Wish, build
from ticc.reports.compose import Definition
from ticc.reports.material import Depth
from ticc.reports.models import ReportDefinition
from ticc.reports.scope import Scope

# A member of the programme who belongs to no partner: what such a person sees is no partner's private matter.
ANY_MEMBER = Viewer(account_id=0)


def house_here() -> House:
    """The house of this application; a report tells the assessments of its first instrument."""
    return House(vocabularies(), programme(), next(iter(offered().values()), None))


def seen_by(readers: str) -> Snapshot:
    """The catalogue as the readers of a report may see it."""
    seen: Snapshot = current_app.extensions["current_snapshot"].for_viewer(db(), ANY_MEMBER if readers == Visibility.PROGRAMME else VISITOR)
    return seen


def report_now(definition: dict[str, Any], *, in_language: str) -> tuple[Document, int]:
    """The report of a definition as the catalogue is now, and its revision; raises Refusal where the definition no longer fits it."""
    seen = seen_by(definition["readers"])
    wish = Wish(today(), Scope.read(seen, definition["scope"]), Depth(definition["depth"]), in_language, definition["refuses_unchecked"])
    own = Definition(definition["title"], definition["foreword"], definition["sections"], definition["comments"])
    return build(db(), seen, house_here(), wish, own), seen.revision


def said_by(definition: ReportDefinition) -> dict[str, Any]:
    """What a definition says, as plain data."""
    return {name: getattr(definition, name) for name in service.SAID}


def link_for(code: str) -> str | None:
    """Where an entry is found, if the person who asks may see it."""
    return address_of(code) if code in snapshot().cards else None


def as_file(document: Document, wanted: str) -> Response:
    """A report in a format, to take away."""
    body = WRITERS[wanted](document)
    name = f"blueprint-report-{document.dated.isoformat()}-{document.language}.{wanted}"
    return Response(body, content_type=MEDIA_TYPES[wanted], headers={"Content-Disposition": f"attachment; filename={name}"})
