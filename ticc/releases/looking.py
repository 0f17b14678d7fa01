"""Frozen entries for the person who asks: the page of an entry as it was, beside what it says now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from flask import current_app, render_template

from ticc.accounts.looking import kinds, vocabularies
from ticc.catalogue.codes import find_successor
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.visibility import VISITOR
from ticc.catalogue.web import PLACE_OF_CODE
from ticc.foundation.database import db
from ticc.foundation.errors import NotThere
from ticc.foundation.i18n import language
from ticc.foundation.languages import DEFAULT
from ticc.releases.differences import stands_in
from ticc.releases.freezing import Frozen, entries_now, published
from ticc.releases.queries import Name, get_frozen, read_names
from ticc.releases.telling import Telling, codes_named, without


@dataclass(frozen=True)
class Holder:
    """The copy or release that holds an entry as it was: what it is called and where it is found."""

    name: str
    address: str
    day: date
    language: str
    # The pages above the entry, each with its name.
    crumbs: tuple[tuple[str, str], ...]
    # What it holds, as `Release.entries` has it.
    entries: Mapping[str, str]
    # The address of PLACE_OF_CODE among its entries.
    pattern: str

    def address_of(self, code: str) -> str | None:
        """Where an entry is found as it was; None where it does not stand here."""
        return self.pattern.replace(PLACE_OF_CODE, quote(code)) if stands_in(self.entries, code) else None


def as_visitors_see() -> Snapshot:
    """The catalogue as everybody may see it, whoever asks."""
    seen: Snapshot = current_app.extensions["current_snapshot"].for_viewer(db(), VISITOR)
    return seen


def public_catalogue() -> Snapshot:
    """What a release would hold now."""
    return published(as_visitors_see(), kinds())


def telling(names: Mapping[str, Name] | None = None) -> Telling:
    """The words of this reader."""
    return Telling(vocabularies(), language(), names or {})


def entry_page(code: str, holder: Holder, seen: Snapshot, **more: Any) -> str:
    """The page of an entry as it was; raises NotThere.

    `seen` is the catalogue as the readers of the holder see it now. What a partner logged is shown only as long as they see it: a partner
    may take back what it shared.
    """
    if not stands_in(holder.entries, code) or _is_taken_back(code, seen):
        raise NotThere(code)
    kept = get_frozen(db(), holder.entries[code], code)
    hidden = {other for link in kept.content.get("links", []) for other in _ends(link) if _is_taken_back(other, seen)}
    frozen = Frozen(code, kept.kind, without(kept.content, hidden))
    now = entries_now(db(), kinds(), seen, {code}).get(code)
    told = telling(_names(holder.entries, seen, codes_named(frozen.content) | (codes_named(now.content) if now else set())))
    kind = kinds()[frozen.kind]
    successor = find_successor(db(), code)
    return render_template(
        "releases/entry.html",
        code=code,
        holder=holder,
        kind=kind,
        reading=told.reading(kind, frozen.content),
        parts=told.parts(kind, frozen.content),
        links=told.links(frozen.content),
        names=told.names,
        now=now,
        is_same=now is not None and now.content == frozen.content,
        successor=successor if successor in seen.cards else None,
        differences=told.difference(kind, frozen, now) if now else [],
        label=told.label,
        **more,
    )


def _ends(link: Mapping[str, Any]) -> list[str]:
    return [code for code in (link["code"], link.get("facts", {}).get("barrier_code")) if code]


def _is_taken_back(code: str, seen: Snapshot) -> bool:
    kind = kinds().of_code(code)
    return (kind is None or kind.sheet is None) and code not in seen.cards


def _names(entries: Mapping[str, str], seen: Snapshot, codes: set[str]) -> dict[str, Name]:
    """What entries were called then; those that came later, what they are called now."""
    names = {
        code: Name(code, card.kind, {DEFAULT: card.title} | {key: said["title"] for key, said in card.translations.items() if said.get("title")})
        for code in codes
        if (card := seen.cards.get(code))
    }
    return names | read_names(db(), (entries[code] for code in codes if stands_in(entries, code) and not _is_taken_back(code, seen)))
