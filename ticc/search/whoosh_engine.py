"""The search engine on Whoosh: one index for each audience, so that what a person may not see cannot show in what the person is told."""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ticc.search.engine import Answer, Document, Hit, LookAlike, Memory, NoUsableIndex
from ticc.search.likeness import look_alikes
from ticc.search.marking import hit_of, wanted_by
from ticc.search.parsing import TypedQuery, read_query
from ticc.search.ranking import FEW, rank
from ticc.search.shelf import Shelf, write_shelf
from ticc.search.spelling import better_spelling
from ticc.search.store import Damaged, Fingerprint, Folder, Manifest, Store
from ticc.search.synonyms import NO_SYNONYMS, Synonyms

log = logging.getLogger(__name__)

# Another process may publish a new index, and remove the old one, while this one reads.
TRIES = 5
Told = TypeVar("Told")


@dataclass(frozen=True)
class _Opened:
    """The index as it lies in the memory of this process; without shelves it is missing or damaged."""

    manifest: Manifest | None
    fingerprint: Fingerprint
    shelves: Mapping[str, Shelf] | None
    process: int


class WhooshEngine:
    """Keeps, in a folder of its own, an index that many processes read and one at a time writes."""

    def __init__(self, directory: Path, synonyms: Synonyms = NO_SYNONYMS, patience: float = 10.0) -> None:
        self.synonyms = synonyms
        self._store = Store(directory)
        self._patience = patience
        self._opened: _Opened | None = None
        # A shelf has one place where it reads, so threads take turns.
        self._turn = threading.RLock()

    def revision(self) -> int | None:
        """The catalogue revision that the index holds; None when there is none, or it is damaged or of an older form."""
        with self._turn:
            opened = self._current()
            return None if opened.manifest is None or opened.shelves is None else opened.manifest.revision

    def update(self, documents: Iterable[Document], gone: Collection[str], revision: int) -> None:
        """Take in changed documents and forget codes, all at once; raises NoUsableIndex, Busy or OSError and then has done nothing."""
        wanted = {document.code: document for document in documents}
        with self._store.writing(self._patience):
            with self._turn:
                opened = self._current()
            if opened.manifest is None or opened.shelves is None:
                raise NoUsableIndex("the search index is missing or damaged: rebuild it")
            if opened.manifest.revision >= revision:
                # Another process was quicker, and read the catalogue later than this one.
                return
            folders = dict(opened.manifest.shelves)
            for audience in {*folders, *(document.audience for document in wanted.values())}:
                shelf = opened.shelves.get(audience)
                coming = {code: document for code, document in wanted.items() if document.audience == audience}
                leaving = {code for code in (*gone, *wanted) if shelf and code in shelf}
                if shelf and not coming and len(leaving) == len(shelf):
                    del folders[audience]
                elif coming or leaving:
                    is_worn = shelf is not None and shelf.is_worn(leaving - coming.keys())
                    folders[audience] = self._write(audience, folders.get(audience), leaving, coming.values(), is_worn)
            self._store.publish(Manifest(revision, opened.manifest.built, folders))

    def rebuild(self, documents: Iterable[Document], revision: int) -> None:
        """Make the index anew beside the old one and then swap them; raises Busy or OSError and then has done nothing."""
        before = self._store.read_manifest()
        with self._store.writing(self._patience):
            now = self._store.read_manifest()
            if now and now.revision >= revision and now.built != (before.built if before else ""):
                # Another process has rebuilt it while this one waited.
                return
            by_audience: dict[str, dict[str, Document]] = defaultdict(dict)
            for document in documents:
                by_audience[document.audience][document.code] = document
            folders = {audience: self._write(audience, None, (), some.values()) for audience, some in sorted(by_audience.items())}
            self._store.publish(Manifest(revision, uuid.uuid4().hex, folders))

    def search(self, query: str, audiences: Collection[str], language: str, kinds: Sequence[str] = ()) -> Answer:
        """Everything that matches what a person typed, among the entries of these audiences; no text is an error."""

        def answer(shelves: Sequence[Shelf]) -> Answer:
            typed = _read(query, shelves)
            ranking = rank(shelves, typed, language, self.synonyms, kinds)
            spelling = better_spelling(shelves, typed) if ranking.complete < FEW else None
            return Answer(tuple(Hit(code, score) for code, score in ranking.scores), spelling)

        return self._ask(audiences, answer, Answer((), None, is_current=False))

    def snippets(self, query: str, codes: Sequence[str], audiences: Collection[str], language: str) -> dict[str, Hit]:
        """The hits of these codes with matched fields and snippet, without scores."""

        def answer(shelves: Sequence[Shelf]) -> dict[str, Hit]:
            wanted = wanted_by(_read(query, shelves), self.synonyms)
            holding = {code: shelf for code in codes for shelf in shelves if code in shelf}
            return {code: hit_of(code, *shelf.texts(code), wanted, language) for code, shelf in holding.items()}

        return self._ask(audiences, answer, {})

    def look_alikes(self, text: str, audiences: Collection[str], kinds: Sequence[str], limit: int, memory: Memory | None = None) -> list[LookAlike]:
        """The entries most like a text that somebody typed; many texts in a row are quicker with one memory."""
        return self._ask(audiences, lambda shelves: look_alikes(shelves, text, kinds, self.synonyms, limit, memory or Memory()), [])

    def _ask(self, audiences: Collection[str], answer: Callable[[Sequence[Shelf]], Told], otherwise: Told) -> Told:
        """Ask the shelves of these audiences and no other; a page never falls because search does."""
        with self._turn:
            shelves = self._current().shelves
            if shelves is None:
                return otherwise
            try:
                return answer([shelves[audience] for audience in sorted(audiences) if audience in shelves])
            except Exception:
                log.exception("the search index could not be asked")
                return otherwise

    def _write(self, audience: str, old: Folder | None, leaving: Collection[str], coming: Iterable[Document], make_compact: bool = False) -> Folder:
        path = self._store.new_folder(audience, old)
        write_shelf(path, leaving, coming, make_compact)
        return self._store.folder_of(path)

    def _current(self) -> _Opened:
        """The index as it is now, read again when anything on disk has changed."""
        known = self._opened
        if known and known.process == os.getpid() and known.fingerprint == self._store.fingerprint(known.manifest):
            return known
        for _ in range(TRIES):
            manifest = self._store.read_manifest()
            fingerprint = self._store.fingerprint(manifest)
            shelves = self._shelves(manifest, fingerprint) if manifest else None
            # Otherwise somebody published another index meanwhile, and what was read may be half of each.
            if self._store.read_manifest() == manifest and self._store.fingerprint(manifest) == fingerprint:
                break
        self._opened = _Opened(manifest, fingerprint, shelves, os.getpid())
        return self._opened

    def _shelves(self, manifest: Manifest, fingerprint: Fingerprint) -> dict[str, Shelf] | None:
        try:
            return {audience: self._shelf(audience, folder, fingerprint) for audience, folder in manifest.shelves.items()}
        except Damaged as error:
            log.warning("the search index is damaged: %s", error)
            return None

    def _shelf(self, audience: str, folder: Folder, fingerprint: Fingerprint) -> Shelf:
        """A shelf as it was read before, if nothing of it has changed; raises Damaged."""
        known = self._opened
        if known and known.manifest and known.shelves and known.process == os.getpid() and known.manifest.shelves.get(audience) == folder:
            names = [f"{folder.name}/{name}" for name in folder.files]
            if all(known.fingerprint[name] == fingerprint[name] for name in names):
                return known.shelves[audience]
        try:
            return Shelf(self._store.read(folder))
        except Damaged:
            raise
        except Exception as error:
            # The bytes are as they were written, and yet Whoosh cannot read them: whatever it raises, the index is of no use.
            raise Damaged(f"{folder.name} cannot be opened: {error!r}") from error


def _read(query: str, shelves: Sequence[Shelf]) -> TypedQuery:
    return read_query(query, lambda key: any(key in shelf.by_key for shelf in shelves))
