"""Figures from a file: how long it takes to read, look at, take and undo five thousand rows."""

from __future__ import annotations

import csv
import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from sqlmodel import Session

from benchmarks.serving import ROOT
from ticc import migrate
from ticc.accounts import service as accounts
from ticc.accounts.queries import viewer_for
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Role
from ticc.content.load import load_pack
from ticc.factory import create_app
from ticc.foundation.database import Database
from ticc.imports import service
from ticc.imports.measurements import MEASUREMENTS
from ticc.imports.queries import get_batch
from ticc.kinds import KINDS
from ticc.settings import Settings

ROWS = 5000
PARTNER = "PAR-kchft"
HEADINGS = ("Outcome", "Site", "Value", "Day", "Counted", "Source", "Note")
AIM = "under 20"


def measure() -> list[str]:
    """A table of seconds, for a CSV file and a workbook."""
    lines = [f"| {ROWS:,} rows as | preview s | take s | preview of the same again s | undo s | aim of the preview s |", "|---|---|---|---|---|---|"]
    for name, data in (("CSV", _csv()), ("workbook", _xlsx())):
        with tempfile.TemporaryDirectory() as folder:
            took = _measured(Path(folder), data)
        lines.append(f"| {name} | {' | '.join(f'{seconds:.2f}' for seconds in took)} | {AIM} |")
    return [*lines, ""]


def _measured(folder: Path, data: bytes) -> list[float]:
    app = create_app(Settings.from_environment({"TICC_DATA_DIR": str(folder)}))
    database: Database = app.extensions["database"]
    migrate.upgrade(database.engine)
    took: list[float] = []

    @contextmanager
    def timed() -> Iterator[Session]:
        began = time.perf_counter()
        with database.act() as session:
            yield session
        took.append(time.perf_counter() - began)

    def read(session: Session, viewer: Viewer) -> str:
        return service.read_file(session, viewer, MEASUREMENTS, PARTNER, ("figures", data), {"visibility": "private"}, "en").key

    with app.test_request_context():
        with database.act() as session:
            load_pack(session, ROOT / "content", KINDS)
            account = accounts.add_account(session, "bench@team.example", "Bench")
            accounts.give_role(session, account, Role.MEMBER, PARTNER)
            viewer = viewer_for(session, account)
        with timed() as session:
            key = read(session, viewer)
        with timed() as session:
            batch = get_batch(session, key, viewer)
            assert service.take(session, batch, viewer, MEASUREMENTS, batch.version) == {"taken": ROWS}
        with timed() as session:
            read(session, viewer)
        with timed() as session:
            batch = get_batch(session, key, viewer)
            service.undo(session, batch, viewer, MEASUREMENTS, batch.version)
    database.engine.dispose()
    return took


def _rows() -> Iterator[tuple[object, ...]]:
    for number in range(ROWS):
        yield ("Staff turnover", "Kent", number / 8, date(2005, 1, 1) + timedelta(days=number), 40, "Yearly survey", "A note of some words")


def _csv() -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([HEADINGS, *_rows()])
    return out.getvalue().encode("utf-8-sig")


def _xlsx() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    for row in (HEADINGS, *_rows()):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
