"""A document as the body of a page: everything escaped, headings with anchors, charts with their values beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from markupsafe import Markup, escape

from ticc.documents.charts import data_table, to_svg
from ticc.documents.document import Block, Bullets, Contents, Document, Figure, Heading, Note, Paragraph, Span, Spans, Table
from ticc.documents.series import Radar
from ticc.documents.tidy import heading_words, tidied
from ticc.documents.words import Words, words_of

LinkFor = Callable[[str], str | None]
Radars = Literal["words", "numbers", "both"]


def to_html(document: Document, link_for: LinkFor | None = None, radars: Radars = "words") -> str:
    """The blocks of a document below a page's own title: a heading of level 1 is an `h2`.

    `link_for` gives the address of a code, or None. With `radars="both"` each radar comes wide and narrow, and the page's
    styles show the one that fits (`app-chart-wide`, `app-chart-narrow`).
    """
    return str(_Page(tidied(document, tables_follow=False), link_for, radars).body())


class _Page:
    """What all blocks of one page need to know."""

    def __init__(self, document: Document, link_for: LinkFor | None, radars: Radars) -> None:
        self.document, self.link_for, self.radars = document, link_for, radars
        self.words: Words = words_of(document.language)
        self.figures = 0

    def body(self) -> Markup:
        """All blocks, one below the other."""
        return Markup("\n").join(told for block in self.document.blocks if (told := self._block(block)))

    def _block(self, block: Block) -> Markup:
        if isinstance(block, Heading):
            level = block.level + 1
            return Markup('<h{0} id="{1}" class="nhsuk-heading-{2}">{3}</h{0}>').format(level, block.anchor, "lmss"[block.level - 1], block.text)
        if isinstance(block, Paragraph):
            return Markup("<p>{}{}</p>").format(self._spans(block.spans), self._rests(block.rests_on))
        if isinstance(block, Note):
            return Markup('<div class="nhsuk-inset-text"><p>{}</p></div>').format(self._spans(block.spans))
        if isinstance(block, Bullets):
            return self._bullets(block)
        if isinstance(block, Table):
            rests = self._rests(block.rests_on)
            return table_html(block) + (Markup("<p>{}</p>").format(rests) if rests else Markup(""))
        if isinstance(block, Figure):
            return self._figure(block)
        return self._contents(block.deepest) if isinstance(block, Contents) else Markup("")

    def _contents(self, deepest: int) -> Markup:
        items = Markup("").join(
            Markup('<li class="app-contents__item app-contents__item--{}"><a href="#{}">{}</a></li>').format(level, anchor, heading)
            for level, heading, anchor in heading_words(self.document)
            if level <= deepest
        )
        return Markup('<nav class="app-contents" aria-label="{}"><ul class="nhsuk-list">{}</ul></nav>').format(self.words.contents, items)

    def _bullets(self, block: Bullets) -> Markup:
        tag, kind = ("ol", "number") if block.is_numbered else ("ul", "bullet")
        items = Markup("").join(Markup("<li>{}</li>").format(self._spans(item)) for item in block.items)
        return Markup('<{0} class="nhsuk-list nhsuk-list--{1}">{2}</{0}>').format(tag, kind, items)

    def _figure(self, block: Figure) -> Markup:
        self.figures += 1
        caption = Markup("<figcaption>{}</figcaption>").format(block.caption) if block.caption else Markup("")
        rests = self._rests(block.rests_on)
        values = Markup("")
        if block.table_follows:
            table = table_html(data_table(block.chart, block.caption, self.document.language))
            values = Markup('<details class="nhsuk-details"><summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">{}')
            values = values.format(self.words.as_table) + Markup('</span></summary><div class="nhsuk-details__text">{}</div></details>').format(table)
        return Markup('<figure class="app-figure">{}{}{}{}</figure>').format(self._drawings(block), caption, rests, values)

    def _drawings(self, block: Figure) -> Markup:
        name, language, prefix = block.caption or block.alt, self.document.language, f"figure-{self.figures}"

        def drawn(labels: Literal["words", "numbers"], prefix: str) -> Markup:
            # Made by our own code, which escapes every word.
            return Markup(to_svg(block.chart, name, block.alt, language, labels, prefix))

        if self.radars != "both" or not isinstance(block.chart, Radar):
            return drawn("numbers" if self.radars == "numbers" else "words", prefix)
        wide, narrow = drawn("words", prefix), drawn("numbers", f"{prefix}-narrow")
        return Markup('<div class="app-chart-wide">{}</div><div class="app-chart-narrow">{}</div>').format(wide, narrow)

    def _spans(self, spans: Spans) -> Markup:
        return Markup("").join(_span(span) for span in spans)

    def _rests(self, codes: tuple[str, ...]) -> Markup:
        """The codes that something rests on, as links where they lead somewhere."""
        if not codes:
            return Markup("")
        linked = Markup(", ").join(self._code(code) for code in codes)
        return Markup(' <span class="app-rests">{} {}</span>').format(self.words.rests_on, linked)

    def _code(self, code: str) -> Markup:
        address = self.link_for(code) if self.link_for else None
        return Markup('<a href="{}">{}</a>').format(address, code) if address else escape(code)


def _span(span: Span) -> Markup:
    told = broken(span.text)
    if span.is_emphasis:
        told = Markup("<em>{}</em>").format(told)
    if span.is_strong:
        told = Markup("<strong>{}</strong>").format(told)
    if span.language:
        told = Markup('<span lang="{}">{}</span>').format(span.language, told)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(span.link, told) if span.link else told


def broken(words: str) -> Markup:
    """Words with their line breaks."""
    return Markup("<br>").join(escape(line) for line in words.split("\n"))


def table_html(table: Table) -> Markup:
    """A table with its caption; first row and first column are headings."""
    heads = Markup("").join(
        Markup('<th scope="col" class="nhsuk-table__header{}">{}</th>').format(_numeric(column.is_number), column.title) for column in table.columns
    )
    caption = Markup('<caption class="nhsuk-table__caption">{}</caption>').format(table.caption) if table.caption else Markup("")
    rows = Markup("").join(_row(table, row) for row in table.rows)
    whole = Markup(
        '<table class="nhsuk-table">{}<thead class="nhsuk-table__head"><tr>{}</tr></thead><tbody class="nhsuk-table__body">{}</tbody></table>'
    ).format(caption, heads, rows)
    # What can be scrolled must be reached by keyboard, and then it needs a name.
    return (
        Markup('<div class="app-scroll" tabindex="0" role="region" aria-label="{}">{}</div>').format(table.caption, whole) if table.caption else whole
    )


def _row(table: Table, row: tuple[str, ...]) -> Markup:
    cells = [Markup('<th scope="row" class="nhsuk-table__header">{}</th>').format(broken(row[0]))]
    for column, cell in zip(table.columns[1:], row[1:], strict=True):
        cells.append(Markup('<td class="nhsuk-table__cell{}">{}</td>').format(_numeric(column.is_number, "cell"), broken(cell)))
    return Markup('<tr class="nhsuk-table__row">{}</tr>').format(Markup("").join(cells))


def _numeric(is_number: bool, part: str = "header") -> str:
    return f" nhsuk-table__{part}--numeric" if is_number else ""
