"""Where the index lies on disk: a folder for each shelf, and one small manifest that says which folders are the index.

Nothing that the manifest names is ever changed. Whoever writes makes new folders beside the old ones and then puts a new manifest in
place by one rename: with it, every shelf and the revision become the new ones at once, and a writer that dies leaves only folders that
nobody knows. The manifest holds the checksum of every file, so that damage of whatever sort is seen before anything is used.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import time
import uuid
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import whoosh

from ticc.foundation.text import slug

# Another form of the index (fields, analysis, manifest) gets another number here; an index with any other number is rebuilt.
FORM = f"1 (Whoosh {whoosh.versionstring()})"
MANIFEST = "CURRENT"
LOCK = "writing.lock"
_OF_WHOOSH_ALONE = "WRITELOCK"
_OUR_FOLDER = re.compile(r"[a-z0-9-]+\.[0-9a-f]{32}")

Fingerprint = dict[str, tuple[int, int, int] | None]


class Damaged(Exception):
    """What lies on disk is not what the manifest says."""


class Busy(TimeoutError):
    """Somebody else has been writing for longer than one can wait."""


@dataclass(frozen=True)
class Folder:
    """A shelf's folder, and the length and checksum of each of its files."""

    name: str
    files: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Manifest:
    """Which folders are the index, by audience, and which revision of the catalogue they hold. `built` names the last rebuild."""

    revision: int
    built: str
    shelves: Mapping[str, Folder] = field(default_factory=dict)


class Store:
    """The index folder. Everybody may read it; who writes holds the lock."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def read_manifest(self) -> Manifest | None:
        """The manifest; None when there is none, or none that this program can use."""
        try:
            checksum, _, text = (self.directory / MANIFEST).read_text(encoding="utf-8").partition("\n")
            if checksum != _checksum_of(text):
                return None
            return _manifest_of(json.loads(text))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def publish(self, manifest: Manifest) -> None:
        """Make this the index, in one step, and remove what no longer belongs to it."""
        text = json.dumps({"form": FORM, **asdict(manifest)}, sort_keys=True)
        made = self.directory / f"{MANIFEST}.new"
        made.write_text(f"{_checksum_of(text)}\n{text}", encoding="utf-8")
        made.replace(self.directory / MANIFEST)
        self._sweep(manifest)

    def fingerprint(self, manifest: Manifest | None) -> Fingerprint:
        """How the manifest and its files look from outside: changes whenever one of them does. Asked before each search, so it is cheap."""
        folders = manifest.shelves.values() if manifest else ()
        names = [MANIFEST, *(f"{folder.name}/{name}" for folder in folders for name in folder.files)]
        return {name: _looks(f"{self.directory}/{name}") for name in names}

    def read(self, folder: Folder) -> dict[str, bytes]:
        """The files of a shelf, checked; raises Damaged."""
        found: dict[str, bytes] = {}
        for name, (length, checksum) in folder.files.items():
            try:
                found[name] = (self.directory / folder.name / name).read_bytes()
            except OSError as error:
                raise Damaged(f"{folder.name}/{name} cannot be read") from error
            if len(found[name]) != length or zlib.crc32(found[name]) != checksum:
                raise Damaged(f"{folder.name}/{name} is not as it was written")
        return found

    def new_folder(self, audience: str, like: Folder | None = None) -> Path:
        """A folder for a shelf, empty or with the files of another one, which stay what they are."""
        # Two audiences may be spelled alike as a slug; they never share a folder.
        made = self.directory / f"{slug(audience, 40) or 'audience'}.{uuid.uuid4().hex}"
        made.mkdir()
        for name in like.files if like else ():
            _link(self.directory / like.name / name, made / name)  # type: ignore[union-attr]
        return made

    def folder_of(self, path: Path) -> Folder:
        """What the manifest says of a folder that has been written."""
        files: dict[str, tuple[int, int]] = {}
        for file in sorted(path.iterdir()):
            if file.is_file() and not file.name.endswith(_OF_WHOOSH_ALONE):
                content = file.read_bytes()
                files[file.name] = (len(content), zlib.crc32(content))
        return Folder(path.name, files)

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """Be the only writer, among threads and processes; raises Busy after so many seconds, OSError where nothing can be written."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / LOCK).open("a") as lock:
            until = time.monotonic() + patience
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise Busy(f"somebody else has been writing the search index for more than {patience:g} seconds") from None
                    time.sleep(0.02)
            self._sweep(self.read_manifest())
            # Closing the file lets the lock go, and so does the death of the process.
            yield

    def _sweep(self, manifest: Manifest | None) -> None:
        """Remove the folders that are no longer the index, and those of writers that died."""
        kept = {folder.name for folder in manifest.shelves.values()} if manifest else set()
        for found in self.directory.iterdir():
            if found.name not in kept and _OUR_FOLDER.fullmatch(found.name):
                shutil.rmtree(found, ignore_errors=True)


def _manifest_of(said: Mapping[str, Any]) -> Manifest | None:
    if said["form"] != FORM:
        return None
    shelves = {
        audience: Folder(folder["name"], {name: (length, checksum) for name, (length, checksum) in folder["files"].items()})
        for audience, folder in said["shelves"].items()
    }
    return Manifest(int(said["revision"]), str(said["built"]), shelves)


def _checksum_of(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _looks(path: str) -> tuple[int, int, int] | None:
    try:
        seen = os.stat(path)  # noqa: PTH116 - a Path costs more than the question
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:
        # A file system without hard links.
        shutil.copy2(old, new)
