"""Changing what partners measured and aim for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, delete, select

from ticc.accounts.tokens import new_key
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.clock import now, today
from ticc.foundation.errors import Refusal
from ticc.foundation.versioned import write_over
from ticc.outcomes.figures import Aim, Measured, faults, faults_of_aim, own_unit
from ticc.outcomes.models import Indicator, SiteMeasurement, Target
from ticc.outcomes.queries import find_same, may_enter, refuse_others, sample_accounts

# What a figure says: what is remembered of it when it is changed.
SAID = (
    "indicator_code",
    "site_code",
    "value",
    "unit",
    "measured_on",
    "measured_from",
    "counted",
    "source",
    "note",
    "visibility",
)  # fmt: skip
LONGEST_REASON = 1000


def add_measurement(session: Session, viewer: Viewer, partner_code: str, figure: Measured, batch_key: str | None = None) -> SiteMeasurement:
    """Take a figure of a partner; raises Refusal with the field for one that has a fault or that this person may not enter.

    `batch_key` names the import that brought it.
    """
    _refuse_faults(faults(figure, today=today()))
    told = _in_its_unit(session, figure)
    _refuse_wrong_place(session, viewer, partner_code, figure)
    row = SiteMeasurement(key=new_key(), partner_code=partner_code, account_id=viewer.account_id, batch_key=batch_key, **asdict(told))
    session.add(row)
    session.flush()
    return row


def add_once(session: Session, viewer: Viewer, partner_code: str, figure: Measured) -> SiteMeasurement:
    """Take a figure that somebody typed; the same one again is refused, for a form is easily sent twice."""
    if find_same(session, viewer, partner_code, _in_its_unit(session, figure)) is not None:
        raise Refusal(_("This very figure is there already"), "value")
    return add_measurement(session, viewer, partner_code, figure)


def change_measurement(session: Session, row: SiteMeasurement, viewer: Viewer, figure: Measured, version: int) -> None:
    """Say otherwise what was measured; the figure remembers what it said before.

    Raises NotAllowed for another partner's, Refusal for faults, and ChangedMeanwhile where somebody else was quicker.
    """
    refuse_others(viewer, row)
    if row.withdrawn_on is not None:
        raise Refusal(_("This figure was withdrawn: enter a new one instead"))
    _refuse_faults(faults(figure, today=today()))
    told = _in_its_unit(session, figure)
    _refuse_wrong_place(session, viewer, row.partner_code, figure, row.site_code)
    _write(session, row, viewer, asdict(told), version)


def withdraw_measurement(session: Session, row: SiteMeasurement, viewer: Viewer, because: str, version: int, today: date) -> None:
    """Take back a figure that was wrong: it stays at its address with the reason, and counts nowhere."""
    refuse_others(viewer, row)
    if row.withdrawn_on is not None:
        raise Refusal(_("This figure was withdrawn already"))
    if not because.strip():
        raise Refusal(_("Say why: others may have used this figure"), "because")
    if len(because) > LONGEST_REASON:
        raise Refusal(_("Use at most %(most)s letters", most=LONGEST_REASON), "because")
    _write(session, row, viewer, {"withdrawn_on": today, "withdrawn_because": because}, version)


def set_target(session: Session, viewer: Viewer, partner_code: str, aim: Aim) -> Target:
    """Say what a partner aims for at a site; raises Refusal as `add_measurement` does."""
    _refuse_faults(faults_of_aim(aim))
    told = _in_its_unit(session, aim)
    _refuse_wrong_place(session, viewer, partner_code, aim)
    row = Target(key=new_key(), partner_code=partner_code, account_id=viewer.account_id, **asdict(told))
    session.add(row)
    session.flush()
    return row


def change_target(session: Session, row: Target, viewer: Viewer, aim: Aim, version: int) -> None:
    """Aim for something else; raises as `change_measurement` does."""
    refuse_others(viewer, row)
    _refuse_faults(faults_of_aim(aim))
    told = _in_its_unit(session, aim)
    _refuse_wrong_place(session, viewer, row.partner_code, aim, row.site_code)
    write_over(session, row, {**asdict(told), "changed_at": now()}, version)


def remove_target(session: Session, row: Target, viewer: Viewer, version: int) -> None:
    """Aim for it no longer: a target says what is wanted today, so nothing of it is kept."""
    refuse_others(viewer, row)
    write_over(session, row, {}, version)
    session.delete(row)
    session.flush()


def remove_samples(session: Session) -> int:
    """Delete what sample accounts entered; returns how many figures there were."""
    persons = sample_accounts(session)
    session.exec(delete(Target).where(col(Target.account_id).in_(persons)))
    found = list(session.exec(select(SiteMeasurement).where(col(SiteMeasurement.account_id).in_(persons))))
    for row in found:
        session.delete(row)
    session.flush()
    return len(found)


def _write(session: Session, row: SiteMeasurement, viewer: Viewer, said: dict[str, Any], version: int) -> None:
    """Write over a figure; what it said until now is remembered with who changed it and when."""
    # Locked before it is looked at, so that what is remembered is what is written over.
    session.refresh(row, with_for_update=True)
    moment = now()
    before = {"at": moment.isoformat(), "account_id": viewer.account_id, **{name: _plain(getattr(row, name)) for name in SAID}}
    write_over(session, row, {**said, "earlier": [*row.earlier, before], "changed_at": moment}, version)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _in_its_unit(session: Session, told: Any) -> Any:
    """The figure with an empty unit where it is the indicator's; raises Refusal for an indicator that is not in the catalogue."""
    indicator = session.get(Indicator, told.indicator_code)
    if indicator is None or indicator.is_retired:
        raise Refusal(_("Choose the outcome"), "indicator_code")
    return replace(told, unit=own_unit(told.unit, indicator.unit))


def _refuse_faults(found: Sequence[Refusal]) -> None:
    if found:
        raise found[0]


def _refuse_wrong_place(session: Session, viewer: Viewer, partner_code: str, told: Measured | Aim, site_before: str = "") -> None:
    # A figure may stay where it is, also when its organisation works there no longer.
    if told.site_code != site_before and not may_enter(session, viewer, partner_code, told.site_code):
        raise Refusal(_("Choose a site where the organisation works; a project lead can enter figures for every site"), "site_code")
    if told.visibility == Visibility.PRIVATE and partner_code not in viewer.partners:
        # Somebody who could not see what they typed could not mend it either.
        raise Refusal(_("Only members of an organisation can enter figures that nobody else sees"), "visibility")
