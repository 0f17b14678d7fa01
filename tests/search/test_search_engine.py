"""What every search engine must do, whatever it is made of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search.search_samples import CATALOGUE, KENT, MEDWAY, PROGRAMME, PUBLIC, OpenEngine, document
from ticc.search.engine import NoUsableIndex, SearchEngine
from ticc.search.synonyms import synonyms_of

VISITOR = frozenset({PUBLIC})
MEMBER_OF_KENT = frozenset({PUBLIC, PROGRAMME, KENT})


def codes(engine: SearchEngine, query: str, audiences: frozenset[str] = VISITOR, language: str = "en", **options: Any) -> list[str]:
    """The codes that answer a query, the best first."""
    return [hit.code for hit in engine.search(query, audiences, language, **options).hits]


def everything_told(engine: SearchEngine, queries: tuple[str, ...], audiences: frozenset[str]) -> list[object]:
    """All that an engine tells a viewer about some queries."""
    answers = [engine.search(query, audiences, "en") for query in queries]
    snippets = [engine.snippets(query, [hit.code for hit in answer.hits], audiences, "en") for query, answer in zip(queries, answers, strict=True)]
    return [answers, snippets, [engine.look_alikes(query, audiences, (), 20) for query in queries]]


class TestWords:
    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("ceiling", "OBS-012"),
            ("CEILINGS", "OBS-012"),
            ("typing twice", "OBS-043"),
            ("équipe", "OBS-012"),
            ("equipes", "OBS-012"),
            ("l'equipe", "OBS-012"),
            ("qu’équipe", "OBS-012"),
            ("infirmière", "OBS-012"),
            ("annees", "OBS-012"),
            ("verpleegkundige", "OBS-043"),
            ("bezoeken", "OBS-043"),
            ("council", "OBS-043"),
            ("councils'", "OBS-043"),
            ("organized bureaucracy", "OBS-100"),
        ],
    )
    def test_an_entry_is_found_however_its_word_is_inflected_or_accented(self, lasting_engine: SearchEngine, query: str, first: str) -> None:
        assert codes(lasting_engine, query)[:1] == [first]

    def test_letters_written_together_are_found_apart(self, engine: SearchEngine) -> None:
        engine.update([document("OBS-200", "Le cœur de l'œuvre", language="fr")], (), 2)
        assert codes(engine, "coeur oeuvre") == ["OBS-200"]

    def test_accents_written_as_marks_of_their_own_are_found(self, lasting_engine: SearchEngine) -> None:
        assert codes(lasting_engine, "e\u0301quipe") == codes(lasting_engine, "équipe") != []

    def test_a_word_of_the_title_counts_more_than_one_of_the_summary_the_body_or_the_evidence(self, engine: SearchEngine) -> None:
        others = ("zebra", "apples pears plums", "")
        engine.rebuild(
            [
                document("OBS-4", "cherry", "cherry", "cherry", evidence="zebra"),
                document("OBS-3", "cherry", "cherry", "zebra"),
                document("OBS-2", "cherry", "zebra", "cherry"),
                document("OBS-1", *others),
            ],
            2,
        )
        assert codes(engine, "zebra") == ["OBS-1", "OBS-2", "OBS-3", "OBS-4"]

    def test_entries_with_every_word_come_first_and_those_with_most_words_after(self, lasting_engine: SearchEngine) -> None:
        found = lasting_engine.search("team decides training budget", VISITOR, "en").hits
        assert found[0].code == "SOL-007"
        assert "OBS-100" in [hit.code for hit in found[1:]]
        assert found[0].score > found[1].score

    def test_a_rare_word_says_more_than_a_common_one(self, engine: SearchEngine) -> None:
        common = [document(f"OBS-{number}", "nurses", "nurses on bicycles") for number in range(1, 9)]
        engine.rebuild([*common, document("OBS-9", "nothing", "a wheelchair")], 2)
        assert codes(engine, "nurses wheelchair")[0] == "OBS-9"

    def test_words_that_say_nothing_are_not_needed(self, lasting_engine: SearchEngine) -> None:
        assert codes(lasting_engine, "the ceiling of a contract")[0] == "OBS-012"
        assert codes(lasting_engine, "which ceiling")[0] == "OBS-012"

    def test_the_viewers_language_is_liked_a_little_more(self, engine: SearchEngine) -> None:
        both = {"title": "transport", "summary": "", "body": ""}
        engine.rebuild([document("OBS-1", "transport", language="en"), document("OBS-2", "autre", language="en", fr=both)], 2)
        assert codes(engine, "transport", language="fr")[0] == "OBS-2"
        assert codes(engine, "transport", language="en")[0] == "OBS-1"

    def test_only_the_kinds_asked_for_are_found(self, lasting_engine: SearchEngine) -> None:
        assert codes(lasting_engine, "team", kinds=["solution"]) == ["SOL-007"]


class TestSyntax:
    def test_a_phrase_must_stand_there_word_for_word(self, lasting_engine: SearchEngine) -> None:
        assert codes(lasting_engine, '"typed twice"') == ["OBS-043"]
        assert codes(lasting_engine, "“of the council”") == ["OBS-043"]
        assert codes(lasting_engine, '"twice typed"') == []
        assert codes(lasting_engine, '"typing twice"') == []

    def test_a_phrase_does_not_reach_from_one_field_into_the_next(self, lasting_engine: SearchEngine) -> None:
        assert codes(lasting_engine, '"team Bureaucracy"') == []

    def test_a_word_with_a_minus_is_left_out(self, lasting_engine: SearchEngine) -> None:
        assert "OBS-100" in codes(lasting_engine, "trust")
        assert codes(lasting_engine, "trust -managers") == ["SOL-007"]
        assert codes(lasting_engine, 'trust -"keep deciding"') == ["SOL-007"]

    @pytest.mark.parametrize("query", ["", "   ", "-trust", "-", '"', '""', "()", "*", "?", "the", "-the"])
    def test_a_query_that_asks_for_nothing_finds_nothing(self, lasting_engine: SearchEngine, query: str) -> None:
        assert lasting_engine.search(query, VISITOR, "en").hits == ()

    @pytest.mark.parametrize("query", ["OBS-012", "obs-12", "obs12", "Obs-0012", "OBS‑012", "(obs-012)", "OBS-012 trust", "trust obs-12"])
    def test_a_code_jumps_first_however_it_is_typed(self, lasting_engine: SearchEngine, query: str) -> None:
        answer = lasting_engine.search(query, VISITOR, "en")
        assert answer.hits[0].code == "OBS-012"
        assert lasting_engine.snippets(query, ["OBS-012"], VISITOR, "en")["OBS-012"].matched[0].field == "code"

    def test_a_code_that_is_a_name_jumps_first(self, lasting_engine: SearchEngine) -> None:
        assert codes(lasting_engine, "sit-kent") == ["SIT-kent"]

    @pytest.mark.parametrize("query", ['"unbalanced', "a AND OR NOT", "(((", "title:x", "te*m ?", "[a TO b]", "a~2 ^3", "\\", "'", "\x00\ud800"])
    def test_odd_syntax_is_read_as_words(self, lasting_engine: SearchEngine, query: str) -> None:
        assert lasting_engine.search(query + " ceiling", VISITOR, "en").is_current

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(query=st.one_of(st.text(max_size=80), st.text(alphabet="\"-*()~^:\\ obs012'’typed", max_size=60)))
    def test_any_text_is_a_legal_query(self, lasting_engine: SearchEngine, query: str) -> None:
        answer = lasting_engine.search(query, VISITOR, "fr")
        found = [hit.code for hit in answer.hits]
        assert answer.is_current
        assert set(found) <= {entry.code for entry in CATALOGUE}
        assert [hit.score for hit in answer.hits] == sorted((hit.score for hit in answer.hits), reverse=True)
        assert set(lasting_engine.snippets(query, found, VISITOR, "fr")) == set(found)
        assert len(lasting_engine.look_alikes(query, VISITOR, ("obstacle",), 3)) <= 3

    def test_a_query_of_any_length_is_answered(self, lasting_engine: SearchEngine) -> None:
        assert codes(lasting_engine, "ceiling contract " * 50_000)[0] == "OBS-012"
        assert lasting_engine.look_alikes("typed twice " * 50_000, VISITOR, (), 1)[0].code == "OBS-043"


class TestSpelling:
    @pytest.mark.parametrize(
        ("query", "better"),
        [("cieling", "ceiling"), ("burocracy", "bureaucracy"), ("trust burocracy", "trust bureaucracy"), ("Nusres, count", "nurses, count")],
    )
    def test_a_better_spelling_is_offered_when_little_is_found(self, lasting_engine: SearchEngine, query: str, better: str) -> None:
        assert lasting_engine.search(query, VISITOR, "en").did_you_mean == better

    @pytest.mark.parametrize("query", ["ceiling", "nurse", "xqzvwk", "obs-12", "", "12345"])
    def test_no_spelling_is_offered_for_what_is_known_or_like_nothing(self, lasting_engine: SearchEngine, query: str) -> None:
        assert lasting_engine.search(query, VISITOR, "en").did_you_mean is None

    def test_words_of_a_text_that_was_changed_are_no_longer_offered(self, engine: SearchEngine) -> None:
        engine.update([document("OBS-300", "Mrs Featherstonehaugh was left alone")], (), 2)
        assert engine.search("fetherstonehaugh", VISITOR, "en").did_you_mean == "featherstonehaugh"
        engine.update([document("OBS-300", "A client was left alone")], (), 3)
        assert engine.search("fetherstonehaugh", VISITOR, "en").did_you_mean is None


QUERIES = ("wheelchair", "wheelchiar", "team", "nurses wait", '"typed twice"', "typed", "trust grows", "council", "obs-500", "bar-2026-1", "the")
SECRETS = (
    document("OBS-500", "The team's wheelchair", "typed typed typed trust", "Nurses wait for trust. Council council.", audience=PROGRAMME),
    document("BAR-2026-0001", "A wheelchair for the team", "typed twice", "nurses wait", kind="barrier", audience=KENT),
    document("BAR-2026-0002", "Wheelchairs", "trust grows in the council", "team team", kind="barrier", audience=MEDWAY),
)


class TestIsolation:
    def test_what_others_keep_private_changes_nothing_for_a_visitor(self, engine: SearchEngine) -> None:
        before = everything_told(engine, QUERIES, VISITOR)
        engine.update(SECRETS, (), 2)
        assert repr(everything_told(engine, QUERIES, VISITOR)) == repr(before)

    def test_what_one_partner_keeps_private_changes_nothing_for_another(self, engine: SearchEngine) -> None:
        engine.update(SECRETS[:2], (), 2)
        before = everything_told(engine, QUERIES, MEMBER_OF_KENT)
        engine.update(SECRETS[2:], (), 3)
        assert repr(everything_told(engine, QUERIES, MEMBER_OF_KENT)) == repr(before)
        assert codes(engine, "wheelchair", MEMBER_OF_KENT) == ["BAR-2026-0001", "OBS-500"]

    def test_an_entry_that_becomes_private_leaves_nothing_behind(self, engine: SearchEngine) -> None:
        before = everything_told(engine, QUERIES, VISITOR)
        open_to_all = [replace(secret, audience=PUBLIC) for secret in SECRETS]
        engine.update(open_to_all, (), 2)
        assert "OBS-500" in codes(engine, "wheelchair")
        engine.update(SECRETS, (), 3)
        assert repr(everything_told(engine, QUERIES, VISITOR)) == repr(before)
        assert codes(engine, "wheelchair", MEMBER_OF_KENT) == ["BAR-2026-0001", "OBS-500"]

    def test_snippets_and_look_alikes_of_hidden_entries_are_not_told(self, engine: SearchEngine) -> None:
        engine.update(SECRETS, (), 2)
        assert engine.snippets("wheelchair", [secret.code for secret in SECRETS], VISITOR, "en") == {}
        assert engine.look_alikes("a wheelchair for the team", VISITOR, ("barrier",), 5) == []

    def test_audiences_whose_names_look_alike_are_kept_apart(self, engine: SearchEngine) -> None:
        names = ["PAR-été", "PAR-ete", "par ete", "PAR/../ete", "PAR-" + "e" * 70, "PAR-" + "e" * 71]
        engine.update([document(f"BAR-{number}", "wheelchair", audience=name) for number, name in enumerate(names)], (), 2)
        assert [codes(engine, "wheelchair", frozenset({name})) for name in names] == [[f"BAR-{number}"] for number in range(len(names))]

    def test_nobody_finds_what_belongs_to_nobody(self, engine: SearchEngine) -> None:
        engine.update([document("BAR-9", "wheelchair", audience="nobody")], (), 2)
        assert codes(engine, "wheelchair", MEMBER_OF_KENT) == []
        assert codes(engine, "wheelchair", frozenset()) == []


class TestKeepingUp:
    def test_an_engine_without_an_index_answers_that_it_is_behind(self, open_engine: OpenEngine) -> None:
        engine = open_engine()
        assert engine.revision() is None
        answer = engine.search("team", VISITOR, "en")
        assert answer.hits == ()
        assert not answer.is_current
        assert engine.snippets("team", ["OBS-012"], VISITOR, "en") == {}
        assert engine.look_alikes("team", VISITOR, (), 3) == []

    def test_an_index_that_is_not_there_cannot_be_updated(self, open_engine: OpenEngine) -> None:
        with pytest.raises(NoUsableIndex):
            open_engine().update([document()], (), 1)

    def test_an_empty_catalogue_has_a_revision(self, open_engine: OpenEngine) -> None:
        engine = open_engine()
        engine.rebuild([], 7)
        assert engine.revision() == 7
        assert engine.search("team", VISITOR, "en").is_current

    def test_a_changed_entry_is_found_by_its_new_words_only(self, engine: SearchEngine) -> None:
        engine.update([document("OBS-012", "The invoice is late")], (), 2)
        assert engine.revision() == 2
        assert codes(engine, "invoice") == ["OBS-012"]
        assert "OBS-012" not in codes(engine, "ceiling")

    def test_an_entry_that_is_gone_is_not_found(self, engine: SearchEngine) -> None:
        engine.update([], ["OBS-012", "OBS-999"], 2)
        assert codes(engine, "ceiling") == []
        assert codes(engine, "obs-012") == []

    def test_an_index_kept_up_to_date_tells_the_same_as_one_made_anew(self, engine: SearchEngine) -> None:
        for revision, entry in enumerate([*SECRETS, document("OBS-012", "typed trust"), document("OBS-777", "team")], 2):
            engine.update([entry], ["SOL-007"] if revision == 3 else (), revision)
        kept_up = everything_told(engine, QUERIES, MEMBER_OF_KENT)
        left = [entry for entry in CATALOGUE if entry.code not in ("OBS-012", "SOL-007")]
        engine.rebuild([*left, *SECRETS, document("OBS-012", "typed trust"), document("OBS-777", "team")], 20)
        assert repr(everything_told(engine, QUERIES, MEMBER_OF_KENT)) == repr(kept_up)

    def test_other_engines_on_the_same_index_see_an_update_at_once(self, engine: SearchEngine, open_engine: OpenEngine) -> None:
        other = open_engine()
        assert codes(other, "invoice") == []
        engine.update([document("OBS-400", "invoice")], (), 2)
        assert (other.revision(), codes(other, "invoice")) == (2, ["OBS-400"])

    def test_an_update_that_comes_late_does_not_undo_a_newer_one(self, engine: SearchEngine) -> None:
        engine.update([document("OBS-400", "newer words")], (), 5)
        engine.update([document("OBS-400", "older words")], (), 4)
        assert engine.revision() == 5
        assert codes(engine, '"newer words"') == ["OBS-400"]

    def test_a_code_that_comes_twice_is_held_once(self, engine: SearchEngine) -> None:
        engine.update([document("OBS-400", "first invoice"), document("OBS-400", "second invoice", audience=PROGRAMME)], (), 2)
        assert codes(engine, "invoice", MEMBER_OF_KENT) == ["OBS-400"]
        assert codes(engine, "invoice") == []

    def test_a_failing_source_of_documents_leaves_the_index_as_it_was(self, engine: SearchEngine) -> None:
        def failing():  # type: ignore[no-untyped-def]
            yield document("OBS-400", "invoice")
            raise OSError("the database went away")

        for act in (lambda: engine.update(failing(), (), 2), lambda: engine.rebuild(failing(), 2)):
            with pytest.raises(OSError, match="went away"):
                act()
            assert engine.revision() == 1
            assert codes(engine, "ceiling") == ["OBS-012"]


class TestTelling:
    def test_matches_name_their_field_and_the_words_as_they_stand_there(self, lasting_engine: SearchEngine) -> None:
        hit = lasting_engine.snippets("nursing type records", ["OBS-043"], VISITOR, "en")["OBS-043"]
        assert {match.field: match.words for match in hit.matched} == {"title": ("typed",), "summary": ("nurse", "record"), "body": ("Records",)}

    def test_a_match_in_the_evidence_is_told_as_such(self, lasting_engine: SearchEngine) -> None:
        hit = lasting_engine.snippets("newspaper", ["OBS-012"], VISITOR, "en")["OBS-012"]
        assert [match.field for match in hit.matched] == ["evidence"]
        assert ("newspaper", True) in hit.snippet

    def test_a_snippet_is_a_piece_of_the_text_with_its_words_marked(self, lasting_engine: SearchEngine) -> None:
        hit = lasting_engine.snippets("council", ["OBS-043"], VISITOR, "en")["OBS-043"]
        assert "".join(piece for piece, _ in hit.snippet).strip("… ") in CATALOGUE[1].texts["en"]["summary"]
        assert [piece for piece, is_word in hit.snippet if is_word] == ["council"]

    def test_a_snippet_of_a_long_text_is_cut_around_its_words(self, engine: SearchEngine) -> None:
        body = "alpha " * 300 + "the council\n\n  refused <b>twice</b> & " + "omega " * 300
        engine.update([document("OBS-400", "long", "", body)], (), 2)
        pieces = engine.snippets("council twice", ["OBS-400"], VISITOR, "en")["OBS-400"].snippet
        text = "".join(piece for piece, _ in pieces)
        assert "the council refused <b>twice</b> & omega" in text
        assert text.startswith("… ")
        assert text.endswith(" …")
        assert len(text) < 300

    def test_the_viewers_language_is_told_where_it_matched(self, engine: SearchEngine) -> None:
        french = {"title": "Le transport", "summary": "Le transport coûte cher.", "body": ""}
        engine.update([document("OBS-400", "Transport", "Transport is dear.", fr=french)], (), 2)
        told = {language: engine.snippets("transport", ["OBS-400"], VISITOR, language)["OBS-400"].snippet for language in ("en", "fr")}
        assert told["fr"] == (("Le ", False), ("transport", True), (" coûte cher.", False))
        assert told["en"] == (("Transport", True), (" is dear.", False))

    def test_an_entry_found_by_its_code_shows_its_summary(self, lasting_engine: SearchEngine) -> None:
        hit = lasting_engine.snippets("obs-43", ["OBS-043"], VISITOR, "en")["OBS-043"]
        assert hit.snippet == ((CATALOGUE[1].texts["en"]["summary"], False),)


class TestSynonyms:
    TERMS = (
        {"id": "double-entry", "en": {"term": "double entry"}, "nl": {"term": "dubbel invoeren", "synonyms": ["dubbel ingevoerd"]}},
        {"id": "council", "en": {"term": "council", "synonyms": ["local authority"]}},
    )

    def test_words_that_mean_the_same_are_found_across_languages(self, open_engine: OpenEngine) -> None:
        engine = open_engine(synonyms_of(self.TERMS))
        engine.rebuild(CATALOGUE, 1)
        assert codes(engine, "double entry") == ["OBS-043"]
        assert ("ingevoerd", True) not in engine.snippets("double entry", ["OBS-043"], VISITOR, "en")["OBS-043"].snippet
        assert engine.snippets("double entry", ["OBS-043"], VISITOR, "en")["OBS-043"].matched[0].words == ("dubbel", "ingevoerd")

    def test_a_typed_word_weighs_more_than_one_that_means_the_same(self, open_engine: OpenEngine) -> None:
        engine = open_engine(synonyms_of(self.TERMS))
        engine.rebuild([document("OBS-1", "The council"), document("OBS-2", "The local authority"), document("OBS-3", "The local shop")], 1)
        assert codes(engine, "local authority")[0] == "OBS-2"
        assert codes(engine, "council") == ["OBS-1", "OBS-2"]


class TestLookAlikes:
    def test_the_entry_that_says_the_same_comes_first_with_the_shared_words_as_typed(self, lasting_engine: SearchEngine) -> None:
        text = "We type every visit twice, once in our record system and once in the Council's"
        first = lasting_engine.look_alikes(text, VISITOR, ("obstacle",), 3)[0]
        assert first.code == "OBS-043"
        assert first.shared == ("type", "every", "visit", "twice", "record", "system", "Council's")

    @pytest.mark.parametrize("text", ["visit typd twic", "visits tpyed twice", "bezoek dubbel invoer", "bezoek ingevo"])
    def test_words_may_be_half_typed_or_misspelt(self, lasting_engine: SearchEngine, text: str) -> None:
        assert lasting_engine.look_alikes(text, VISITOR, ("obstacle",), 3)[0].code == "OBS-043"

    @pytest.mark.parametrize("text", ["", "the of and", "xqzvwk", "un de les"])
    def test_a_text_that_says_nothing_is_like_nothing(self, lasting_engine: SearchEngine, text: str) -> None:
        assert lasting_engine.look_alikes(text, VISITOR, (), 5) == []

    def test_only_the_kinds_asked_for_are_told(self, lasting_engine: SearchEngine) -> None:
        assert [one.code for one in lasting_engine.look_alikes("a budget for the team", VISITOR, ("solution",), 5)] == ["SOL-007"]
