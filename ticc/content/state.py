"""The state of an entry as plain data, the same whether it is read from a file or from the database."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from ticc.catalogue.codes import Code
from ticc.catalogue.entry import Entry
from ticc.catalogue.kinds import Kind, LinkField
from ticc.catalogue.links import Link, Try
from ticc.content.pack import Written

State = dict[str, Any]
# Columns that every entry has and no file fills.
MACHINERY = {"code", "visibility", "loaded_digest", "version", "created_at", "updated_at", "is_retired", "translations"}


def columns_of(kind: Kind) -> list[str]:
    """The columns of a kind that its files fill."""
    return [column.name for column in kind.table.__table__.c if column.name not in MACHINERY]  # type: ignore[attr-defined]


def state_of_file(written: Written) -> State:
    """What a file says."""
    said = written.sheet.model_dump(mode="json")
    return {
        "columns": {name: _filled(said[name]) for name in columns_of(written.kind)},
        # What was merged is out of the lists anyway; one of the two says it.
        "is_retired": said["retired"] and not said["merged_into"],
        "merged_into": said["merged_into"],
        "translations": written.translations,
        "links": {link.field: [_renamed(link, part) for part in said[link.field]] for link in written.kind.links},
    }


def states_in_database(session: Session, kind: Kind) -> dict[str, tuple[Entry, State]]:
    """What the database says of every entry of a kind, read in one query for each table."""
    leads_to = dict(session.exec(select(Code.code, Code.leads_to).where(Code.kind == kind.name)).all())
    links = {link.field: _links_by_entry(session, link) for link in kind.links}
    found = {}
    for entry in session.exec(select(kind.table)).all():
        found[entry.code] = (
            entry,
            {
                "columns": {name: _filled(getattr(entry, name)) for name in columns_of(kind)},
                "is_retired": entry.is_retired and not leads_to.get(entry.code),
                "merged_into": leads_to.get(entry.code),
                "translations": entry.translations,
                "links": {name: [row_values(kind_link(kind, name), row) for row in rows[entry.code]] for name, rows in links.items()},
            },
        )
    return found


def kind_link(kind: Kind, field: str) -> LinkField:
    """The link field of a kind by its name."""
    return next(link for link in kind.links if link.field == field)


def rows_of(session: Session, link: LinkField, codes: set[str] | None = None) -> list[Link]:
    """The rows of a link field in the order in which they were written; tries that partners logged are not the files' business."""
    table: Any = link.table
    chosen = select(table).order_by(table.id)
    if codes is not None:
        chosen = chosen.where(getattr(table, link.own_column).in_(codes))
    if table is Try:
        chosen = chosen.where(col(Try.barrier_code).is_(None))
    return list(session.exec(chosen).all())


def row_values(link: LinkField, row: Link) -> dict[str, Any]:
    """What a link row says, in column names, without empty values."""
    names = [column.name for column in link.table.__table__.c if column.name not in ("id", link.own_column, "barrier_code")]  # type: ignore[attr-defined]
    return _without_empty({name: getattr(row, name) for name in names})


def digest(state: State) -> str:
    """A fingerprint of a state."""
    return hashlib.sha256(json.dumps(state, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _links_by_entry(session: Session, link: LinkField) -> Mapping[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for row in rows_of(session, link):
        # Steps, solutions and principles share the table of reports: each takes its own rows by its codes.
        found[getattr(row, link.own_column)].append(row)
    return found


def _renamed(link: LinkField, part: dict[str, Any]) -> dict[str, Any]:
    return _without_empty({link.column_of(word): value for word, value in part.items()})


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, False)}


def _filled(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_empty(one) if isinstance(one, dict) else one for one in value]
    return "" if value is None else value
