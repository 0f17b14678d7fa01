"""Asking about outcomes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, and_, col, or_, select

from ticc.accounts.models import Account
from ticc.catalogue.codes import is_code_of
from ticc.catalogue.links import WorksAt
from ticc.catalogue.relate import get_entry
from ticc.catalogue.snapshot import Edge, Snapshot
from ticc.catalogue.visibility import Viewer, may_see
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.errors import NotAllowed, NotThere
from ticc.outcomes.figures import Measured
from ticc.outcomes.models import Indicator, SiteMeasurement, Target


def get_indicator(session: Session, code: str, viewer: Viewer) -> Indicator:
    """An indicator that the viewer may see; raises NotThere or Moved."""
    return get_entry(session, Indicator, code, viewer)


def list_measurements(snapshot: Snapshot, indicator: str) -> list[Edge]:
    """The published values of an indicator, by site and year; those that speak of no one site come last."""
    values = snapshot.edges_to(indicator, "gives-value-of")
    return sorted(values, key=lambda edge: (_site(snapshot, edge), edge.facts["year"] or 0, edge.facts["value"], edge.subject))


def list_measured(
    session: Session, viewer: Viewer, indicator: str | None = None, site: str | None = None, *, with_withdrawn: bool = False
) -> list[SiteMeasurement]:
    """The figures of partners that the viewer may see, by indicator and site, the oldest first; of one indicator or site where told."""
    chosen = select(SiteMeasurement).where(_seen_by(SiteMeasurement, viewer))
    if indicator is not None:
        chosen = chosen.where(SiteMeasurement.indicator_code == indicator)
    if site is not None:
        chosen = chosen.where(SiteMeasurement.site_code == site)
    if not with_withdrawn:
        chosen = chosen.where(col(SiteMeasurement.withdrawn_on).is_(None))
    order = [col(getattr(SiteMeasurement, name)) for name in ("indicator_code", "site_code", "measured_on", "value", "key")]
    return list(session.exec(chosen.order_by(*order)))


def list_targets(session: Session, viewer: Viewer, indicator: str | None = None, site: str | None = None) -> list[Target]:
    """The targets that the viewer may see, by indicator and site, the earliest first."""
    chosen = select(Target).where(_seen_by(Target, viewer))
    if indicator is not None:
        chosen = chosen.where(Target.indicator_code == indicator)
    if site is not None:
        chosen = chosen.where(Target.site_code == site)
    order = [col(getattr(Target, name)) for name in ("indicator_code", "site_code", "due_on", "value", "key")]
    return list(session.exec(chosen.order_by(*order)))


def find_same(session: Session, viewer: Viewer, partner_code: str, figure: Measured) -> SiteMeasurement | None:
    """A figure of the partner that says the same of the same site and time and was not withdrawn, if the viewer may see it."""
    same = {name: getattr(figure, name) for name in ("indicator_code", "site_code", "value", "measured_on", "measured_from", "unit")}
    chosen = select(SiteMeasurement).filter_by(partner_code=partner_code, withdrawn_on=None, **same).where(_seen_by(SiteMeasurement, viewer))
    return session.exec(chosen.order_by(col(SiteMeasurement.id))).first()


@dataclass(frozen=True)
class Newest:
    """The newest figure of an indicator that a viewer may see, and how many there are."""

    figure: SiteMeasurement
    total: int


def newest_by_indicator(session: Session, viewer: Viewer, sites: Collection[str]) -> dict[str, Newest]:
    """The newest figure of each indicator at these sites, with the number of figures, of what the viewer may see."""
    place = func.row_number().over(
        partition_by=col(SiteMeasurement.indicator_code), order_by=(col(SiteMeasurement.measured_on).desc(), col(SiteMeasurement.id).desc())
    )
    total = func.count().over(partition_by=col(SiteMeasurement.indicator_code))
    told: Any = select(col(SiteMeasurement.id).label("id"), place.label("place"), total.label("total")).where(
        _seen_by(SiteMeasurement, viewer), col(SiteMeasurement.withdrawn_on).is_(None), col(SiteMeasurement.site_code).in_(sites)
    )
    each = told.subquery()
    chosen = select(SiteMeasurement, each.c.total).join(each, each.c.id == SiteMeasurement.id).where(each.c.place == 1)
    return {figure.indicator_code: Newest(figure, total) for figure, total in session.exec(chosen)}


def get_measured(session: Session, key: str, viewer: Viewer) -> SiteMeasurement:
    """A figure, also a withdrawn one, that the viewer may see; raises NotThere."""
    found = session.exec(select(SiteMeasurement).where(SiteMeasurement.key == key)).one_or_none()
    if found is None or not may_see(viewer, found.visibility, found.partner_code):
        raise NotThere(key)
    return found


def get_target(session: Session, key: str, viewer: Viewer) -> Target:
    """A target that the viewer may see; raises NotThere."""
    found = session.exec(select(Target).where(Target.key == key)).one_or_none()
    if found is None or not may_see(viewer, found.visibility, found.partner_code):
        raise NotThere(key)
    return found


def may_change(viewer: Viewer, row: SiteMeasurement | Target) -> bool:
    """Whether the viewer may change a figure or target: a member of its partner, or a project lead who may see it."""
    is_own = viewer.has(Role.MEMBER) and row.partner_code in viewer.partners
    return is_own or (viewer.has(Role.LEAD) and may_see(viewer, row.visibility, row.partner_code))


def refuse_others(viewer: Viewer, row: SiteMeasurement | Target) -> None:
    """Raise NotAllowed for somebody who may see a figure or target but not change it."""
    if not may_change(viewer, row):
        raise NotAllowed


def partners_to_enter_for(session: Session, viewer: Viewer) -> list[str]:
    """The partners for whom the viewer may enter figures: one's own; every partner that works somewhere for a project lead."""
    if viewer.has(Role.LEAD):
        return list(session.exec(select(WorksAt.subject_code).distinct().order_by(WorksAt.subject_code)))
    return sorted(viewer.partners) if viewer.has(Role.MEMBER) else []


def works_at(session: Session, partner_code: str) -> list[str]:
    """The sites where a partner works."""
    return list(session.exec(select(WorksAt.object_code).where(WorksAt.subject_code == partner_code).order_by(WorksAt.object_code)))


def may_enter(session: Session, viewer: Viewer, partner_code: str, site_code: str) -> bool:
    """Whether the viewer may enter a figure for this partner at this site: its members where it works, project leads everywhere."""
    if viewer.has(Role.LEAD):
        return is_code_of(session, partner_code, "partner") and is_code_of(session, site_code, "site")
    return viewer.has(Role.MEMBER) and partner_code in viewer.partners and site_code in works_at(session, partner_code)


def sample_accounts(session: Session) -> set[int]:
    """The numbers of the sample accounts: what they entered is marked as a sample."""
    return {number for number in session.exec(select(Account.id).where(col(Account.is_sample))) if number is not None}


def _seen_by(table: type[SiteMeasurement] | type[Target], viewer: Viewer) -> ColumnElement[bool]:
    """What `may_see` decides, said to the database: what is not seen is never read, nor counted."""
    shared = col(table.visibility).in_(viewer.audiences & {Visibility.PUBLIC.value, Visibility.PROGRAMME.value})
    own = and_(col(table.visibility) == Visibility.PRIVATE, col(table.partner_code).in_(viewer.partners))
    return or_(shared, own) if viewer.is_signed_in else shared


def _site(snapshot: Snapshot, edge: Edge) -> tuple[bool, str]:
    site = snapshot.cards.get(edge.facts["site_code"] or "")
    return (site is None, site.title if site else "")
