"""A test client that looks at every page it receives as a validator, a screen reader and a burglar would."""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from html5lib.constants import E as PARSE_ERRORS
from html5lib.treebuilders import getTreeBuilder
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from ticc.foundation.i18n import LANGUAGES
from ticc.foundation.security import POLICY

# Pieces of a page that htmx puts into another one.
FRAGMENTS = {"logging.while_typing"}
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What must never be read on a page: values nobody filled in, and templates or objects that show through.
LEFTOVERS = re.compile(r"\bNone\b(?! of )|\{\{|\}\}|\{%|%\(\w+\)|\bl['\"]\w|LazyString|Undefined\b|Markup\(| object at 0x|&(?:amp|lt|gt|quot|#\d+);")
UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}
WITHOUT_TEXT = {"script", "style", "template"}
SEEN_LONG_AGO = 4000

_fine: set[str] = set()


class CarelessPage(AssertionError):
    """A page of the application that nobody should get; lists everything that is wrong with it."""


class CarefulClient(FlaskClient):
    """A client that refuses careless pages. A page of error 500 is refused too, unless `expects_defect` is set."""

    expects_defect = False

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, look, and give the answer back."""
        # Read at once and closed: a file that is sent stays open otherwise.
        kwargs.setdefault("buffered", True)
        response = super().open(*args, **kwargs)
        self.look_at(response)
        return response

    def look_at(self, response: TestResponse) -> None:
        """Raise CarelessPage with everything that is wrong with an answer."""
        where = f"{response.request.method} {response.request.path} → {response.status_code}"
        problems = [f"{name} is {response.headers.get(name)!r}" for name, value in HEADERS.items() if response.headers.get(name) != value]
        if response.status_code >= 500 and not self.expects_defect and response.status_code != 503:
            problems.append("a defect (the log says which)")
        pool = self.application.extensions["database"].engine.pool
        if pool.checkedout():
            problems.append(f"{pool.checkedout()} database sessions are left open")
        if response.mimetype == "text/html" and response.data and not 300 <= response.status_code < 400:
            problems += self._problems_of_page(response)
        if problems:
            raise CarelessPage("\n  ".join([where, *problems]))

    def _problems_of_page(self, response: TestResponse) -> list[str]:
        html = response.get_data(as_text=True)
        fingerprint = hashlib.sha256(f"{id(self.application)}{response.request.path}{html}".encode()).hexdigest()
        if fingerprint in _fine:
            return []
        if len(_fine) > SEEN_LONG_AGO:
            _fine.clear()
        problems = [f"{name} is missing" for name in ("Cache-Control", "Vary") if name not in response.headers]
        root, errors = _parsed(html)
        problems += errors
        if html.lstrip()[:15].lower() == "<!doctype html>":
            problems += list(_problems_of_whole(root, _split_language(response.request.path)[0]))
        elif _endpoint_of(self.application, _split_language(response.request.path)[1], response.request.method) not in FRAGMENTS:
            problems.append("is not a whole page, and not one of FRAGMENTS")
        for look in (_leftovers, _ids, _labels, _scripts, _forms):
            problems += list(look(root))
        problems += list(_links(root, self.application))
        if not problems:
            _fine.add(fingerprint)
        return problems

    def page(self, path: str, **kwargs: Any) -> Page:
        """Get a page that must be there (status 200)."""
        response = self.get(path, **kwargs)
        assert response.status_code == 200, f"{path} answered {response.status_code} {response.headers.get('Location', '')}"
        return Page(response)

    def submit(self, path: str, said: dict[str, Any] | None = None, *, form: int | str | None = None, follow: bool = False) -> TestResponse:
        """Open a page and send one of its forms as a browser would: what stands in it, and what `said` changes (None: take out).

        `form` says which one, by position among the POST forms or by a part of its action.
        """
        return self.send(self.page(path), said, form=form, follow=follow)

    def send(self, page: Page, said: dict[str, Any] | None = None, *, form: int | str | None = None, follow: bool = False) -> TestResponse:
        """Send a form of a page that was opened before."""
        forms = page.post_forms()
        if isinstance(form, str):
            forms = [one for one in forms if form in one.get("action", "")]
        elif form is None:
            # A page has one form beside those of its frame.
            forms = [one for one in forms if "sign-out" not in one.get("action", "")]
        else:
            forms = [forms[form]]
        assert len(forms) == 1, f"{len(forms)} forms on {page.path} fit {form!r}"
        values = form_values(forms[0])
        for name, value in (said or {}).items():
            if value is None:
                values.pop(name, None)
            else:
                values[name] = value
        return self.post(forms[0].get("action") or page.path, data=values, follow_redirects=follow)

    def token(self) -> str:
        """A token for a hand-made POST, from a page that has one."""
        return str(form_values(self.page("/account" if self.is_signed_in else "/sign-in").post_forms()[0])["csrf_token"])

    @property
    def is_signed_in(self) -> bool:
        """Whether the session belongs to somebody."""
        with self.session_transaction() as kept:
            return "_user_id" in kept


class Page:
    """A page that was received, taken apart for questions."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.path = response.request.full_path.rstrip("?")
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.root, _ = _parsed(self.html)

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
        return [one.get("href", "") for one in self.root.iter() if _name(one) == "a" and one.get("href")]

    def main_links(self) -> list[str]:
        """Every address that the page's own part links."""
        main = next(self.root.iter("main"))
        return [one.get("href", "") for one in main.iter() if _name(one) == "a" and one.get("href")]

    def post_forms(self) -> list[ET.Element]:
        """The forms that change something."""
        return [one for one in self.root.iter("form") if one.get("method", "get").lower() == "post"]

    def values(self, form: int = 0) -> dict[str, Any]:
        """What stands in a form that changes something."""
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
    if _name(element) in WITHOUT_TEXT:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from visible_texts(child)
        if child.tail:
            yield child.tail


