"""Every message of the interface is translated, with the same placeholders: a fresh extraction held against the catalogues."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from ticc.foundation.i18n import DEFAULT, LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = ROOT / "ticc" / "translations"
OTHERS = sorted(set(LANGUAGES) - {DEFAULT})
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms(said: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def edges(text: str) -> tuple[bool, bool]:
    """Whether a piece begins and ends with a plain space, which keeps it apart from what it is put between."""
    return text.startswith(" "), text.endswith(" ")


def faults_of(message: Message, translated: Catalog) -> list[str]:
    """What is wrong with the translation of a message; nothing where all is well."""
    found = translated.get(message.id, message.context)
    if found is None:
        return ["is not in the catalogue: run `make translations`"]
    said, meant = forms(found.string), forms(message.id)
    wanted = translated.num_plurals if message.pluralizable else 1
    if len(said) != wanted or not all(one.strip() for one in said):
        return ["is not translated"]
    faults = ["is marked fuzzy"] if found.fuzzy else []
    # "cited once" may leave the number out; the last form speaks of any number and never may.
    allowed = [placeholders(one) for one in meant]
    if any(placeholders(one) not in allowed for one in said) or placeholders(said[-1]) != allowed[-1]:
        faults.append(f"has other placeholders: {said}")
    if not message.pluralizable and edges(said[0]) != edges(meant[0]):
        faults.append("begins or ends without the space of the original")
    return faults


def faults_in(template: Catalog, translated: Catalog) -> dict[str, list[str]]:
    return {forms(message.id)[0]: faults for message in template if message.id and (faults := faults_of(message, translated))}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the templates and the code say now, as `make translations` collects it."""
    collected = tmp_path_factory.mktemp("translations") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", "-F", "babel.cfg", "-k", "lazy_gettext"]
    subprocess.run([*command, "-o", str(collected), "."], cwd=ROOT, check=True, capture_output=True)
    return read(collected)


def test_extraction_finds_templates_and_code(template: Catalog) -> None:
    assert len(template) > 300
    assert template.get("Log a barrier"), "of a template"
    assert template.get("is answered by"), "of the code"


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(template: Catalog, language: str) -> None:
    assert not faults_in(template, read(CATALOGUES / language / "LC_MESSAGES" / "messages.po", language))


@pytest.mark.parametrize("language", OTHERS)
def test_headers_name_nobody(language: str) -> None:
    header = (CATALOGUES / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert "Plural-Forms" in header
    assert "@" not in header
    assert "/" not in re.sub(r"text/plain", "", header)


class TestTheCheckItself:
    """It must be able to fail."""

    @pytest.mark.parametrize(
        ("meant", "said"),
        [
            ("Go on", ""),
            ("Go on", "  "),
            ("Edit %(code)s", "Modifier"),
            ("Edit %(code)s", "Modifier %(codes)s"),
            ("Page", "Page %(number)s"),
            (", which ", ", qui"),
            (("%(num)s site", "%(num)s sites"), ("%(num)s site", "")),
            (("%(num)s site", "%(num)s sites"), ("un site", "%(num)s sites")),
            (("cited once", "cited %(num)s times"), ("citée une fois", "citée souvent")),
        ],
    )
    def test_a_bad_translation_is_a_fault(self, meant: str | tuple[str, ...], said: str | tuple[str, ...]) -> None:
        template, translated = Catalog(), Catalog(locale="fr")
        template.add(meant)
        translated.add(meant, said)
        assert faults_in(template, translated)

    def test_a_missing_or_fuzzy_message_is_a_fault(self) -> None:
        template, translated = Catalog(), Catalog(locale="fr")
        template.add("Go on")
        assert faults_in(template, translated)
        translated.add("Go on", "Continuer", flags={"fuzzy"})
        assert faults_in(template, translated)

    def test_a_good_translation_is_none(self) -> None:
        template, translated = Catalog(), Catalog(locale="fr")
        for meant, said in (
            ("Edit %(code)s", "Modifier %(code)s"),
            (("cited once", "cited %(num)s times"), ("citée une fois", "citée %(num)s fois")),
        ):
            template.add(meant)
            translated.add(meant, said)
        assert not faults_in(template, translated)
