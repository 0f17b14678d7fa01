"""Making releases: the public catalogue frozen under the next number, for good."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _
from sqlmodel import Session, select

from ticc.catalogue.codes import find_successor
from ticc.catalogue.kinds import Kinds
from ticc.catalogue.revision import Revision, current_revision
from ticc.catalogue.snapshot import Snapshot
from ticc.foundation.clock import today
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.releases.differences import MERGED, WITHDRAWN, Change, compare
from ticc.releases.freezing import Frozen, digest, entries_now, published, store
from ticc.releases.models import Release
from ticc.releases.queries import newest_release


@dataclass(frozen=True)
class Plan:
    """The release that would be made now."""

    frozen: dict[str, Frozen]
    # As `Release.entries` has them.
    entries: dict[str, str]
    previous: Release | None

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the whole."""
        return digest(self.entries)

    @cached_property
    def changes(self) -> list[Change]:
        """What it would say otherwise than the release before."""
        return compare(self.previous.entries if self.previous else {}, self.entries)


def plan_release(session: Session, kinds: Kinds, seen: Snapshot) -> Plan:
    """Look at what a release would hold; `seen` is the catalogue as visitors see it. Writes nothing."""
    previous = newest_release(session)
    frozen = entries_now(session, kinds, published(seen, kinds))
    entries = {code: one.fingerprint for code, one in frozen.items()}
    for code in previous.entries if previous else {}:
        if code not in frozen:
            successor = find_successor(session, code)
            entries[code] = f"{MERGED}{successor}" if successor in frozen else WITHDRAWN
    return Plan(frozen, entries, previous)


def hold_still(session: Session) -> None:
    """Keep everybody else from changing the catalogue, and from making a release, until the act ends."""
    session.exec(select(Revision).with_for_update()).one_or_none()


def make_release(
    session: Session,
    kinds: Kinds,
    seen: Snapshot,
    *,
    title: str = "",
    notes: str = "",
    account_id: int | None = None,
    expected: str | None = None,
    is_forced: bool = False,
) -> Release:
    """Freeze the public catalogue under the next number.

    `seen` is the catalogue as visitors see it, `expected` the fingerprint that the person looked at. Raises ChangedMeanwhile where the
    catalogue is no longer what was looked at, and Refusal where it is empty, or says what the last release says (unless forced).
    """
    hold_still(session)
    if seen.revision != current_revision(session):
        raise ChangedMeanwhile
    plan = plan_release(session, kinds, seen)
    if not plan.frozen:
        raise Refusal(str(_("The catalogue is empty: there is nothing to release")))
    if plan.previous and not plan.changes and not is_forced:
        raise Refusal(str(_("Nothing changed since release %(number)s", number=plan.previous.number)))
    if expected is not None and expected != plan.fingerprint:
        raise ChangedMeanwhile
    store(session, plan.frozen.values())
    release = Release(
        number=plan.previous.number + 1 if plan.previous else 1,
        title=title,
        notes=notes,
        released_on=today(),
        fingerprint=plan.fingerprint,
        entries=plan.entries,
        account_id=account_id,
    )
    session.add(release)
    session.flush()
    return release
