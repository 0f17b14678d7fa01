"""A page that was received, taken apart: its words, links, forms and errors."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import html5lib
from html5lib.constants import E as PARSE_ERRORS
from html5lib.treebuilders import getTreeBuilder
from werkzeug.test import TestResponse

WITHOUT_TEXT = {"script", "style", "template"}


class Page:
    """A page that was received, taken apart for questions."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.path = response.request.full_path.rstrip("?")
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.root, _ = parsed(self.html)

    @property
    def text(self) -> str:
        """The words of the page's own part, as they are read, each space once."""
        main = next((one for one in self.root.iter("main")), self.root)
        return " ".join(" ".join(visible_texts(main)).split())

    @property
    def heading(self) -> str:
        """The words of the h1."""
        return " ".join("".join(next(self.root.iter("h1")).itertext()).split())

    @property
    def title(self) -> str:
        """The title of the window."""
        return " ".join("".join(next(self.root.iter("title")).itertext()).split())

    def links(self) -> list[str]:
        """Every address that the page links, also from drawings."""
        return [one.get("href", "") for one in self.root.iter() if name_of(one) == "a" and one.get("href")]

    def main_links(self) -> list[str]:
        """Every address that the page's own part links."""
        main = next(self.root.iter("main"))
        return [one.get("href", "") for one in main.iter() if name_of(one) == "a" and one.get("href")]

    def post_forms(self) -> list[ET.Element]:
        """The forms that change something."""
        return [one for one in self.root.iter("form") if one.get("method", "get").lower() == "post"]

    def values(self, form: int | str = 0) -> dict[str, Any]:
        """What stands in a form that changes something, by its position or a part of its action."""
        if isinstance(form, str):
            return form_values(next(one for one in self.post_forms() if form in one.get("action", "")))
        return form_values(self.post_forms()[form])

    def errors(self) -> dict[str, str]:
        """The error summary: where each error leads to, and its words."""
        summary = next((one for one in self.root.iter() if "nhsuk-error-summary" in one.get("class", "").split()), None)
        if summary is None:
            return {}
        found: dict[str, str] = {}
        for item in summary.iter("li"):
            link = next(item.iter("a"), None)
            found[link.get("href", "") if link is not None else ""] = " ".join("".join(item.itertext()).split())
        return found


def form_values(form: ET.Element) -> dict[str, Any]:
    """What a browser would send of a form as it stands."""
    found: dict[str, Any] = {}
    for control in form.iter():
        name = control.get("name")
        if not name:
            continue
        if control.tag == "textarea":
            found[name] = "".join(control.itertext()).removeprefix("\n")
        elif control.tag == "select":
            options = list(control.iter("option"))
            chosen = next((one for one in options if "selected" in one.attrib), options[0] if options else None)
            if chosen is not None:
                found[name] = chosen.get("value", "".join(chosen.itertext()))
        elif control.tag == "input":
            kind = control.get("type", "text")
            if kind in {"radio", "checkbox"}:
                if "checked" in control.attrib:
                    found[name] = control.get("value", "on")
            elif kind not in {"submit", "button", "image", "file"}:
                found[name] = control.get("value", "")
    return found


def visible_texts(element: ET.Element) -> Iterator[str]:
    """The pieces of text that a person can read."""
    if name_of(element) in WITHOUT_TEXT:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from visible_texts(child)
        if child.tail:
            yield child.tail


def parsed(html: str) -> tuple[ET.Element, list[str]]:
    parser = html5lib.HTMLParser(tree=getTreeBuilder("etree"), namespaceHTMLElements=False)
    whole = html.lstrip()[:15].lower() == "<!doctype html>"
    if whole:
        root = parser.parse(html)
    else:
        root = ET.Element("div")
        root.extend(parser.parseFragment(html))
    lines = html.splitlines()
    errors = []
    for (line, column), code, more in parser.errors:
        around = lines[line - 1][max(0, column - 60) : column + 20] if 0 < line <= len(lines) else ""
        errors.append(f"line {line}: {PARSE_ERRORS.get(code, code) % more} …{around.strip()}…")
    return root, errors


def name_of(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
