"""Markdown to safe HTML: whatever a person contributes, nothing in it runs and no link leads to a script."""

from __future__ import annotations

from functools import lru_cache
from html import unescape

import markdown
import nh3
from markupsafe import Markup

TAGS = {
    "p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}, "td": {"align"}}
SCHEMES = {"http", "https", "mailto"}


@lru_cache(maxsize=2048)
def to_html(text: str, lower_headings_by: int = 0) -> Markup:
    """Safe HTML of a Markdown text; headings can be lowered so that the page keeps one outline."""
    html = markdown.markdown(text, extensions=["sane_lists", "tables", "smarty"], output_format="html")
    clean = nh3.clean(
        html,
        tags=TAGS | {"h1", "h5", "h6"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        filter_style_properties=set(),
    )
    return Markup(_lowered(clean, lower_headings_by))


def _lowered(html: str, by: int) -> str:
    # An h1 belongs to the page: in a text it is always at least an h2. Cleaned tags have no attributes left.
    for level in range(6, 0, -1):
        target = min(max(level + by, 2), 4)
        html = html.replace(f"<h{level}>", f"<h{target}>").replace(f"</h{level}>", f"</h{target}>")
    return html


def to_plain(text: str) -> str:
    """The words of a Markdown text, for search and excerpts."""
    return unescape(nh3.clean(markdown.markdown(text, extensions=["sane_lists", "tables"]), tags=set(), attributes={})).strip()
