"""Where the bytes of attachments lie: behind a small protocol, today a folder outside everything that is served."""

from __future__ import annotations

import os
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

KEY = re.compile(r"[0-9a-f]{32}")
UNFINISHED = ".part"


class Gone(LookupError):
    """No bytes lie under this key, or not those that were put there."""


class Store(Protocol):
    """Bytes under keys; keys are made by `new_key` and by nobody else."""

    @property
    def largest(self) -> int:
        """The size in bytes of the largest file that it takes."""

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes; once this returns, a power cut does not lose them."""

    def get(self, key: str) -> bytes:
        """The bytes under a key; raises Gone."""

    def remove(self, key: str) -> None:
        """Forget the bytes under a key, also those that were never wholly put; no error where there are none."""

    def list_keys(self, before: datetime) -> list[str]:
        """The keys under which bytes, also unfinished ones, were put before a moment."""


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_hex(16)


class FolderStore:
    """A folder, fanned out over two levels, for one machine or a disk that several share."""

    def __init__(self, path: Path, largest: int) -> None:
        self.path = path
        self._largest = largest

    @property
    def largest(self) -> int:
        """The size in bytes of the largest file that it takes."""
        return self._largest

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes: written aside, brought to the disk, and only then given their name."""
        path = self._path(key)
        self._make_folders(path)
        aside = path.with_suffix(UNFINISHED)
        try:
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.rename(path)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
        _bring_to_disk(path.parent)

    def get(self, key: str) -> bytes:
        """The bytes under a key; raises Gone."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise Gone(key) from None

    def remove(self, key: str) -> None:
        """Forget the bytes under a key, also those that were never wholly put."""
        path = self._path(key)
        path.unlink(missing_ok=True)
        path.with_suffix(UNFINISHED).unlink(missing_ok=True)

    def list_keys(self, before: datetime) -> list[str]:
        """The keys under which bytes, also unfinished ones, were put before a moment; whatever else lies about is not ours to touch."""
        found = set()
        for path in self.path.glob("??/??/*"):
            key = path.name.removesuffix(UNFINISHED)
            if KEY.fullmatch(key) and path.parent == self._path(key).parent and _is_older(path, before):
                found.add(key)
        return sorted(found)

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"not a key of a file: {key!r}")
        return self.path / key[:2] / key[2:4] / key

    def _make_folders(self, path: Path) -> None:
        for folder in (self.path, path.parent.parent, path.parent):
            if not folder.exists():
                # Each by itself: the mode is not handed on to parents. Another worker may be quicker.
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _bring_to_disk(folder.parent)


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment
    except FileNotFoundError:
        # Somebody else removed or finished it since it was listed.
        return False


def _bring_to_disk(folder: Path) -> None:
    """A name is safe only when the folder that holds it is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
