"""Asking about releases and frozen entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session, col, select

from ticc.foundation.errors import NotThere
from ticc.foundation.languages import DEFAULT, LANGUAGES
from ticc.releases.freezing import AT_ONCE, Frozen
from ticc.releases.models import FrozenEntry, Release

# More digits than any release will have; a larger number is not asked of the database.
LARGEST = 1_000_000


@dataclass(frozen=True)
class Name:
    """What an entry is called, in each language."""

    code: str
    kind: str
    titles: Mapping[str, str] = field(default_factory=dict)

    def title_in(self, language: str) -> tuple[str, str]:
        """The title in a language, and the language that it really is in."""
        found = self.titles.get(language)
        return (found, language) if found else (self.titles.get(DEFAULT, self.code), DEFAULT)


@dataclass(frozen=True)
class Brief:
    """A release in a list."""

    number: int
    title: str
    released_on: date
    released_at: datetime
    fingerprint: str


def list_releases(session: Session) -> list[Brief]:
    """Every release, the newest first."""
    columns = (Release.number, Release.title, Release.released_on, Release.released_at, Release.fingerprint)
    return [Brief(*row) for row in session.exec(select(*columns).order_by(col(Release.number).desc()))]  # type: ignore[call-overload]


def get_release(session: Session, number: int) -> Release:
    """A release by its number; raises NotThere."""
    found = session.get(Release, number) if 0 < number < LARGEST else None
    if found is None:
        raise NotThere(str(number)[:20])
    return found


def newest_release(session: Session) -> Release | None:
    """The release with the highest number, or None before the first one."""
    return session.exec(select(Release).order_by(col(Release.number).desc()).limit(1)).first()


def release_before(session: Session, number: int) -> Release | None:
    """The release before one, or None for the first one."""
    return session.exec(select(Release).where(Release.number < number).order_by(col(Release.number).desc()).limit(1)).first()


def get_frozen(session: Session, fingerprint: str, code: str) -> Frozen:
    """A frozen entry; raises NotThere with the code where what was kept is lost."""
    found = session.get(FrozenEntry, fingerprint)
    if found is None:
        raise NotThere(code)
    return Frozen(found.code, found.kind, dict(found.content))


def read_frozen(session: Session, fingerprints: Iterable[str]) -> Iterator[tuple[str, Frozen]]:
    """Frozen entries with their fingerprints, some hundreds at a time; what is lost is left out."""
    listed = sorted(set(fingerprints))
    columns = (FrozenEntry.fingerprint, FrozenEntry.code, FrozenEntry.kind, FrozenEntry.content)
    for start in range(0, len(listed), AT_ONCE):
        rows = session.exec(select(*columns).where(col(FrozenEntry.fingerprint).in_(listed[start : start + AT_ONCE])))  # type: ignore[call-overload]
        for fingerprint, code, kind, content in rows:
            yield fingerprint, Frozen(code, kind, dict(content))


def read_names(session: Session, fingerprints: Iterable[str]) -> dict[str, Name]:
    """What frozen entries are called, by code; their texts stay in the database."""
    listed = sorted(set(fingerprints))
    content = col(FrozenEntry.content)
    others = [language for language in LANGUAGES if language != DEFAULT]
    titles = [content[("columns", "title")].as_string(), *(content[("translations", language, "title")].as_string() for language in others)]
    found = {}
    for start in range(0, len(listed), AT_ONCE):
        chosen = select(FrozenEntry.code, FrozenEntry.kind, *titles).where(col(FrozenEntry.fingerprint).in_(listed[start : start + AT_ONCE]))  # type: ignore[call-overload]
        for code, kind, *said in session.exec(chosen):
            found[code] = Name(code, kind, {language: title for language, title in zip((DEFAULT, *others), said, strict=True) if title})
    return found


def nearest_release(session: Session, entries: Mapping[str, str], moment: datetime) -> tuple[int, int] | None:
    """The release that tells where a copy of this moment stands, and how many of its entries stand otherwise there; None without any.

    That is the last release before it, or the first one after it if that holds all of its entries as they are.
    """
    later = select(Release).where(Release.released_at > moment).order_by(col(Release.number)).limit(1)
    earlier = select(Release).where(Release.released_at <= moment).order_by(col(Release.number).desc()).limit(1)
    found = None
    for chosen in (earlier, later):
        release = session.exec(chosen).first()
        if release is not None and (found is None or found[1]):
            differing = sum(release.entries.get(code) != kept for code, kept in entries.items())
            if release.released_at <= moment or not differing:
                found = (release.number, differing)
    return found


def versions_of(session: Session, code: str) -> list[tuple[Brief, str]]:
    """The releases that speak of an entry, the newest first, each with what it keeps for it; the code is one that a release holds."""
    columns = (Release.number, Release.title, Release.released_on, Release.released_at, Release.fingerprint)
    rows = session.exec(select(*columns, Release.entries[code].as_string()).order_by(col(Release.number).desc()))  # type: ignore[call-overload,index]
    return [(Brief(*row[:-1]), row[-1]) for row in rows if row[-1]]
