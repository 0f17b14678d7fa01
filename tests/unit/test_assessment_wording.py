"""An instrument in its reader's words: the language of the page where there is one, and the wording of the place's settings."""

from __future__ import annotations

import pytest

from tests.unit.instruments import KEYS, in_french, instrument, statement, undertaking
from ticc.assessment.instrument import STEPS
from ticc.assessment.wording import UNSCORED, InWords, Question, said

WORDED = statement("A-1", wording={"planning": "It will be watered", "town": "The town waters", "school": "Pupils water"})
GARDEN = instrument({**KEYS, "PRI-1": [WORDED, "A-2"]}, undertakings=[undertaking("holidays", "OBS-1")])
TEXTS = {"fr": in_french(GARDEN)}


def _words(language: str = "en", **settings: str) -> InWords:
    return InWords(GARDEN, TEXTS, settings, language)


def test_question_is_put_in_the_language_of_the_page_when_it_is_translated() -> None:
    steps, signs = [f"A-2 au degré {number}" for number in range(STEPS)], ["Signe de A-2", "Signe de A-2"]
    assert _words("fr").question(GARDEN.statement("A-2")) == Question(
        "A-2", "PRI-1", "Titre de PRI-1", "Affirmation A-2", "Pourquoi A-2", steps, signs
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "nl"])
def test_question_is_put_in_english_when_there_is_no_translation(language: str) -> None:
    steps, signs = [f"B-1 at step {number}" for number in range(STEPS)], ["First sign of B-1", "Second sign of B-1"]
    assert _words(language).question(GARDEN.statement("B-1")) == Question(
        "B-1", "PRI-2", "Title of PRI-2", "Statement B-1", "Why B-1", steps, signs
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "written_in", "title", "summary"),
    [
        ("en", "en", "Ready for a garden?", "A few questions."),
        ("fr", "fr", "Prêts pour un jardin ?", "Quelques questions."),
        ("nl", "en", "Ready for a garden?", "A few questions."),
    ],
)
def test_pages_say_the_language_that_is_really_there_when_one_is_missing(language: str, written_in: str, title: str, summary: str) -> None:
    found = _words(language)
    assert (found.written_in, found.title, found.summary) == (written_in, title, summary)


@pytest.mark.parametrize(
    ("language", "settings", "text"),
    [
        ("en", {}, "Statement A-1"),
        ("en", {"stage": "growing"}, "Statement A-1"),
        ("en", {"place": "town"}, "The town waters"),
        # The stage decides before the place.
        ("en", {"place": "town", "stage": "planning"}, "It will be watered"),
        ("en", {"place": "school", "stage": "growing"}, "Pupils water"),
        ("nl", {"place": "school"}, "Pupils water"),
        ("fr", {"place": "school", "stage": "planning"}, "Affirmation A-1, planning"),
        ("fr", {"stage": "growing"}, "Affirmation A-1"),
        # A setting on an axis where it does not stand, and one that nobody knows.
        ("en", {"size": "many-beds"}, "Statement A-1"),
        ("en", {"stage": ""}, "Statement A-1"),
    ],
)
def test_statement_is_worded_for_the_place_when_its_settings_have_a_wording(language: str, settings: dict[str, str], text: str) -> None:
    found = _words(language, **settings)
    assert found.statement("A-1") == text
    assert found.question(WORDED).text == text


def test_statement_is_refused_when_the_instrument_does_not_have_it() -> None:
    with pytest.raises(KeyError):
        _words().statement("Z-9")


@pytest.mark.parametrize(("language", "title"), [("en", "Title of PRI-2"), ("fr", "Titre de PRI-2"), ("nl", "Title of PRI-2")])
def test_section_has_its_title_or_its_code_when_it_is_not_asked_about(language: str, title: str) -> None:
    assert _words(language).section("PRI-2") == title
    assert _words(language).section("PRI-9") == "PRI-9"


@pytest.mark.parametrize(
    ("language", "checked", "is_unchecked"), [("fr", False, True), ("fr", True, False), ("en", False, False), ("nl", False, False)]
)
def test_translation_is_marked_when_nobody_has_read_it(language: str, checked: bool, is_unchecked: bool) -> None:
    assert InWords(GARDEN, {"fr": in_french(GARDEN, checked=checked)}, {}, language).is_unchecked is is_unchecked


def test_setting_is_said_in_the_readers_words_when_it_was_chosen() -> None:
    found = _words("fr", stage="planning", place="town")
    assert (found.setting("stage"), found.setting("place"), found.setting("size")) == ("Avant la première graine", "A town hall", "")
    assert _words("nl", stage="planning").setting("stage") == "Before the first seed"
    assert _words(stage="no-longer-there").setting("stage") == ""


def test_choices_are_those_of_one_axis_when_a_form_asks() -> None:
    assert _words("fr").choices("place") == [("school", "Une école"), ("town", "A town hall")]
    assert _words("en").choices("stage") == [("planning", "Before the first seed"), ("growing", "Something grows")]
    assert _words("en").choices("size") == []
    assert _words("fr").undertakings() == [("holidays", "Holidays")]


@pytest.mark.parametrize(("language", "text"), [("fr", "Un arrosoir"), ("nl", "A watering can"), ("de", "A watering can"), ("en", "A watering can")])
def test_label_is_english_when_the_language_is_missing_or_empty(language: str, text: str) -> None:
    assert said({"en": "A watering can", "fr": "Un arrosoir", "nl": ""}, language) == text


def test_answers_without_a_step_are_the_two_that_a_form_offers() -> None:
    assert UNSCORED == ("do-not-know", "does-not-apply")
