"""Reports for the person who asks: composed from what its readers may see, with links that this person can follow."""

from __future__ import annotations

import logging
from typing import Any

from flask import Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _

from ticc.accounts.looking import programme, snapshot, vocabularies
from ticc.assessment.looking import offered
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.catalogue.web import address_of
from ticc.catalogue.words import Visibility
from ticc.documents.document import Document
from ticc.documents.formats import MEDIA_TYPES, written
from ticc.documents.look import DEFAULT, Look
from ticc.documents.press import Press, Print, State
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.reports import service
from ticc.reports.building import WRITERS, House, Wish, build
from ticc.reports.compose import Definition
from ticc.reports.material import Depth
from ticc.reports.models import ReportDefinition
from ticc.reports.scope import Scope

log = logging.getLogger(__name__)

# Formats that take seconds and a lot of memory.
PRINTED = ("pdf", "docx")
# How long an answer waits for a print before it leads to the page that tells how far it is, in seconds; and with `?wait=1`, for programs.
PATIENCE, LONGEST_WAIT = 0.9, 60
# A member of the programme who belongs to no partner: what such a person sees is no partner's private matter.
ANY_MEMBER = Viewer(account_id=0)


def house_here() -> House:
    """The house of this application; a report tells the assessments of its first instrument."""
    return House(vocabularies(), programme(), next(iter(offered().values()), None))


def seen_by(readers: str) -> Snapshot:
    """The catalogue as the readers of a report may see it."""
    seen: Snapshot = current_app.extensions["current_snapshot"].for_viewer(db(), reader(readers))
    return seen


def reader(readers: str) -> Viewer:
    """One of the readers of a report: what this person sees is nobody's private matter."""
    return ANY_MEMBER if readers == Visibility.PROGRAMME else VISITOR


def report_now(definition: dict[str, Any], *, in_language: str) -> tuple[Document, int]:
    """The report of a definition as the catalogue is now, and its revision; raises Refusal where the definition no longer fits it."""
    seen = seen_by(definition["readers"])
    wish = Wish(
        as_of=today(),
        scope=Scope.read(seen, definition["scope"]),
        depth=Depth(definition["depth"]),
        language=in_language,
        refuses_unchecked=definition["refuses_unchecked"],
        readers=reader(definition["readers"]),
    )
    own = Definition(definition["title"], definition["foreword"], definition["sections"], definition["comments"])
    return build(db(), seen, house_here(), wish, own), seen.revision


def said_by(definition: ReportDefinition) -> dict[str, Any]:
    """What a definition says, as plain data."""
    return {name: getattr(definition, name) for name in service.SAID}


def link_for(code: str) -> str | None:
    """Where an entry is found, if the person who asks may see it."""
    return address_of(code) if code in snapshot().cards else None


def press_here() -> Press:
    """The press of this application."""
    return Press(current_app.extensions["settings"].prints_dir)


def as_file(document: Document, wanted: str, readers: str, back: str, look: Look = DEFAULT) -> Response:
    """A report in a format, to take away.

    What takes long is printed beside, and the answer may lead to the page that tells how far it is; `back` is where the reader is told that it
    cannot be made.
    """
    name = f"blueprint-report-{document.dated.isoformat()}-{document.language}.{wanted}"
    if wanted not in PRINTED:
        return _sent(written(document, wanted, look, WRITERS), wanted, name)
    try:
        press = press_here()
        key = press.order(document, wanted, {"name": name, "title": document.title, "language": document.language, "readers": readers}, look)
        found = press.wait(key, LONGEST_WAIT if request.args.get("wait") else PATIENCE)
    except OSError as error:
        log.exception("a report could not be printed")
        flash(_("The file could not be made: %(why)s. Tell whoever runs this service.", why=error.strerror or ""))
        return redirect(back, 303)  # type: ignore[return-value]
    if found.state == State.READY:
        return _sent(found.file.read_bytes(), wanted, name)
    return redirect(url_for("prints.show", key=key), 303)  # type: ignore[return-value]


def _sent(body: bytes | str, wanted: str, name: str) -> Response:
    return Response(body, content_type=MEDIA_TYPES[wanted], headers={"Content-Disposition": f"attachment; filename={name}"})


def ready_file(found: Print) -> Response:
    """The file of a print that is ready."""
    return _sent(found.file.read_bytes(), found.order["wanted"], found.order["name"])
