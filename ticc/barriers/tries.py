"""What a partner tried against a barrier: a link of the catalogue that is as private as the barrier, and who told it beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from ticc.barriers.casework import TryOfBarrier
from ticc.barriers.models import Authorship, Barrier, TryTold
from ticc.barriers.noticing import tell_watchers
from ticc.barriers.queries import find_sighting
from ticc.catalogue.codes import Code, enter_code
from ticc.catalogue.links import UNTOLD, Try
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Result
from ticc.foundation.clock import today
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.notices.kinds import Happened


@dataclass(frozen=True)
class Tried:
    """What a partner tells of a try: which solution, how it ended, what happened, what was adapted, since when, and who is told to tell it."""

    solution: str
    result: str
    happened: str
    kept: str = ""
    changed: str = ""
    dropped: str = ""
    added: str = ""
    # The first day of the month in which it began.
    began_on: date | None = None
    authorship: str = Authorship.NAMED


def record_try(session: Session, barrier: Barrier, viewer: Viewer, tried: Tried) -> Try:
    """Tell of a try against a barrier; raises Refusal with the field for an unknown solution or a month that has not come."""
    _refuse_unsound(session, tried)
    link = Try(**_columns(session, barrier, tried))
    session.add(link)
    session.flush()
    told = TryTold(try_id=link.id or 0, account_id=viewer.account_id, authorship=Authorship(tried.authorship).value, began_on=tried.began_on)
    session.add(told)
    session.flush()
    if told.authorship != Authorship.RELAYED:
        tell_watchers(session, barrier, Happened.TRY, str(link.id), told.account_id)
    return link


def change_try(session: Session, barrier: Barrier, found: TryOfBarrier, tried: Tried, seen: str) -> None:
    """Tell it otherwise. `seen` is the stamp of what the person's form was opened with; raises Refusal and ChangedMeanwhile."""
    _refuse_unsound(session, tried)
    _hold(session, found, seen)
    for name, value in _columns(session, barrier, tried).items():
        setattr(found.link, name, value)
    found.told.authorship, found.told.began_on = Authorship(tried.authorship).value, tried.began_on
    session.add(found.link)
    session.add(found.told)
    session.flush()


def withdraw_try(session: Session, found: TryOfBarrier, seen: str) -> None:
    """Take a try back: it counts nowhere any more. Raises ChangedMeanwhile."""
    _hold(session, found, seen)
    session.delete(found.told)
    session.flush()
    session.delete(found.link)
    session.flush()


def said_of(found: TryOfBarrier) -> Tried:
    """What a try says at present."""
    link, told = found.link, found.told
    return Tried(
        link.subject_code, link.result, link.reason, link.kept, link.changed, link.dropped, link.added, told.began_on, told.authorship
    )  # fmt: skip


def stamp(found: TryOfBarrier) -> str:
    """What stands for all that a try says: another one as soon as somebody has changed it."""
    said = json.dumps({**asdict(said_of(found)), "id": found.link.id}, default=str, sort_keys=True)
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:24]


def _hold(session: Session, found: TryOfBarrier, seen: str) -> None:
    """Lock a try and read it anew, so that of two who change it at one moment the later one is told."""
    session.refresh(found.link, with_for_update=True)
    session.refresh(found.told)
    if stamp(found) != seen:
        raise ChangedMeanwhile


def _columns(session: Session, barrier: Barrier, tried: Tried) -> Mapping[str, Any]:
    is_relayed = tried.authorship == Authorship.RELAYED
    sighting = find_sighting(session, barrier.code)
    return {
        "subject_code": tried.solution,
        # The site would tell who it was, and so would the obstacle, which often only one partner has met, and the year.
        "object_code": _untold(session) if is_relayed else barrier.site_code,
        "obstacle_code": sighting.object_code if sighting and not is_relayed else None,
        "year": tried.began_on.year if tried.began_on and not is_relayed else None,
        "barrier_code": barrier.code,
        "evidence": barrier.code,
        "result": Result(tried.result).value,
        "reason": tried.happened,
        "kept": tried.kept,
        "changed": tried.changed,
        "dropped": tried.dropped,
        "added": tried.added,
    }


def _untold(session: Session) -> str:
    """The code that stands for the site; entered in the register with the first try that needs it."""
    if session.get(Code, UNTOLD) is None:
        try:
            with session.begin_nested():
                enter_code(session, "untold", UNTOLD)
        except IntegrityError:
            # Somebody else told the first one at the same moment: the code is there.
            return UNTOLD
    return UNTOLD


def _refuse_unsound(session: Session, tried: Tried) -> None:
    known = session.get(Code, tried.solution)
    if known is None or known.kind != "solution" or known.leads_to:
        raise Refusal(_("There is no solution %(code)s", code=tried.solution), "solution")
    if tried.began_on is not None and tried.began_on > today():
        raise Refusal(_("This month lies in the future"), "year")
