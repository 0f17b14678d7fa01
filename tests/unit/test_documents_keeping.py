"""Keeping a document: as data and back it is the same, and its fingerprint tells whether two say the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from tests.unit.documents import documents, garden
from ticc.documents.charts import Bars, Series
from ticc.documents.document import Document, Figure, Heading, PageBreak, Paragraph, Span, Table, columns, text
from ticc.documents.keeping import as_data, fingerprint, from_data


def stored(document: Document) -> Any:
    """What comes back from a column for JSON."""
    return json.loads(json.dumps(as_data(document)))


@steady
@given(documents)
def test_document_is_the_same_when_it_comes_back(document: Document) -> None:
    assert from_data(stored(document)) == document
    assert fingerprint(from_data(stored(document))) == fingerprint(document)


def test_every_kind_of_block_comes_back() -> None:
    document = garden()
    assert from_data(stored(document)) == document
    assert as_data(document)["kind"] == "Document"


# Documents that differ in little, so that some are equal.
ALIKE = st.builds(
    lambda title, on, words, level, widths, value: garden(
        title=title,
        dated=on,
        blocks=(
            Heading(level, words),
            Table(words, columns(words), ((words,),), widths=widths),
            Figure(Bars((words,), (Series("", (value,)),)), words, words),
        ),
    ),
    st.sampled_from(["", "a"]),
    st.sampled_from([date(2026, 1, 1), date(2026, 1, 2)]),
    st.sampled_from(["", "2026-01-01", "day"]),
    st.sampled_from([1, 2]),
    st.sampled_from([None, (1.0,), (1,), (1.5,)]),
    st.sampled_from([None, 0, 0.0, -0.0, 1]),
)


def test_fingerprint_does_not_ask_how_a_number_was_written() -> None:
    documents = [garden(blocks=(Table("", columns("a"), (), widths=widths),)) for widths in ((1,), (1.0,), (1.5,))]
    assert documents[0] == documents[1] != documents[2]
    assert fingerprint(documents[0]) == fingerprint(documents[1]) != fingerprint(documents[2])


@steady
@given(ALIKE, ALIKE)
def test_fingerprints_are_equal_exactly_when_documents_are(one: Document, other: Document) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "A garden in  Medway"},
        {"subtitle": ""},
        {"language": "fr"},
        {"dated": date(2026, 3, 5)},
        {"author": "the school"},
        {"summary": "It grew"},
        {"blocks": ()},
        {"blocks": (*garden().blocks, PageBreak())},
        {"blocks": tuple(reversed(garden().blocks))},
        {"blocks": tuple(replace(one, rests_on=(*one.rests_on, "OBS-1")) if isinstance(one, Paragraph) else one for one in garden().blocks)},
        {"blocks": tuple(replace(one, rests_on=()) if isinstance(one, Table) else one for one in garden().blocks)},
    ],
    ids=str,
)
def test_fingerprint_is_another_when_anything_is_changed(change: dict[str, Any]) -> None:
    assert fingerprint(garden(**change)) != fingerprint(garden())


def test_fingerprint_is_another_when_a_word_is_only_marked_otherwise() -> None:
    shapes = [Span("a"), Span("a", is_strong=True), Span("a", is_emphasis=True), Span("a", link="/a"), Span("a", language="nl")]
    assert len({fingerprint(garden(blocks=(Paragraph((shape,)),))) for shape in shapes}) == len(shapes)


def test_fingerprint_is_always_the_same_for_the_same_words() -> None:
    document = Document("T", "", "en", date(2026, 1, 2), "A", (Paragraph(text("Été"), ("OBS-1",)),))
    # What is printed under a kept copy must be found again after years: a change here makes every kept fingerprint untrue.
    said = """{"author":"A","blocks":[{"kind":"Paragraph","rests_on":["OBS-1"],"spans":[{"kind":"Span","text":"Été"}]}],\
"dated":{"kind":"day","on":"2026-01-02"},"kind":"Document","language":"en","subtitle":"","title":"T"}"""
    assert fingerprint(document) == hashlib.sha256(said.encode()).hexdigest() == "a864b2823a8f094d81777a99e7f6e686a1ae9a42e189fc0a1340c481be477031"


def test_unknown_kind_is_refused_when_data_comes_from_elsewhere() -> None:
    with pytest.raises(KeyError):
        from_data({"kind": "Popen", "args": "true"})
