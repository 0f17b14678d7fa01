"""A short document to try a look with: every kind of block, and words that say what they are."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from ticc.catalogue.vocabulary import Programme
from ticc.documents.charts import Bars, Series
from ticc.documents.document import Bullets, Contents, Document, Figure, Heading, Note, Paragraph, Span, Table, columns, text


def sample(programme: Programme, language: str, day: date) -> Document:
    """A specimen in the language of the request; what it says is no finding."""
    what, first, second = str(_("What")), str(_("First place")), str(_("Second place"))
    bars = Bars((first, second), (Series(str(_("Teams")), (3, 5)),), heading=what, unit="")
    return Document(
        title=str(_("Specimen: a report in this look")),
        subtitle=programme.says("tagline", language),
        language=language,
        dated=day,
        author=programme.name,
        summary=str(_("A specimen to look at: its words and numbers are made up.")),
        blocks=(
            Contents(),
            Heading(1, str(_("A chapter"))),
            Paragraph(
                (
                    Span(str(_("Words of a report are black, whatever its colour; ")), link=None),
                    Span(str(_("a link is in the colour")), link="https://www.example.org/"),
                    Span(str(_(", and what a paragraph rests on is small and quiet."))),
                ),
                ("OBS-000", "SOL-000"),
            ),
            Heading(2, str(_("A part of it"))),
            Bullets((text(str(_("First place"))), text(str(_("Second place"))))),
            Note(text(str(_("A note stands on a pale ground.")))),
            Table(str(_("A table")), columns(what, str(_("Teams")), numbers=(str(_("Teams")),)), ((first, "3"), (second, "5"))),
            Heading(1, str(_("Another chapter"))),
            Figure(bars, str(_("A chart")), str(_("Bars: three teams in the first place, five in the second."))),
        ),
    )
