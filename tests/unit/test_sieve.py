"""The sieve: recall and false alarms on the corpus, check digits, false friends, and manners with any text at all."""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sieving import Sentence, planted
from sieving_innocents import KNOWN, innocents

from ticc.barriers.deciding import Decision, sift
from ticc.foundation.clock import today
from ticc.sieve import contacts, dates, names
from ticc.sieve.find import Found, Sort, find
from ticc.sieve.numbers import is_belgian_number, is_bsn, is_nhs_number, is_nir

# What docs/sieve.md states. A change of the rules that makes one of them worse has to say so there.
RECALL = dict.fromkeys(Sort, 1.0)
FALSE_ALARMS = 0.0
PIECES = (
    "Mrs Jones ", "Dr. ", "M. ", "van den ", "called ", "12 High Street ", "ME4 5XX", "1234 AB 12", "943 476 5919", "06 12 34 56 78", "+44 ", "@", "a.b",
    "born ", "12/03/1950", " 1 mars 1950", "\n", " ", "0", "12", "-", ".", "rue de la ", "Paix", "é", "\u00a0", "İ", "ſ", "\ud83e\udd55", "\x00", "(",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def _hits(sentence: Sentence) -> bool:
    """Whether most of the item was found: what is left of it must not be worth keeping."""
    start = sentence.text.index(sentence.planted)
    end = start + len(sentence.planted)
    covered = {place for one in find(sentence.text, sentence.language, KNOWN) for place in range(one.start, one.end)}
    return len(covered & set(range(start, end))) >= 0.8 * (end - start)


def test_recall_of_each_sort_is_as_stated_when_the_corpus_is_sieved(capsys: pytest.CaptureFixture[str]) -> None:
    sentences = planted()
    hits, all_of = Counter(one.sort for one in sentences if _hits(one)), Counter(one.sort for one in sentences)
    with capsys.disabled():
        sys.stdout.write(f"\nsieve, recall: {', '.join(f'{sort} {hits[sort]}/{all_of[sort]}' for sort in Sort)}\n")
    assert {sort: hits[sort] / all_of[sort] for sort in Sort} == RECALL


def test_false_alarms_are_as_stated_when_the_corpus_is_sieved(capsys: pytest.CaptureFixture[str]) -> None:
    sentences = innocents()
    alarms = [one.text for one in sentences if find(one.text, one.language, KNOWN)]
    with capsys.disabled():
        sys.stdout.write(f"\nsieve, false alarms: {len(alarms)} of {len(sentences)} innocent sentences\n")
    assert len(alarms) / len(sentences) <= FALSE_ALARMS, alarms


@pytest.mark.parametrize("seed", range(4))
def test_recall_stays_as_high_when_other_sentences_are_drawn(seed: int) -> None:
    sentences = planted(seed)
    missed = [one.text for one in sentences if not _hits(one)]
    assert len(missed) <= 0.03 * len(sentences), missed


def test_corpus_is_as_large_and_as_mixed_as_it_is_said_to_be() -> None:
    guilty, free = planted(), innocents()
    assert len(guilty) + len(free) >= 300
    assert 0.4 <= len(guilty) / len(guilty + free) <= 0.6
    for half in (guilty, free):
        assert min(Counter(one.language for one in half).values()) >= 70
    assert len({one.text for one in free}) > 190


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        # The examples that the sources and their readers give.
        (is_nhs_number, "9434765919", "9434765918"),
        (is_nhs_number, "9434765870", "9434765871"),
        (is_nhs_number, "4505577104", "0000000000"),
        (is_nir, "295109912611193", "295109912611199"),
        (is_nir, "253072B07300470", "253072A07300470"),
        (is_nir, "253072A07300443", "253072C07300443"),
        (is_belgian_number, "85073003328", "85073003329"),
        (is_belgian_number, "42012205181", "42012205182"),
        (is_belgian_number, "17073003384", "17073003385"),
        (is_belgian_number, "93051822361", "93053922361"),
        (is_bsn, "111222333", "111252333"),
        (is_bsn, "123456782", "123456789"),
        (is_bsn, "249566758", "000000000"),
    ],
)
def test_check_digits_tell_a_person_from_a_number(check, right: str, wrong: str) -> None:  # type: ignore[no-untyped-def]
    assert check(right)
    assert not check(wrong)
    assert not check(right[:-1])
    assert not check(right + "0")


