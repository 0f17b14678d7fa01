"""Templates: all compile, all are used, every page has a title, and no macro is imported or written for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from installation import ONLY_SQLITE, ROOT

TEMPLATES = ROOT / "templates"
ALL = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
SOURCE = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "ticc").rglob("*.py"))}
TEXT = {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in ALL}
PAGES = [name for name in ALL if not name.startswith(("layouts/", "components/")) and not Path(name).name.startswith("_")]
NAMED_BY_TEMPLATES = re.compile(r"""\{%-?\s*(?:extends|from|include|import)\s+["']([^"']+)["']""")
IMPORTS = re.compile(r"""\{%-?\s*from\s+["']([^"']+)["']\s+import\s+(.*?)(?:\s+with(?:out)?\s+context)?\s*-?%\}""")
MACROS = re.compile(r"\{%-?\s*macro\s+(\w+)")


@ONLY_SQLITE
@pytest.mark.parametrize("name", ALL)
def test_template_compiles(lasting_app: Flask, name: str) -> None:
    assert lasting_app.jinja_env.get_template(name).root_render_func


@pytest.mark.parametrize("name", ALL)
def test_template_is_used(name: str) -> None:
    by_code = any(f'"{name}"' in text for text in SOURCE.values())
    by_template = any(name in NAMED_BY_TEMPLATES.findall(text) for other, text in TEXT.items() if other != name)
    assert by_code or by_template, f"nothing renders, extends or includes {name}"


def test_template_is_there_when_code_names_it() -> None:
    named = {found for text in SOURCE.values() for found in re.findall(r'"([a-z_]+/[a-z_]+\.html)"', text)}
    assert named <= set(ALL)


@pytest.mark.parametrize("name", PAGES)
def test_page_has_a_title_and_a_layout(name: str) -> None:
    assert re.search(r"\{%-?\s*block title\s*-?%\}\s*\S", TEXT[name])
    assert "{% extends" in TEXT[name]


@pytest.mark.parametrize("name", PAGES)
def test_page_lies_in_the_folder_of_whoever_renders_it(name: str) -> None:
    renders = {path.relative_to(ROOT / "ticc").parts[0] for path, text in SOURCE.items() if f'"{name}"' in text}
    assert renders <= {name.split("/")[0], "foundation", "accounts"}, f"{name} is rendered by {renders}"


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_imported_for_nothing(name: str) -> None:
    rest = IMPORTS.sub("", TEXT[name])
    unused = [word.split(" as ")[-1].strip() for _, words in IMPORTS.findall(TEXT[name]) for word in words.split(",")]
    # A page that extends a list finds its macros in the layout.
    heirs = [text for text in TEXT.values() if name.startswith("layouts/") and f'extends "{name}"' in text]
    unused = [word for word in unused if not any(re.search(rf"\b{word}\s*\(|call {word}", text) for text in (rest, *heirs))]
    assert not unused


def test_every_macro_is_called() -> None:
    written = {macro for text in TEXT.values() for macro in MACROS.findall(text)}
    everything = "\n".join(MACROS.sub("", text) for text in TEXT.values())
    assert not {macro for macro in written if not re.search(rf"\b{macro}\s*\(", everything)}


@pytest.mark.parametrize("name", ALL)
def test_template_brings_no_style_or_script_of_its_own(name: str) -> None:
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=[\"']|\|\s*safe\b", TEXT[name])
