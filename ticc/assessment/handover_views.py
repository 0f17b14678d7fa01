"""Taking a result away: a document to hand over, or the answers as a table."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from flask_babel import gettext as _

from ticc.accounts.looking import programme, snapshot
from ticc.assessment.handover import result_document
from ticc.assessment.looking import assessment_here, words_of
from ticc.assessment.planning import list_actions
from ticc.assessment.result import Result, read_result
from ticc.assessment.telling import answer_rows
from ticc.assessment.wording import InWords
from ticc.catalogue.takeaway import to_csv, to_xlsx
from ticc.catalogue.web import FORMATS
from ticc.documents.formats import MEDIA_TYPES, WRITERS
from ticc.foundation.access import public
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.foundation.errors import NotThere

blueprint = Blueprint("handover", __name__)

DOCUMENTS = ("pdf", "docx", "md")


@blueprint.get("/assessments/<key>/result.<any(pdf, docx, md, csv, xlsx, json):wanted>")
@public
def take(key: str, wanted: str) -> Response:
    """The result of an assessment in a format; nothing of a group before its reveal."""
    assessment = assessment_here(key)
    result = read_result(db(), assessment)
    if not result.is_shown:
        raise NotThere(_("result: nothing is shown before the reveal"))
    words = words_of(assessment)
    if wanted in DOCUMENTS:
        dated = (assessment.closed_at.date() if assessment.closed_at else None) or today()
        document = result_document(snapshot(), result, words, list_actions(db(), assessment), dated, programme().name)
        return _file(WRITERS[wanted](document), MEDIA_TYPES[wanted], wanted)
    return _table(result, words, wanted)


def _table(result: Result, words: InWords, wanted: str) -> Response:
    rows = answer_rows(result, words)
    if wanted == "json":
        assessment = result.assessment
        about = {"instrument": result.instrument.name, "country": assessment.country, "settings": assessment.settings, "round": result.round}
        return jsonify({**about, "total": len(rows), "items": rows})
    names = list(rows[0])
    return _file(to_csv(names, rows) if wanted == "csv" else to_xlsx(names, rows, "answers"), FORMATS[wanted], wanted)


def _file(body: bytes | str, media_type: str, wanted: str) -> Response:
    return Response(body, content_type=media_type, headers={"Content-Disposition": f"attachment; filename=self-assessment.{wanted}"})
