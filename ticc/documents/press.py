"""Documents printed in a process of their own: its memory goes with it, and a page can tell how far it has come.

A print is a folder named by what is printed, so that the same document is printed once, whoever asks and in whichever worker. The file stands
there under its name only once it is whole; a process that dies leaves an unlocked folder without a file, which the next request prints anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from ticc.documents import look as looks
from ticc.documents.document import Document
from ticc.documents.formats import WRITERS, written
from ticc.documents.keeping import as_data, from_data
from ticc.foundation.clock import now
from ticc.settings import ROOT

log = logging.getLogger(__name__)

KEY = re.compile(r"[0-9a-f]{64}")
# How often a request that waits for a print looks again, in seconds.
GLANCE = 0.03
# Who only looks holds a lock for less than this many glances.
MOST_GLANCES = 10


class State(StrEnum):
    """How far a print has come."""

    WAITING = "waiting"
    PRINTING = "printing"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Print:
    """A print as it stands: what was ordered, how far it is, since when, and what went wrong where something did."""

    key: str
    state: State
    order: Mapping[str, Any]
    ordered_at: datetime
    file: Path
    trouble: str = ""


class NoSuchPrint(LookupError):
    """Nobody ordered this, or it was cleared away."""


class Press:
    """The prints of an installation, in a folder that all its workers share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def order(self, document: Document, wanted: str, order: Mapping[str, Any], look: looks.Look = looks.DEFAULT) -> str:
        """Have a document printed in a format and return the key of the print; `order` is kept beside it, for who fetches the file."""
        told = {"wanted": wanted, **order}
        data = {"document": as_data(document), "look": looks.as_data(look), "order": told}
        whole = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(errors="surrogatepass")
        key = hashlib.sha256(whole).hexdigest()
        place = self.folder / key
        if _file_of(place, wanted).exists() or _is_locked(place):
            return key
        place.mkdir(parents=True, exist_ok=True)
        (place / "trouble").unlink(missing_ok=True)
        _put(place / "document.json", whole)
        _put(place / "order.json", json.dumps({**told, "ordered_at": now().isoformat()}).encode())
        self._start(key)
        return key

    def look_at(self, key: str) -> Print:
        """A print as it stands; raises NoSuchPrint."""
        place = self.folder / key
        if not KEY.fullmatch(key):
            raise NoSuchPrint(key)
        try:
            order = json.loads((place / "order.json").read_text())
        except FileNotFoundError:
            raise NoSuchPrint(key) from None
        file = _file_of(place, order["wanted"])
        state, trouble = _state(place, file)
        return Print(key, state, order, datetime.fromisoformat(order["ordered_at"]), file, trouble)

    def wait(self, key: str, seconds: float) -> Print:
        """A print as it stands once it is ready or has failed, or after so many seconds."""
        until = time.monotonic() + seconds
        found = self.look_at(key)
        while found.state in (State.WAITING, State.PRINTING) and time.monotonic() < until:
            time.sleep(GLANCE)
            found = self.look_at(key)
        return found

    def sweep(self, before: datetime) -> int:
        """Clear away prints that were ordered before a moment and are not at work; returns how many."""
        cleared = 0
        for place in self.folder.glob("*/"):
            if datetime.fromtimestamp(place.stat().st_mtime, before.tzinfo) < before and not _is_locked(place):
                shutil.rmtree(place, ignore_errors=True)
                cleared += 1
        return cleared

    def _start(self, key: str) -> None:
        # Its lock is taken here and inherited: no moment is left in which the print looks abandoned.
        for _again in range(MOST_GLANCES):
            lock = _lock(self.folder / key)
            if lock is not None:
                break
            time.sleep(GLANCE)
        else:
            # Another worker was quicker.
            return
        with lock:
            command = [sys.executable, "-m", "ticc.documents.press", str(self.folder), key]
            process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=(lock.fileno(),))
        # Somebody must take note of its end, or it stays in the table of processes.
        threading.Thread(target=process.wait, daemon=True).start()


def print_one(folder: Path, key: str) -> None:
    """Print what was ordered under a key; one at a time, so that ten orders take no more memory than one."""
    place = folder / key
    data = json.loads((place / "document.json").read_bytes().decode(errors="surrogatepass"))
    wanted = data["order"]["wanted"]
    with (folder / "press.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        (place / "printing").touch()
        try:
            body = written(from_data(data["document"]), wanted, looks.from_data(data["look"]), WRITERS)
            _put(_file_of(place, wanted), body.encode() if isinstance(body, str) else body)
        except Exception as error:
            # Told on the page; the log has the rest.
            log.exception("the print %s failed", key)
            _put(place / "trouble", f"{type(error).__name__}: {error}"[:500].encode())
        finally:
            (place / "printing").unlink(missing_ok=True)


def _state(place: Path, file: Path) -> tuple[State, str]:
    # Looked at before the file: what finishes in between is then ready, not abandoned.
    is_at_work = _is_locked(place)
    if file.exists():
        return State.READY, ""
    if (place / "trouble").exists():
        return State.FAILED, (place / "trouble").read_text()
    if not is_at_work:
        return State.FAILED, ""
    return (State.PRINTING if (place / "printing").exists() else State.WAITING), ""


def _file_of(place: Path, wanted: str) -> Path:
    return place / f"file.{wanted}"


def _lock(place: Path) -> IO[str] | None:
    """The lock of a print, or None where another process holds it."""
    held = (place / "lock").open("w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        return None
    return held


def _is_locked(place: Path) -> bool:
    if not place.is_dir():
        return False
    held = _lock(place)
    if held is None:
        return True
    held.close()
    return False


def _put(path: Path, body: bytes) -> None:
    """Write a file that is there only once it is whole."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    beside.write_bytes(body)
    beside.replace(path)


if __name__ == "__main__":
    print_one(Path(sys.argv[1]), sys.argv[2])
