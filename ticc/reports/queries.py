"""Asking about reports."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import defer
from sqlmodel import Session, col, or_, select

from ticc.accounts.models import Account
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.errors import NotThere
from ticc.reports.models import KeptReport, ReportDefinition

# What a list of copies does not show, and what is large.
LEFT_OUT = (defer(KeptReport.document), defer(KeptReport.look))  # type: ignore[arg-type]


def list_definitions(session: Session, viewer: Viewer) -> list[ReportDefinition]:
    """A lead's own definitions and those that other leads share, the newest first."""
    mine = or_(ReportDefinition.account_id == viewer.account_id, col(ReportDefinition.is_shared))
    return list(session.exec(select(ReportDefinition).where(mine).order_by(col(ReportDefinition.changed_at).desc(), col(ReportDefinition.id))))


def get_definition(session: Session, key: str, viewer: Viewer) -> ReportDefinition:
    """A definition that is the viewer's own or shared; raises NotThere."""
    found = session.exec(select(ReportDefinition).where(ReportDefinition.key == key)).one_or_none()
    if found is None or (found.account_id != viewer.account_id and not found.is_shared):
        raise NotThere(key)
    return found


def list_kept(session: Session, viewer: Viewer) -> list[KeptReport]:
    """The kept copies that the viewer may read, the newest first."""
    chosen = select(KeptReport).where(col(KeptReport.readers).in_(_readable(viewer))).options(*LEFT_OUT)
    return list(session.exec(chosen.order_by(col(KeptReport.kept_at).desc(), col(KeptReport.id).desc())))


def list_kept_of(session: Session, definition: ReportDefinition, viewer: Viewer) -> list[KeptReport]:
    """The copies that were kept of a definition, of those that the viewer may read, the newest first."""
    made_from = col(KeptReport.definition)["key"].as_string() == definition.key
    chosen = select(KeptReport).where(made_from, col(KeptReport.readers).in_(_readable(viewer))).options(*LEFT_OUT)
    return list(session.exec(chosen.order_by(col(KeptReport.kept_at).desc(), col(KeptReport.id).desc())))


def names_of_owners(session: Session, definitions: Sequence[ReportDefinition]) -> dict[int, str]:
    """What the people who own definitions are called, by their account."""
    owners = {definition.account_id for definition in definitions}
    return {account.id or 0: account.name for account in session.exec(select(Account).where(col(Account.id).in_(owners)))}


def get_kept(session: Session, key: str, viewer: Viewer) -> KeptReport:
    """A kept copy that the viewer may read; raises NotThere."""
    found = session.exec(select(KeptReport).where(KeptReport.key == key)).one_or_none()
    if found is None or found.readers not in _readable(viewer):
        raise NotThere(key)
    return found


def find_by_fingerprint(session: Session, fingerprint: str, viewer: Viewer) -> KeptReport | None:
    """The kept copy whose words have this fingerprint, if the viewer may read it."""
    chosen = select(KeptReport).where(KeptReport.fingerprint == fingerprint, col(KeptReport.readers).in_(_readable(viewer)))
    return session.exec(chosen.order_by(col(KeptReport.id))).first()


def _readable(viewer: Viewer) -> list[str]:
    return [Visibility.PUBLIC.value, Visibility.PROGRAMME.value] if viewer.is_signed_in else [Visibility.PUBLIC.value]
