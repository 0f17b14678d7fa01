"""Which barriers are there before a file is taken, and by what one of them is known again."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from sqlmodel import Session, col, or_, select

from ticc.barriers.models import Barrier, State
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Visibility
from ticc.foundation.text import fold
from ticc.imports.models import Batch

KIND = "barriers"
# What an import keeps beside its rows: each barrier that it brought, with the obstacle and the reference that came with it.
BROUGHT = "brought"
SHARED = (Visibility.PROGRAMME.value, Visibility.PUBLIC.value)


class Same:
    """Gives things that are the same under any of their names one number."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._last = 0

    def number(self, data: Mapping[str, Any]) -> int:
        """The number of a barrier, by its code or else by its words at a site and the reference of the partner's own."""
        names = _names(data)
        found = next((self._numbers[name] for name in names if name in self._numbers), None)
        if found is None:
            found = self._last = self._last + 1
        for name in names:
            self._numbers.setdefault(name, found)
        return found


def _names(data: Mapping[str, Any]) -> list[Hashable]:
    if data.get("code"):
        return [("code", data["code"])]
    words: list[Hashable] = [("words", " ".join(fold(data["title"]).split()), data["site_code"])]
    return [*words, ("reference", fold(data["reference"]))] if data.get("reference") else words


def numbers_there(session: Session, viewer: Viewer, partner_code: str, same: Same) -> set[int]:
    """The numbers of the partner's barriers, and of those of others that the viewer may see, which are known by their code alone."""
    is_seen = or_(col(Barrier.partner_code).in_(viewer.partners), col(Barrier.visibility).in_(SHARED) & (col(Barrier.state) != State.DRAFT))
    chosen = select(Barrier.code, Barrier.title, Barrier.site_code, Barrier.partner_code).where(is_seen).order_by(Barrier.code)
    references = _references(session, partner_code)
    there = set()
    for code, title, site_code, partner in session.exec(chosen):
        there.add(same.number({"code": code}))
        if partner == partner_code:
            there.add(same.number({"title": title, "site_code": site_code, "reference": references.get(code, "")}))
    return there


def _references(session: Session, partner_code: str) -> dict[str, str]:
    """The partner's own references of the barriers that came from its files."""
    chosen = select(Batch.choices).where(Batch.kind == KIND, Batch.partner_code == partner_code, col(Batch.taken_at).is_not(None))
    return {one["code"]: one["reference"] for choices in session.exec(chosen) for one in choices.get(BROUGHT, [])}
