"""What is wrong with a page: rules that every page of the application keeps to."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import Flask
from pages import name_of, parsed, visible_texts
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from ticc.foundation.i18n import LANGUAGES

# What must never be read on a page: values nobody filled in, and templates or objects that show through.
LEFTOVERS = re.compile(r"\bNone\b(?! of )|\{\{|\}\}|\{%|%\(\w+\)|\bl['\"]\w|LazyString|Undefined\b|Markup\(| object at 0x|&(?:amp|lt|gt|quot|#\d+);")
UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}


def problems_of_page(html: str, app: Flask, method: str, path: str, fragments: set[str], typed: str) -> list[str]:
    """Everything that is wrong with a page that was answered at an address."""
    root, problems = parsed(html)
    language, inner_path = _split_language(path)
    if html.lstrip()[:15].lower() == "<!doctype html>":
        problems += _problems_of_whole(root, language)
    elif _endpoint_of(app, inner_path, method) not in fragments:
        problems.append("is not a whole page, and not one of FRAGMENTS")
    problems += _leftovers(root, typed)
    for look in (_ids, _labels, _scripts, _forms):
        problems += look(root)
    return [*problems, *_links(root, app)]


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


def _leftovers(root: ET.Element, typed: str) -> Iterator[str]:
    for text in visible_texts(root):
        if (found := LEFTOVERS.search(text)) and found[0] not in typed:
            yield f"raw {found[0]!r} in {text.strip()[:80]!r}"
    for element in root.iter():
        for name in ("value", "placeholder", "aria-label", "alt", "title", "href", "content"):
            if element.get("name") == "htmx-config":
                continue
            if (found := LEFTOVERS.search(element.get(name, ""))) and found[0] not in typed:
                yield f"raw {found[0]!r} in {name} of {name_of(element)}: {element.get(name, '')[:80]!r}"


def _ids(root: ET.Element) -> Iterator[str]:
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]
    yield from (f"the id {one!r} stands {ids.count(one)} times" for one in sorted(set(ids)) if ids.count(one) > 1)
    yield from (f"the id {one!r} is empty or has a space" for one in ids if not one or " " in one)
    for element in root.iter():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            missing = [one for one in element.get(name, "").split() if one not in ids]
            if missing:
                yield f"{name} of {name_of(element)} names {missing[0]!r}, which is not there"


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
        name = name_of(element)
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
            name = name_of(element)
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
    _, path = _split_language(unquote(parts.path))
    if path.startswith("/static/"):
        return (Path(app.static_folder or "") / path.removeprefix("/static/")).is_file()
    return _endpoint_of(app, path, method) is not None
