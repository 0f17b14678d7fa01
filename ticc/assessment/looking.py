"""What the pages of assessments ask first: which instruments there are, which assessment or seat this address means, and for whom."""

from __future__ import annotations

from pathlib import Path

from flask import abort, current_app, redirect, request, url_for
from flask_babel import gettext as _

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import vocabularies
from ticc.assessment import queries
from ticc.assessment.instrument import Readable, read_instruments
from ticc.assessment.models import Assessment, Rater
from ticc.assessment.wording import InWords
from ticc.foundation.database import db
from ticc.foundation.errors import NotThere
from ticc.foundation.i18n import language

_known: dict[tuple[Path, frozenset[tuple[str, int]]], dict[str, Readable]] = {}


def instruments() -> dict[str, Readable]:
    """Every version of every instrument of the content folder, by its name; read again when a file has changed."""
    root = current_app.extensions["settings"].content_dir
    mark = (root, frozenset((path.name, path.stat().st_mtime_ns) for path in (root / "assessment").glob("*.yaml")))
    if mark not in _known:
        _known.clear()
        _known[mark] = read_instruments(root)
    return _known[mark]


def offered() -> dict[str, Readable]:
    """The newest version of each instrument, by its key."""
    found: dict[str, Readable] = {}
    for readable in sorted(instruments().values(), key=lambda one: one[0].version):
        found[readable[0].key] = readable
    return found


def assessment_here(key: str) -> Assessment:
    """The assessment at this address. A visitor is sent to sign in for one that somebody keeps; raises NotThere for what belongs to others."""
    viewer = current_viewer()
    found = queries.find_assessment(db(), key)
    if found is not None and found.is_kept and not viewer.is_signed_in:
        _sign_in_first()
    return queries.get_assessment(db(), key, viewer)


def led_here(key: str) -> Assessment:
    """A group's assessment for its facilitator; raises NotThere or NotAllowed."""
    assessment_here(key)
    return queries.get_led_assessment(db(), key, current_viewer())


def seat_here(seat: str) -> tuple[Assessment, Rater]:
    """The rater at this address; raises NotThere for a place that was withdrawn or whose link was replaced.

    The address is all that a seat needs: a session that ended over a long question must not cost an answer.
    """
    found = queries.find_seat(db(), seat)
    if found is None:
        raise NotThere(_("this address: the assessment is gone, or the link was replaced by a newer one"))
    assessment, rater = found
    if rater.removed_at is not None:
        raise NotThere(_("this address: the facilitator has withdrawn this place. Ask for a new link if that is a mistake"))
    return assessment, rater


def _sign_in_first() -> None:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    abort(redirect(url_for("accounts.sign_in", next=wanted)))


def words_of(assessment: Assessment) -> InWords:
    """The instrument of an assessment for this page's reader."""
    instrument, texts = queries.instrument_of(db(), assessment)
    return InWords(instrument, texts, assessment.settings, language())


def words_of_instrument(readable: Readable) -> InWords:
    """An instrument for this page's reader, before there is a profile."""
    return InWords(readable[0], readable[1], {}, language())


def country_choices() -> list[tuple[str, str]]:
    """The countries of the programme, in words."""
    return [(key, word.in_language(language())) for key, word in vocabularies()["countries"].items()]