def _parsed(html: str) -> tuple[ET.Element, list[str]]:
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


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _split_language(path: str) -> tuple[str, str]:
    first, _, rest = path.removeprefix("/").partition("/")
    return (first, "/" + rest) if first in LANGUAGES and first != "en" else ("en", path)


def _problems_of_whole(root: ET.Element, language: str) -> Iterator[str]:
    headings = len(list(root.iter("h1")))
    if headings != 1:
        yield f"{headings} h1"
    if not "".join(next(root.iter("h1"), ET.Element("h1")).itertext()).strip():
        yield "the h1 is empty"
    title = "".join(next(root.iter("title"), ET.Element("title")).itertext()).strip()
    if not re.match(r"^\S.* – \S", title):
        yield f"the title is {title!r}"
    if root.get("lang") != language:
        yield f"lang is {root.get('lang')!r} where the address says {language!r}"


def _leftovers(root: ET.Element) -> Iterator[str]:
    for text in visible_texts(root):
        if found := LEFTOVERS.search(text):
            yield f"raw {found[0]!r} in {text.strip()[:80]!r}"
    for element in root.iter():
        for name in ("value", "placeholder", "aria-label", "alt", "title", "href", "content"):
            if name != "href" and element.tag in {"input", "meta"} and element.get("name") in {"q", "htmx-config"}:
                continue
            if found := LEFTOVERS.search(element.get(name, "")):
                yield f"raw {found[0]!r} in {name} of {_name(element)}: {element.get(name, '')[:80]!r}"


def _ids(root: ET.Element) -> Iterator[str]:
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]
    yield from (f"the id {one!r} stands {ids.count(one)} times" for one in sorted(set(ids)) if ids.count(one) > 1)
    yield from (f"the id {one!r} is empty or has a space" for one in ids if not one or " " in one)
    for element in root.iter():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            missing = [one for one in element.get(name, "").split() if one not in ids]
            if missing:
                yield f"{name} of {_name(element)} names {missing[0]!r}, which is not there"


def _labels(root: ET.Element) -> Iterator[str]:
    labelled = {element.get("for") for element in root.iter("label") if "".join(element.itertext()).strip()}
    wrapped = {id(inner) for element in root.iter("label") if "".join(element.itertext()).strip() for inner in element.iter()}
    for control in root.iter():
        if control.tag not in {"input", "select", "textarea"} or control.get("type") in UNLABELLED_TYPES:
            continue
        if control.get("id") in labelled or id(control) in wrapped or control.get("aria-label") or control.get("aria-labelledby"):
            continue
        yield f"{control.tag} {control.get('name')!r} has no label"
    for button in root.iter("button"):
        if not "".join(button.itertext()).strip() and not button.get("aria-label"):
            yield "a button has no words"
    for link in root.iter("a"):
        if link.get("href") and not "".join(link.itertext()).strip() and not link.get("aria-label"):
            yield f"the link to {link.get('href')} has no words"
    yield from ("an image has no alt" for image in root.iter("img") if "alt" not in image.attrib)


def _scripts(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        name = _name(element)
        if name == "style" or (name == "script" and not element.get("src")):
            yield f"inline {name}"
        for attribute, value in element.attrib.items():
            if attribute == "style" or attribute.lower().startswith("on"):
                yield f"inline {attribute} on {name}"
            if attribute in {"href", "src", "action", "formaction"} and re.match(r"\s*(?:javascript|vbscript|data):", value, re.IGNORECASE):
                yield f"{attribute} of {name} runs: {value[:60]}"


def _forms(root: ET.Element) -> Iterator[str]:
    for form in root.iter("form"):
        tokens = [one for one in form.iter("input") if one.get("name") == "csrf_token" and one.get("value")]
        is_post = form.get("method", "get").lower() == "post"
        if is_post and len(tokens) != 1:
            yield f"the form to {form.get('action', 'itself')} has {len(tokens)} tokens"
        if not is_post and tokens:
            yield f"the form to {form.get('action', 'itself')} would put its token into the address"


def _links(root: ET.Element, app: Flask) -> Iterator[str]:
    ids = {element.get("id") for element in root.iter() if "id" in element.attrib}
    for element in root.iter():
        for attribute in ("href", "src", "action", "hx-get", "hx-post"):
            address = element.get(attribute)
            if address is None:
                continue
            name = _name(element)
            method = "POST" if attribute == "hx-post" or (name == "form" and element.get("method", "get").lower() == "post") else "GET"
            if address.startswith("#"):
                if address[1:] not in ids:
                    yield f"{address} leads nowhere on this page"
            elif address.startswith("/") and not address.startswith("//"):
                if not _resolves(app, address, method):
                    yield f"{attribute} {address} leads to no {method} route or file"
            elif not re.match(r"https?://|mailto:", address):
                yield f"{attribute} of {name} is {address!r}"


def _endpoint_of(app: Flask, path: str, method: str) -> str | None:
    try:
        return str(app.url_map.bind("localhost").match(path, method=method)[0])
    except (HTTPException, RequestRedirect):
        return None


def _resolves(app: Flask, address: str, method: str) -> bool:
    parts = urlsplit(address)
    parse_qsl(parts.query, strict_parsing=bool(parts.query))
    _, path = _split_language(parts.path)
    if path.startswith("/static/"):
        return (Path(app.static_folder or "") / path.removeprefix("/static/")).is_file()
    return _endpoint_of(app, path, method) is not None
