"""A shelf: the Whoosh index of one audience, read whole into memory, and what it can be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.formats import Existence
from whoosh.index import FileIndex

from ticc.search.analysis import LANGUAGES, SEPARATOR, GramAnalyser, Pattern, WordAnalyser
from ticc.search.engine import Document
from ticc.search.parsing import key_of_code

# The fields of a document as a person knows them, and what a word in each of them is worth.
FIELDS: Mapping[str, float] = {"title": 4.0, "summary": 2.0, "body": 1.0, "evidence": 0.4}
# How long a field usually is, in words. Fixed, and not the average of the shelf: a score then depends on nothing but its own entry.
USUAL_LENGTH: Mapping[str, int] = {"title": 10, "summary": 30, "body": 250, "evidence": 120, "words": 300}
SATURATION, LENGTH_MATTERS = 1.2, 0.6
KEPT_PATTERNS = 4096
# Up to so many entries, an index is made compact in passing; a larger one, where it takes seconds, when most of it is dead.
QUICK_TO_COMPACT = 200


def _gram_field() -> TEXT:
    made = TEXT(analyzer=GramAnalyser(), phrase=False)
    made.format = Existence()
    return made


def _schema() -> Schema:
    schema = Schema(code=ID(stored=True, sortable=True), kind=ID(sortable=True), said=STORED(), words=TEXT(WordAnalyser()), grams=_gram_field())
    for language in LANGUAGES:
        for name in ("title", "summary", "body"):
            schema.add(f"{name}_{language}", TEXT(WordAnalyser(language)))
    schema.add("evidence_en", TEXT(WordAnalyser("en")))
    return schema


SCHEMA = _schema()


def index_fields(document: Document) -> dict[str, Any]:
    """A document as the index takes it."""
    fields: dict[str, list[str]] = {}
    for language, texts in document.texts.items():
        # A language without rules of its own is read by those of English.
        ruled = language if language in LANGUAGES else "en"
        for name in ("title", "summary", "body"):
            if texts.get(name):
                fields.setdefault(f"{name}_{ruled}", []).append(texts[name])
    if document.evidence:
        fields["evidence_en"] = [document.evidence]
    said = {"texts": {language: dict(texts) for language, texts in document.texts.items()}, "evidence": document.evidence}
    searched = {name: SEPARATOR.join(texts) for name, texts in fields.items()}
    words = SEPARATOR.join(searched.values())
    brief = SEPARATOR.join(text for name, text in searched.items() if name.startswith(("title", "summary")))
    return {"code": document.code, "kind": document.kind, "said": said, "words": words, "grams": brief, **searched}


def write_shelf(folder: Path, forget: Iterable[str], documents: Iterable[Document], make_compact: bool = False) -> None:
    """Forget codes and take documents in; a folder without an index gets one. Compact, it holds nothing of what was forgotten."""
    storage = FileStorage(str(folder), supports_mmap=False)
    index = storage.open_index(schema=SCHEMA) if storage.index_exists() else storage.create_index(SCHEMA)
    writer = index.writer()
    try:
        for code in forget:
            writer.delete_by_term("code", code)
        for document in documents:
            writer.add_document(**index_fields(document))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=make_compact)


class Shelf:
    """One audience's entries. Not for several threads at once: whoever shares it takes turns."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        storage = RamStorage()
        storage.files = dict(files)
        self._reader = FileIndex(storage, schema=SCHEMA).reader()
        codes, kinds = self._reader.column_reader("code"), self._reader.column_reader("kind")
        numbers = list(self._reader.all_doc_ids())
        self.codes: dict[int, str] = {number: codes[number] for number in numbers}
        self.kinds: dict[str, str] = {self.codes[number]: kinds[number] for number in numbers}
        self._numbers = {code: number for number, code in self.codes.items()}
        self._lengths: dict[str, dict[int, int]] = {}
        self._found: dict[tuple[str, Pattern], dict[str, float]] = {}

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: str) -> bool:
        return code in self._numbers

    def is_worn(self, leaving: Collection[str]) -> bool:
        """Whether it should be made compact, now that these entries leave it for good: at once while that is quick, else by and by."""
        dead = self._reader.doc_count_all() - len(self)
        return (bool(leaving) and len(self) <= QUICK_TO_COMPACT) or dead > len(self)

    @cached_property
    def by_key(self) -> Mapping[str, str]:
        """Codes by the one spelling of all ways to type them."""
        return {key_of_code(code): code for code in self._numbers}

    def texts(self, code: str) -> tuple[dict[str, dict[str, str]], str]:
        """The texts of an entry by language and field, and its evidence."""
        said = self._reader.stored_fields(self._numbers[code])["said"]
        return said["texts"], said["evidence"]

    def weights(self, field: str, pattern: Pattern) -> Mapping[str, float]:
        """The codes in which a field has a pattern, and how much it is there: more when often, less when the field is long."""
        asked = (field, pattern)
        if asked not in self._found:
            if len(self._found) >= KEPT_PATTERNS:
                self._found.clear()
            self._found[asked] = dict(self._weighed(field, pattern))
        return self._found[asked]

    def holds(self, word: str) -> bool:
        """Whether a living entry has this very word; the word list of the index may remember words of entries that are gone."""
        return bool(self.weights("words", ((0, word),)))

    def having_gram(self, gram: str) -> Iterable[str]:
        """The codes whose title or summary has this piece of a word."""
        return self.weights("grams", ((0, gram),))

    def near(self, word: str, distance: int) -> Iterator[str]:
        """Words of living entries that differ from a word by at most so many letters, and begin with the same one."""
        for found in self._reader.terms_within("words", word, distance, prefix=1):
            text = found.decode() if isinstance(found, bytes) else str(found)
            if self.holds(text):
                yield text

    def _weighed(self, field: str, pattern: Pattern) -> Iterator[tuple[str, float]]:
        name = field.partition("_")[0]
        if name == "grams":
            yield from ((self.codes[number], 1.0) for number in self._numbers_with(field, pattern[0][1]))
            return
        lengths = self._lengths_of(field)
        for number, often in self._occurrences(field, pattern):
            burden = 1 - LENGTH_MATTERS + LENGTH_MATTERS * lengths[number] / USUAL_LENGTH[name]
            yield self.codes[number], often * (SATURATION + 1) / (often + SATURATION * burden)

    def _lengths_of(self, field: str) -> dict[int, int]:
        if field not in self._lengths:
            self._lengths[field] = {number: self._reader.doc_field_length(number, field) for number in self.codes}
        return self._lengths[field]

    def _numbers_with(self, field: str, term: str) -> Iterator[int]:
        if (field, term) in self._reader:
            yield from self._reader.postings(field, term).all_ids()

    def _occurrences(self, field: str, pattern: Pattern) -> Iterator[tuple[int, float]]:
        """The documents in which a pattern stands, and how often."""
        if any((field, term) not in self._reader for _, term in pattern):
            return
        if len(pattern) == 1:
            matcher = self._reader.postings(field, pattern[0][1])
            while matcher.is_active():
                yield matcher.id(), matcher.weight()
                matcher.next()
            return
        common = set.intersection(*(set(self._numbers_with(field, term)) for _, term in pattern))
        starts: dict[int, set[int]] = {}
        for offset, term in pattern:
            for number, positions in self._positions(field, term, common):
                here = {position - offset for position in positions}
                starts[number] = starts[number] & here if number in starts else here
        yield from ((number, float(len(found))) for number, found in sorted(starts.items()) if found)

    def _positions(self, field: str, term: str, numbers: set[int]) -> Iterator[tuple[int, list[int]]]:
        matcher = self._reader.postings(field, term)
        while matcher.is_active():
            if matcher.id() in numbers:
                yield matcher.id(), matcher.value_as("positions")
            matcher.next()
