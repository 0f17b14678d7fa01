"""Changing reports: defining, copying, keeping a dated copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, delete, select

from ticc.accounts.models import Account
from ticc.accounts.tokens import new_key
from ticc.catalogue.kinds import Kinds
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.documents.document import Document
from ticc.documents.keeping import as_data, fingerprint
from ticc.documents.look import DEFAULT, Look
from ticc.documents.look import as_data as look_data
from ticc.foundation.clock import now
from ticc.foundation.errors import NotAllowed
from ticc.foundation.versioned import write_over
from ticc.releases.freezing import freeze, named_in, published, with_neighbours
from ticc.reports.models import KeptReport, ReportDefinition

# What a definition says, and what a kept copy remembers of it.
SAID = ("title", "foreword", "scope", "sections", "comments", "depth", "readers", "refuses_unchecked", "look_key")


def define_report(session: Session, viewer: Viewer, said: Mapping[str, Any]) -> ReportDefinition:
    """Define a report."""
    definition = ReportDefinition(key=new_key(), account_id=viewer.account_id or 0, **said)
    session.add(definition)
    session.flush()
    return definition


def change_definition(session: Session, definition: ReportDefinition, viewer: Viewer, said: Mapping[str, Any], version: int) -> None:
    """Define it otherwise; raises NotAllowed for somebody else's, ChangedMeanwhile where another window was quicker."""
    if definition.account_id != viewer.account_id:
        raise NotAllowed
    write_over(session, definition, {**said, "changed_at": now()}, version)


def copy_definition(session: Session, definition: ReportDefinition, viewer: Viewer) -> ReportDefinition:
    """Take a definition, one's own or a shared one, as the beginning of another."""
    said = {name: getattr(definition, name) for name in SAID}
    return define_report(session, viewer, {**said, "title": str(_("Copy of %(title)s", title=definition.title))[:200]})


def remove_definition(session: Session, definition: ReportDefinition, viewer: Viewer) -> None:
    """Delete a definition; copies that were kept of it stay. Raises NotAllowed for somebody else's."""
    if definition.account_id != viewer.account_id:
        raise NotAllowed
    session.delete(definition)
    session.flush()


def keep_copy(
    session: Session,
    definition: ReportDefinition,
    document: Document,
    viewer: Viewer,
    revision: int,
    *,
    kinds: Kinds,
    seen: Snapshot,
    look: Look = DEFAULT,
) -> KeptReport:
    """Keep a report as it is today: it gets a date, a fingerprint and an address, and never changes.

    Its look is kept with it, logo included. The entries that it names are frozen with it, and those that these are linked with. `seen` is the catalogue as its readers see it.
    """
    seen = published(seen, kinds) if definition.readers == Visibility.PUBLIC else seen
    told = as_data(document)
    kept = KeptReport(
        key=new_key(),
        title=document.title[:300],
        language=document.language,
        readers=definition.readers,
        dated=document.dated,
        revision=revision,
        fingerprint=fingerprint(document),
        document=told,
        entries=freeze(session, kinds, seen, with_neighbours(named_in(told, seen), seen)),
        definition={"key": definition.key, **{name: getattr(definition, name) for name in SAID}},
        look=look_data(look),
        account_id=viewer.account_id,
    )
    session.add(kept)
    session.flush()
    return kept


def remove_samples(session: Session) -> int:
    """Delete what sample accounts defined and kept; returns how many definitions there were."""
    persons = list(session.exec(select(Account.id).where(col(Account.is_sample))))
    session.exec(delete(KeptReport).where(col(KeptReport.account_id).in_(persons)))
    found = list(session.exec(select(ReportDefinition).where(col(ReportDefinition.account_id).in_(persons))))
    for definition in found:
        session.delete(definition)
    session.flush()
    return len(found)
