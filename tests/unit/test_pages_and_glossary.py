"""Written pages and the glossary: what is shown, and what the check of the pack finds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.packs import Folder
from ticc.content.files import UnreadableFile
from ticc.foundation.errors import NotThere
from ticc.home.glossary import by_letter, read_glossary
from ticc.home.pages import LINKED, WrittenPage, get_page

TOUR = "---\ntitle: A tour\nsummary: Once round the yard.\n---\n\nBegin at the gate.\n"
TERM: dict[str, Any] = {"id": "compost", "theme": "soil", "en": {"term": "compost"}, "fr": {"term": "terreau"}}


def test_page_is_shown_in_the_readers_language_when_it_is_translated(folder: Folder) -> None:
    folder.write("pages/tour.md", TOUR)
    folder.write("pages/tour.fr.md", "---\ntitle: Une visite\nsummary: Un tour.\nchecked: true\n---\n\nDepuis la grille.\n")
    assert get_page(folder.root, "tour", "fr") == WrittenPage("Une visite", "Un tour.", "Depuis la grille.", "fr", False)
    assert (
        get_page(folder.root, "tour", "nl")
        == get_page(folder.root, "tour", "en")
        == WrittenPage("A tour", "Once round the yard.", "Begin at the gate.", "en", False)
    )


def test_page_says_so_when_nobody_has_checked_its_translation(folder: Folder) -> None:
    folder.write("pages/tour.fr.md", "---\ntitle: Une visite\n---\n\nDepuis la grille.\n")
    assert get_page(folder.root, "tour", "fr").is_unchecked


@pytest.mark.parametrize("summary", ["", "summary:\n", "summary: ''\n", "summary: null\n"])
def test_nothing_is_shown_when_a_page_has_no_summary(folder: Folder, summary: str) -> None:
    folder.write("pages/tour.md", f"---\ntitle: A tour\n{summary}---\n\nBegin at the gate.\n")
    assert get_page(folder.root, "tour", "en").summary == ""


def test_there_is_no_page_when_the_pack_has_none(folder: Folder) -> None:
    with pytest.raises(NotThere):
        get_page(folder.root, "nothing", "en")


def test_there_is_no_page_when_its_file_cannot_be_read(folder: Folder) -> None:
    folder.write("pages/tour.md", "no front matter")
    with pytest.raises(NotThere):
        get_page(folder.root, "tour", "en")


@pytest.mark.parametrize("name", LINKED)
def test_page_is_told_of_when_every_page_links_to_it_and_it_is_missing(folder: Folder, name: str) -> None:
    folder.remove(f"pages/{name}.md")
    assert folder.problems() == [f"pack/pages/{name}.md:1: is missing: every page links to it"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: A tour\n---\n", "a page needs a title and a text"),
        ("---\nsummary: A tour\n---\n\nA text.\n", "a page needs a title and a text"),
        ("A text.\n", "must begin with front matter between two lines of '---'"),
    ],
)
@pytest.mark.parametrize("name", ["tour", "tour.nl"])
def test_page_is_told_of_when_it_says_nothing(folder: Folder, name: str, text: str, message: str) -> None:
    folder.write(f"pages/{name}.md", text)
    assert folder.problems() == [f"pack/pages/{name}.md:1: {message}"]


def test_term_is_said_in_english_when_a_language_has_none(folder: Folder) -> None:
    can, compost = read_glossary(folder.root)
    assert (can.term("fr"), can.term("nl")) == ("arrosoir", "gieter")
    assert (compost.term("fr"), compost.term("nl")) == ("terreau", "compost")
    assert (can.synonyms("en"), can.synonyms("fr"), compost.synonyms("nl")) == (["sprinkler jug"], [], [])
    assert (can.explained, compost.explained, compost.theme) == ({"en": "A can with a rose, for gentle rain."}, {}, "soil")


def test_there_are_no_terms_when_the_pack_has_no_glossary(folder: Folder) -> None:
    folder.remove("glossary.yaml")
    assert read_glossary(folder.root) == ()
    assert folder.problems() == []


def test_reading_says_why_when_the_glossary_is_broken(folder: Folder) -> None:
    folder.write("glossary.yaml", "- id: [")
    with pytest.raises(UnreadableFile):
        read_glossary(folder.root)


def test_terms_stand_under_their_letters_when_a_language_is_read(folder: Folder) -> None:
    words = [("zinc", "zinc"), ("water", "eau"), ("school", "école"), ("egg", "œuf"), ("edge", "Bord")]
    folder.write_yaml("glossary.yaml", [{"id": one, "en": {"term": one}, "fr": {"term": other}} for one, other in words])
    terms = read_glossary(folder.root)
    assert [(letter, [one.term("fr") for one in group]) for letter, group in by_letter(terms, "fr")] == [
        ("b", ["Bord"]), ("e", ["eau", "école"]), ("o", ["œuf"]), ("z", ["zinc"]),
    ]  # fmt: skip
    assert [letter for letter, _ in by_letter(terms, "en")] == ["e", "s", "w", "z"]


@pytest.mark.parametrize("empty", [{"theme": None}, {"explained": None}, {"note": None}, {"fr": None}, {"en": {"term": "compost", "synonyms": None}}])
def test_term_is_shown_when_a_part_of_it_is_left_empty(folder: Folder, empty: dict[str, Any]) -> None:
    folder.write_yaml("glossary.yaml", [{**TERM, **empty}])
    (term,) = read_glossary(folder.root)
    assert folder.problems() == []
    assert (term.term("en"), term.synonyms("en"), term.explained, term.note) == ("compost", [], {}, "")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("compost", "term 2: needs an id and an English term"),
        ({"en": {"term": "compost"}}, "term 2: needs an id and an English term"),
        ({"id": "compost", "fr": {"term": "terreau"}}, "term 2: needs an id and an English term"),
        ({"id": "compost", "en": "compost"}, "term 2: needs an id and an English term"),
        ({"id": "compost", "en": {"synonyms": ["muck"]}}, "term 2: needs an id and an English term"),
        ({**TERM, "theme": "moon"}, "term compost: there is no theme 'moon'"),
        ({**TERM, "theme": ["soil"]}, "term compost: there is no theme '['soil']'"),
        ({**TERM, "fr": "terreau"}, "term compost: fr: needs a term"),
        ({**TERM, "nl": {"synonyms": ["mest"]}}, "term compost: nl: needs a term"),
        ({**TERM, "fr": {"term": "terreau", "synonyms": "fumier"}}, "term compost: fr: synonyms must be a list"),
        ({**TERM, "explained": {"en": "What is left", "of last year": None}}, "term compost: explained: must say one sentence for each language"),
        ({**TERM, "explained": "What is left of last year."}, "term compost: explained: must say one sentence for each language"),
    ],
)
def test_term_is_told_of_when_it_could_not_be_shown(folder: Folder, row: object, message: str) -> None:
    folder.write_yaml("glossary.yaml", [{**TERM, "id": "first"}, row])
    assert folder.problems() == [f"pack/glossary.yaml:1: {message}"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [("id: compost\n", 1, "must be a list of terms"), ("", 1, "must be a list of terms"), ("- id: a\n  id: b\n", 2, "is not valid YAML")],
)
def test_glossary_is_told_of_when_it_is_no_list(folder: Folder, text: str, line: int, message: str) -> None:
    folder.write("glossary.yaml", text)
    (problem,) = folder.problems()
    assert problem.startswith(f"pack/glossary.yaml:{line}: {message}")
