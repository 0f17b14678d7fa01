"""Load a content pack: everything or nothing, again and again, and never over what was changed in the application."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from ticc.catalogue.codes import Code
from ticc.catalogue.entry import Entry
from ticc.catalogue.kinds import Kind, Kinds
from ticc.catalogue.revision import Revision, take_next_revision
from ticc.content.files import Problem
from ticc.content.pack import Pack, Written, pack_digest, read_pack
from ticc.content.state import State, digest, kind_link, rows_of, state_of_file, states_in_database
from ticc.foundation.clock import now
from ticc.history.record import say_who


class PackRefused(Exception):
    """The pack has problems; nothing was loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass
class Loaded:
    """What a load did, by code. A conflict is an entry that changed both in the files and in the application."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    edited_here: list[str] = field(default_factory=list)
    conflicting: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def did_something(self) -> bool:
        """Whether the catalogue is another one than before."""
        return bool(self.added or self.changed)


def load_if_new(session: Session, root: Path, kinds: Kinds) -> Loaded | None:
    """Load a pack unless these very files were loaded last time; None when there was nothing to do."""
    revision = session.exec(select(Revision)).one_or_none()
    if revision is not None and revision.loaded_pack == pack_digest(root):
        return None
    return load_pack(session, root, kinds)


def load_pack(session: Session, root: Path, kinds: Kinds) -> Loaded:
    """Load a pack into the session; raises PackRefused with every problem, having changed nothing."""
    pack = read_pack(root, kinds)
    if pack.problems:
        raise PackRefused(pack.problems)
    say_who(session, None, "content load")
    loaded = Loaded()
    planned = {kind.name: _plan(session, pack, kind, loaded) for kind in kinds.with_files()}
    _enter_codes(session, pack, {written.sheet.code for plan in planned.values() for written, _, _ in plan})
    session.flush()
    for plan in planned.values():
        for written, _, entry in plan:
            _write_columns(session, written, entry)
    session.flush()
    for plan in planned.values():
        _write_links(session, plan)
    session.flush()
    _remember(session, root)
    return loaded


Plan = list[tuple[Written, State, Entry | None]]


def _plan(session: Session, pack: Pack, kind: Kind, loaded: Loaded) -> Plan:
    """Decide for each entry of a kind what a load may do with it."""
    here = states_in_database(session, kind)
    plan: Plan = []
    for code, written in sorted(pack.entries.items()):
        if written.kind is not kind:
            continue
        wanted = state_of_file(written)
        entry, state = here.get(code, (None, {}))
        if entry is None:
            loaded.added.append(code)
            plan.append((written, wanted, None))
        elif state == wanted:
            loaded.kept.append(code)
            entry.loaded_digest = digest(wanted)
        elif digest(state) == entry.loaded_digest:
            loaded.changed.append(code)
            plan.append((written, wanted, entry))
        elif digest(wanted) == entry.loaded_digest:
            loaded.edited_here.append(code)
        else:
            loaded.conflicting.append(code)
    from_files = {code for code, (entry, _) in here.items() if entry.loaded_digest and not entry.is_retired}
    loaded.gone += sorted(from_files - set(pack.entries))
    return plan


def _enter_codes(session: Session, pack: Pack, written_codes: set[str]) -> None:
    known = {code.code: code for code in session.exec(select(Code)).all()}
    for code, written in pack.entries.items():
        if code not in known:
            known[code] = Code(code=code, kind=written.kind.name)
            session.add(known[code])
    session.flush()
    # What was merged in the application stays merged: only an entry that is written takes from its file where its code leads.
    for code in written_codes:
        known[code].leads_to = pack.entries[code].sheet.merged_into


def _write_columns(session: Session, written: Written, entry: Entry | None) -> None:
    state = state_of_file(written)
    table: Any = written.kind.table
    nullable = {column.name for column in table.__table__.c if column.nullable}
    values = {name: None if value == "" and name in nullable else value for name, value in state["columns"].items()}
    values |= {
        "is_retired": state["is_retired"] or bool(state["merged_into"]),
        "translations": state["translations"],
        "loaded_digest": digest(state),
        "updated_at": now(),
    }
    if entry is None:
        session.add(table(code=written.sheet.code, **values))
        return
    for name, value in values.items():
        if getattr(entry, name) != value:
            setattr(entry, name, value)


def _write_links(session: Session, plan: Plan) -> None:
    """Make the links of the planned entries what their files say."""
    if not plan:
        return
    kind = plan[0][0].kind
    codes = {written.sheet.code for written, _, entry in plan if entry is not None}
    for name in (link.field for link in kind.links):
        link = kind_link(kind, name)
        if codes:
            for row in rows_of(session, link, codes):
                session.delete(row)
            session.flush()
        for written, state, _ in plan:
            session.add_all(link.table(**{link.own_column: written.sheet.code, **values}) for values in state["links"][name])


def _remember(session: Session, root: Path) -> None:
    revision = session.exec(select(Revision)).one_or_none()
    if revision is None:
        take_next_revision(session)
        revision = session.exec(select(Revision)).one()
    session.refresh(revision)
    revision.loaded_pack = pack_digest(root)
    session.flush()
