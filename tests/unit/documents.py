"""A document of the gardens with one of everything, and any document at all, for tests of its formats."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ticc.documents.charts import Bars, DatedSeries, Lines, Radar, Series
from ticc.documents.document import Block, Bullets, Contents, Document, Figure, Heading, Note, PageBreak, Paragraph, Span, Table, columns, text

any_document = settings(derandomize=True, deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

RADAR = Radar(
    ("Soil", "Water", "Helping hands", "Light"),
    (Series("Claimed", (3, None, 5, 0)), Series("Seen", (2, 1, None, 0))),
    heading="What a garden needs",
)
BARS = Bars(("Worms", "Bees"), (Series("Spring", (12.5, None)),), heading="Animal", unit="%")
LINES = Lines((DatedSeries("Beds", ((date(2025, 5, 1), 4), (date(2024, 5, 1), 2), (date(2026, 5, 1), None))),), unit="beds")


def garden(**changes: object) -> Document:
    """A document with every kind of block; `changes` are fields of the document."""
    blocks: tuple[Block, ...] = (
        Contents(),
        Heading(1, "The soil"),
        Paragraph((Span("Éveiller "), Span("le cœur", is_strong=True, language="fr"), Span(" – één", is_emphasis=True)), ("OBS-012", "PRI-03")),
        Heading(2, "What was dug"),
        Bullets(text_items("First", "Second"), is_numbered=True),
        Bullets(text_items("Third")),
        Bullets(text_items("Fourth"), is_numbered=True),
        Note(text("Nobody measured the rain.")),
        Table("Beds", columns("Bed", "Worms", numbers=("Worms",)), (("North", "12"), ("South\nwall", "9")), ("SRC-school",)),
        PageBreak(),
        Heading(1, "The light"),
        Figure(RADAR, "Four needs", "Radar of four needs; helping hands are strongest.", ("PRI-01",)),
        Figure(BARS, "Animals", "Bars of two animals.", table_follows=False),
        Figure(LINES, "Over time", "A line from two to four beds."),
        Paragraph((Span("more", link="https://garden.example/more"), Span(" here", link="javascript:alert(1)"), Span(" inside", link="/beds"))),
    )
    told: dict[str, object] = {
        "title": "A garden in Medway",
        "subtitle": "What grew",
        "language": "en",
        "dated": date(2026, 3, 4),
        "author": "The school",
        "blocks": blocks,
        "summary": "It grew.",
    }
    return Document(**(told | changes))  # type: ignore[arg-type]


def text_items(*items: str) -> tuple[tuple[Span, ...], ...]:
    """Items of a list in plain words."""
    return tuple(text(item) for item in items)


# Anything that can be in a text here, half a letter and what means something to one of the formats among it.
hostile = [
            '#eval("1")', "$x^2", "\\", "*a* _b_ `c`", "😀 👩🏽‍⚕️", "שלום", "سلام", "漢字", "\x00\x1f\x7f", "\ud83d", "\u202e", "</svg><script>", "{page}",
            "a\n\n b", "]]>", "&amp;", "<br>", "| a |", "---", "1. x", "\ufffe", "x" * 300, "", " ", "\u0301", "\r\n\x0b\u2028",
        ]  # fmt: skip
words = st.one_of(st.text(max_size=30), st.text(st.characters(), max_size=12), st.sampled_from(hostile))
numbers = st.none() | st.floats(-10, 100)
spans = st.lists(
    st.builds(Span, words, st.booleans(), st.booleans(), st.none() | words | st.just("https://a.example/é?x=1&y"), st.none() | words), max_size=3
).map(tuple)
codes = st.lists(words, max_size=2).map(tuple)
series = st.builds(Series, words, st.lists(numbers, max_size=4).map(tuple))
dated = st.builds(DatedSeries, words, st.lists(st.tuples(st.dates(), numbers), max_size=4).map(tuple))
charts = st.one_of(
    st.builds(Radar, st.lists(words, max_size=5).map(tuple), st.lists(series, max_size=3).map(tuple), words),
    st.builds(Bars, st.lists(words, max_size=4).map(tuple), st.lists(series, max_size=3).map(tuple), words, words),
    st.builds(Lines, st.lists(dated, max_size=3).map(tuple), words, words),
)
blocks = st.one_of(
    st.builds(Heading, st.integers(-1, 9), words, words),
    st.builds(Paragraph, spans, codes),
    st.builds(Bullets, st.lists(spans, max_size=3).map(tuple), st.booleans()),
    st.builds(Note, spans),
    st.builds(
        lambda caption, heads, rows, rests: Table(caption, columns(*heads, numbers=heads[1:2]), tuple(map(tuple, rows)), rests),
        words,
        st.lists(words, max_size=4),
        st.lists(st.lists(words, max_size=5), max_size=3),
        codes,
    ),
    st.builds(Figure, charts, words, words, codes, st.booleans()),
    st.sampled_from([PageBreak(), Contents()]),
)
documents = st.builds(
    Document, words, words, st.sampled_from(["en", "fr", "nl", "ar", "", "x!"]), st.dates(), words, st.lists(blocks, max_size=5).map(tuple), words
)
