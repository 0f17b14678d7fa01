"""The words of a programme, and how each language says them."""

from __future__ import annotations

import pytest

from tests.unit.catalogue import vocabularies
from ticc.catalogue.kinds import LinkField
from ticc.catalogue.links import REPORTED_BY, Answers
from ticc.catalogue.vocabulary import Programme, Vocabularies
from ticc.kinds import KINDS


def _soil() -> Vocabularies:
    made = Vocabularies()
    made.add(
        "themes",
        [
            {"key": "soil", "label": {"en": "Soil", "fr": "Terre"}, "sentence": {"en": "What plants stand in."}},
            {"key": "air", "label": {"en": "Air"}},
        ],
    )
    return made


@pytest.mark.parametrize(("key", "language", "said"), [("soil", "fr", "Terre"), ("soil", "nl", "Soil"), ("air", "fr", "Air"), ("moon", "fr", "moon")])
def test_word_is_said_as_well_as_possible_when_a_language_is_asked(key: str, language: str, said: str) -> None:
    assert _soil()["themes"].label(key, language) == said


def test_sentence_is_empty_when_the_word_explains_itself() -> None:
    assert _soil()["themes"]["soil"].explained("fr") == "What plants stand in."
    assert _soil()["themes"]["air"].explained("fr") == ""


def test_words_keep_the_order_of_their_file_when_listed() -> None:
    assert list(_soil()["themes"]) == ["soil", "air"]
    assert len(_soil()["themes"]) == 2


def test_vocabulary_is_empty_when_it_is_missing() -> None:
    assert list(vocabularies()["nothing"]) == []
    assert sorted(vocabularies()) == ["countries", "levels", "themes"]


@pytest.mark.parametrize(("language", "said"), [("fr", "jardins"), ("nl", "gardens"), ("en", "gardens")])
def test_practice_is_said_in_english_when_it_is_not_translated(language: str, said: str) -> None:
    programme = Programme(name="Bean Club", tagline={}, practice={"en": "gardens", "fr": "jardins"})
    assert programme.says("practice", language) == said
    assert programme.says("tagline", language) == ""


@pytest.mark.parametrize(("code", "kind"), [("OBS-001", "obstacle"), ("BAR-2026-0001", "barrier"), ("SIT-porto", "site"), ("STEP-1", "step")])
def test_kind_is_known_when_a_code_begins_with_its_prefix(code: str, kind: str) -> None:
    found = KINDS.of_code(code)
    assert found is not None and found.name == kind


@pytest.mark.parametrize("code", ["OBS", "OBSERVER-1", "obs-001", "", "-", "XYZ-1"])
def test_kind_is_unknown_when_no_prefix_fits(code: str) -> None:
    assert KINDS.of_code(code) is None


def test_no_code_can_be_of_two_kinds_when_prefixes_are_chosen() -> None:
    prefixes = [f"{kind.prefix}-" for kind in KINDS]
    assert not [(one, other) for one in prefixes for other in prefixes if one is not other and one.startswith(other)]


def test_columns_are_found_from_either_end_when_a_file_holds_links() -> None:
    answers = LinkField("answers", Answers, "obstacle")
    assert (answers.own_column, answers.other_column) == ("subject_code", "object_code")
    assert [answers.column_of(word) for word in ("obstacle", "reason")] == ["object_code", "reason"]
    assert (REPORTED_BY.own_column, REPORTED_BY.other_column) == ("object_code", "subject_code")
    assert [REPORTED_BY.column_of(word) for word in ("source", "says", "analogous", "site")] == [
        "subject_code",
        "reason",
        "is_analogous",
        "site_code",
    ]
