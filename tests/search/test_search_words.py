"""Words, queries and synonyms: what a text becomes before anything is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticc.search.analysis import GAP, LANGUAGES, LONGEST_WORD, SEPARATOR, GramAnalyser, WordAnalyser, is_stop_word, stem, stems_in, words_of
from ticc.search.parsing import LONGEST_QUERY, MOST_WORDS, code_key, read_query
from ticc.search.synonyms import Expression, read_synonyms, synonyms_of


def said(text: str) -> list[str]:
    """The words of a text."""
    return [word.text for word in words_of(text)]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("L’équipe d'aujourd'hui", ["equipe", "aujourdhui"]),
            ("qu'elle lorsqu’ils", ["elle", "ils"]),
            ("the council's nurses'", ["the", "council", "nurses"]),
            ("self-managing e-mail", ["self", "managing", "e", "mail"]),
            ("Œuvre, cœur; ÆON", ["oeuvre", "coeur", "aeon"]),
            ("cliëntdossier coördinatie", ["clientdossier", "coordinatie"]),
            ("e\u0301quipe", ["equipe"]),
            ("Straße 24/7 2 Mers_Zeeën", ["strasse", "24", "7", "2", "mers", "zeeen"]),
            ("don't", ["dont"]),
            ("… — ’ ' \" _", []),
        ],
    )
    def test_words_are_folded_and_freed_of_apostrophes(self, text: str, words: list[str]) -> None:
        assert said(text) == words

    @given(st.text())
    def test_any_text_has_words_that_stand_where_they_say(self, text: str) -> None:
        found = list(words_of(text))
        assert all(0 <= word.start < word.end <= len(text) and 0 < len(word.text) <= LONGEST_WORD for word in found)
        assert [word.start for word in found] == sorted(word.start for word in found)
        for language in LANGUAGES:
            known = [(stem(word.text, language), word.start, word.end) for word in found]
            assert [one for one in stems_in(text, language) if one[0]] == [one for one in known if one[0]]

    @given(st.text(max_size=40))
    def test_a_text_has_the_same_words_in_any_case_and_without_its_accents(self, text: str) -> None:
        folded = " ".join(said(text))
        assert said(folded) == folded.split()

    @pytest.mark.parametrize(
        ("language", "alike"),
        [
            ("en", "organise organised organizing organization organisations"),
            ("en", "type typed typing types"),
            ("fr", "organisees organiser organisation organises"),
            ("fr", "equipe equipes equipee equipees"),
            ("fr", "infirmiere infirmier infirmieres"),
            ("nl", "registratie registraties"),
            ("nl", "zelfsturend zelfsturende"),
        ],
    )
    def test_inflections_share_a_stem(self, language: str, alike: str) -> None:
        assert len({stem(word, language) for word in alike.split()}) == 1

    @pytest.mark.parametrize(("language", "word"), [("en", "the"), ("fr", "les"), ("fr", "meme"), ("nl", "het")])
    def test_words_that_say_nothing_have_no_stem(self, language: str, word: str) -> None:
        assert stem(word, language) == ""
        assert is_stop_word(word)

    def test_positions_count_every_word_and_leap_between_texts(self) -> None:
        tokens = WordAnalyser("en")(f"care at home{SEPARATOR}visit", positions=True)
        assert [(token.text, token.pos) for token in tokens] == [("care", 0), ("home", 2), ("visit", 3 + GAP)]

    def test_pieces_of_words_come_once(self) -> None:
        assert [token.text for token in GramAnalyser()("visit Visits at")] == ["isit", "sits", "visi"]


class TestQueries:
    def test_words_phrases_and_what_to_leave_out_are_told_apart(self) -> None:
        query = read_query('typed "Record system" self-managing -paper -"by hand" "one"')
        assert [word.text for word in query.words] == ["typed", "self", "managing", "one"]
        assert query.phrases == (("record", "system"),)
        assert query.without == (("paper",), ("by", "hand"))

    def test_words_stand_where_they_were_typed(self) -> None:
        query = read_query('  L\'Équipe "est là" Twice')
        assert [query.text[word.start : word.end] for word in query.words] == ["L'Équipe", "Twice"]

    def test_a_quotation_mark_without_its_other_half_reaches_to_the_end(self) -> None:
        assert read_query('budget "typed twice').phrases == (("typed", "twice"),)

    @pytest.mark.parametrize("typed", ["OBS-012", "obs-12", "obs12", "OBS–12", "obs-0012.", "(OBS-012)"])
    def test_a_code_has_one_key(self, typed: str) -> None:
        assert code_key(typed) == "obs-12"
        assert read_query(typed, {"obs-12"}.__contains__).codes == ("obs-12",)

    @pytest.mark.parametrize(("typed", "key"), [("BAR-2026-0042", "bar-2026-42"), ("SRC-lalani2019", "src-lalani2019"), ("pri3", "pri-3")])
    def test_codes_of_all_kinds_have_keys(self, typed: str, key: str) -> None:
        assert code_key(typed) == key

    def test_what_looks_like_a_code_and_is_none_is_words(self) -> None:
        query = read_query("obs-12 self-care", {"obs-13"}.__contains__)
        assert query.codes == ()
        assert [word.text for word in query.words] == ["obs", "12", "self", "care"]

    @given(st.text(), st.booleans())
    def test_any_text_can_be_read(self, typed: str, knows_codes: bool) -> None:
        query = read_query(typed, lambda key: knows_codes)
        assert len(query.text) <= LONGEST_QUERY
        assert len(query.words) <= MOST_WORDS
        assert all([*query.phrases, *query.without, *query.codes])
        assert query.asks_for_something == bool(query.words or query.phrases or query.codes)


TERMS = (
    {"id": "team", "en": {"term": "self-managing team", "synonyms": ["autonomous team"]}, "fr": {"term": "équipe autonome", "synonyms": ["AS"]}},
    {"id": "home", "en": {"term": "care at home"}, "nl": {"term": "thuiszorg"}},
    {"id": "care-home", "en": {"term": "care home"}, "fr": {"term": "EHPAD (France)"}},
    {"id": "empty", "en": None, "fr": {"term": ""}, "nl": {"synonyms": None}},
)


class TestSynonyms:
    def test_a_run_of_words_is_known_in_every_inflection_and_language(self) -> None:
        synonyms = synonyms_of(TERMS)
        for typed in ("self managing teams", "equipes autonomes"):
            (expansion,) = synonyms.expansions(typed.split())
            assert (expansion.start, expansion.end) == (0, len(typed.split()))
            assert Expression(("autonomous", "team"), "en") in expansion.others

    def test_a_longer_run_goes_before_a_shorter_one(self) -> None:
        synonyms = synonyms_of([*TERMS, {"id": "t", "en": {"term": "team", "synonyms": ["crew"]}}])
        (expansion,) = synonyms.expansions(["self", "managing", "team"])
        assert expansion.start == 0
        assert Expression(("crew",), "en") not in expansion.others

    def test_small_words_still_count(self) -> None:
        synonyms = synonyms_of(TERMS)
        assert synonyms.expansions(["care", "at", "home"])[0].others == (Expression(("thuiszorg",), "nl"),)
        assert synonyms.expansions(["care", "home"])[0].others == (Expression(("ehpad",), "fr"),)

    def test_a_word_that_says_nothing_stands_for_nothing(self) -> None:
        assert synonyms_of(TERMS).expansions(["as"]) == []

    def test_words_without_a_glossary_have_no_synonyms(self, tmp_path: Path) -> None:
        assert read_synonyms(tmp_path / "glossary.yaml").expansions(["team"]) == []
        (tmp_path / "glossary.yaml").write_text("")
        assert read_synonyms(tmp_path / "glossary.yaml").expansions(["team"]) == []

    @pytest.mark.parametrize("head", ["", "terms:\n"])
    def test_a_glossary_file_is_read(self, tmp_path: Path, head: str) -> None:
        terms = "- id: gp\n  en: {term: GP, synonyms: [family doctor]}\n  nl: {term: huisarts}\n"
        (tmp_path / "glossary.yaml").write_text(head + terms)
        others = read_synonyms(tmp_path / "glossary.yaml").expansions(["huisarts"])[0].others
        assert others == (Expression(("gp",), "en"), Expression(("family", "doctor"), "en"))

    @given(st.lists(st.text(max_size=12), max_size=8))
    def test_any_words_can_be_expanded(self, words: list[str]) -> None:
        for expansion in synonyms_of(TERMS).expansions(words):
            assert 0 <= expansion.start < expansion.end <= len(words)