@pytest.mark.parametrize(
    ("text", "kind", "words", "neutral"),
    [
        ("We visit Mrs Jones’s flat", Sort.NAME, "Mrs Jones", "a client"),
        ("Mrs Jones waits", Sort.NAME, "Mrs Jones", "A client"),
        ("We asked Dr Patel", Sort.NAME, "Dr Patel", "a doctor"),
        ("Chez M. de la Tour", Sort.NAME, "M. de la Tour", "a client"),
        ("wij belden zuster Sanne de Vries", Sort.NAME, "zuster Sanne de Vries", "a nurse"),
        ("At the hospital Mrs Ward fell", Sort.NAME, "Mrs Ward", "a client"),
        ("a lady called Anna waits", Sort.CALLED, "called Anna", "(name left out)"),
        ("She was born on 12 March 1950.", Sort.BIRTH, "on 12 March 1950", "in March 1950"),
        ("DOB 12.03.50", Sort.BIRTH, "12.03.50", "March 1950"),
        ("at 12 High Street, Chatham ME4 5XX today", Sort.ADDRESS, "12 High Street, Chatham ME4 5XX", "their street"),
        ("chez elle, 12 bis rue des Lilas, 59000 Lille.", Sort.ADDRESS, "12 bis rue des Lilas, 59000 Lille", "their street"),
        ("in 1234 AB 12 daar", Sort.ADDRESS, "1234 AB 12", "their street"),
        ("ring +44 (0)1634 960123 now", Sort.PHONE, "+44 (0)1634 960123", "(phone number left out)"),
        ("BSN 1112.22.333.", Sort.BSN, "1112.22.333", "(number left out)"),
        ("on 943-476-5919 we wait", Sort.NHS, "943-476-5919", "(number left out)"),
        ("write to a.b@example.org.", Sort.EMAIL, "a.b@example.org", "(e-mail address left out)"),
    ],
)
def test_finding_says_where_it_stands_and_what_could_stand_there(text: str, kind: Sort, words: str, neutral: str) -> None:
    start = text.index(words)
    assert find(text) == [Found(kind, start, start + len(words), words, neutral)]


@pytest.mark.parametrize(
    "text",
    ["Kent Community Health", "nurses of Zuster Clara Huis", "Mrs B waits", "on 1 June 2024", f"born in {today().year}", "the year 1950", "12 March"],
)
def test_nothing_is_marked_when_it_tells_of_nobody(text: str) -> None:
    assert find(text, "en", KNOWN) == []


def test_date_is_no_birth_when_that_person_would_be_a_child_and_no_word_says_so() -> None:
    young = date(today().year - 17, 1, 15)
    assert find(f"It happened on {young:%d/%m/%Y}") == []
    assert [one.kind for one in find(f"born on {young:%d/%m/%Y}")] == [Sort.BIRTH]
    assert find(f"born on {date(today().year + 1, 1, 15):%d/%m/%Y}") == []


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_findings_lie_within_any_text_and_never_overlap(text: str) -> None:
    place = 0
    for one in find(text, "en", ("Kent", "Paix", "(")):
        assert place <= one.start < one.end <= len(text)
        assert one.words == text[one.start : one.end]
        assert one.neutral
        place = one.end


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_nothing_is_left_to_find_when_all_neutral_words_are_used_as_often_as_asked(text: str) -> None:
    texts = {"title": text, "body": text}
    for _round in range(20):
        sieved = sift(texts, "en")
        if not sieved.asked:
            break
        texts = sieved.decided({one.key: Decision.NEUTRAL for one in sieved.asked})
    assert sift(texts, "en").asked == ()


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_pieces_give_the_text_back_and_kept_words_stay_as_they_were(title: str, body: str) -> None:
    sieved = sift({"title": title, "body": body}, "en")
    assert "".join(piece.words for piece in sieved.pieces("title")) == title
    assert "".join(piece.words for piece in sieved.pieces("body")) == body
    assert sieved.decided({one.key: Decision.KEEP for one in sieved.asked}) == {"title": title, "because": "", "so_that": "", "body": body}
    assert {piece.number for name in ("title", "body") for piece in sieved.pieces(name)} - {0} == set(range(1, len(sieved.asked) + 1))


def test_same_words_are_asked_once_and_not_again_when_others_see_them_already() -> None:
    texts = {"title": "Mrs Jones waits", "because": "mrs jones, Mrs  Jones and Mr Pryce wait"}
    assert [one.words for one in sift(texts, "en").asked] == ["Mrs Jones", "Mr Pryce"]
    assert [one.words for one in sift(texts, "en", shared={"body": "Mrs Jones"}).asked] == ["Mr Pryce"]


def _patterns() -> list[re.Pattern[str]]:
    found: list[re.Pattern[str]] = []
    for module in (contacts, dates, names):
        for value in vars(module).values():
            found += [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, re.Pattern)]
    return found


def test_no_pattern_repeats_without_an_upper_bound() -> None:
    # With an upper bound on each repetition, what a pattern looks at from one place has an upper bound too: the time is linear.
    patterns = _patterns()
    assert len(patterns) > 20
    for pattern in patterns:
        bare = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", pattern.pattern)
        assert not re.search(r"[*+]|\{\d*,\}", bare.replace("(?:x[1-9]", "(?:")), pattern.pattern


@pytest.mark.parametrize(
    "piece", ["A", "a ", "Mrs ", "Mrs Jones ", "0", "0 ", "01 ", "+1 ", "12 High ", "12 rue de la ", "a.", "a@", "a@a.", "called A", "born 1/1/", "van den ", "A-", "1234 AB "]
)  # fmt: skip
def test_long_text_of_one_piece_is_sieved_to_its_end(piece: str) -> None:
    text = (piece * 20_000)[:20_000] + "\nNHS 943 476 5919"
    assert any(one.kind == Sort.NHS for one in find(text, "en", KNOWN))
