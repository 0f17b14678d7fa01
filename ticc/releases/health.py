"""The health of what is frozen: that nothing was tampered with, and nothing that a copy or release names is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlmodel import Session, select

from ticc.advice.health import Check, Grade
from ticc.releases.differences import standing
from ticc.releases.freezing import AT_ONCE, digest, fingerprint_of
from ticc.releases.models import FrozenEntry, Release


def examine_frozen(session: Session, copies: Iterable[tuple[str, Mapping[str, str]]]) -> list[Check]:
    """Examine frozen entries and releases, and the copies that are given: each its name, and the fingerprints that it holds by code."""
    known, spoilt = _read(session)
    releases = list(session.exec(select(Release.number, Release.entries, Release.fingerprint)))
    holders = [(f"release {number}", entries) for number, entries, _fingerprint in releases]
    lost = [f"{name}: {code}" for name, entries in (*holders, *copies) for code, kept in standing(entries).items() if known.get(kept) != code]
    broken = [f"release {number}" for number, entries, fingerprint in releases if digest(entries) != fingerprint]
    return [
        _check("frozen entry no longer says what its fingerprint says: it was changed in the database", spoilt),
        _check("release no longer holds what its fingerprint says: it was changed in the database", broken),
        _check("release or kept copy names a frozen entry that is lost", lost),
    ]


def _read(session: Session) -> tuple[dict[str, str], list[str]]:
    """The code of each fingerprint, and the entries whose fingerprint does not fit."""
    known: dict[str, str] = {}
    spoilt = []
    columns = (FrozenEntry.fingerprint, FrozenEntry.code, FrozenEntry.content)
    for key, code, content in session.exec(select(*columns).execution_options(yield_per=AT_ONCE)):
        known[key] = code
        if fingerprint_of(code, dict(content)) != key:
            spoilt.append(f"{code} ({key[:12]})")
    return known, sorted(spoilt)


def _check(name: str, entries: list[str]) -> Check:
    return Check(name, Grade.ERROR if entries else Grade.INFO, tuple(sorted(entries)), len(entries))
