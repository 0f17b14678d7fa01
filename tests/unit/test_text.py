"""Plain text: folding, slugs, shortening, tidying."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue import steady
from ticc.foundation.forms import tidy
from ticc.foundation.text import fold, shorten, slug, without_control_characters


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Équipe", "equipe"),
        ("CŒUR et ÆON", "coeur et aeon"),
        ("Straße", "strasse"),
        ("cliëntdossier", "clientdossier"),
        ("l’école", "l'ecole"),
        ("e\u0301te\u0301", "ete"),
        ("№ 5 ™ ℌ", "no 5 tm h"),
        ("ＦＵＬＬ", "full"),
        ("", ""),
    ],
)
def test_text_is_folded_to_what_was_meant_when_compared(text: str, folded: str) -> None:
    assert fold(text) == folded


@steady
@given(st.text())
def test_folding_changes_nothing_when_done_twice(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@steady
@given(st.text())
def test_no_accent_is_left_when_text_is_folded(text: str) -> None:
    assert not any(unicodedata.combining(letter) for letter in fold(text))


@steady
@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_case_makes_no_difference_when_european_text_is_folded(text: str) -> None:
    # The one letter whose capital is another letter: dotless i.
    text = text.replace("ı", "i")
    assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("Nobody waters the beans in August", 60, "nobody-waters-the-beans-in-august"),
        ("Nobody waters the beans in August", 20, "nobody-waters-the"),
        ("L’hôpital & l’école!", 60, "l-hopital-l-ecole"),
        ("Donaudampfschifffahrtsgesellschaft", 10, "donaudampf"),
        ("???", 60, ""),
    ],
)
def test_slug_is_cut_at_a_word_when_text_is_long(text: str, length: int, short: str) -> None:
    assert slug(text, length) == short


@steady
@given(st.text(), st.integers(1, 80))
def test_slug_fits_an_address_when_made_of_any_text(text: str, length: int) -> None:
    made = slug(text, length)
    assert len(made) <= length
    assert made == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)


def test_text_stays_whole_when_it_is_short_enough() -> None:
    assert shorten("exactly ten", 11) == "exactly ten"


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("The gate key was lost, and nobody got in", 24, "The gate key was lost…"),
        ("The gate key was lost", 12, "The gate…"),
        ("Donaudampfschifffahrt", 6, "Donau…"),
    ],
)
def test_text_ends_in_an_ellipsis_when_something_is_left_out(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


@steady
@given(st.text(), st.integers(1, 50))
def test_shortened_text_is_never_longer_when_cut(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= length
    assert short == text or text.startswith(short[:-1])


def test_control_characters_are_dropped_when_text_is_cleaned() -> None:
    assert without_control_characters("a\x00b\x07c\x1bd\ud800e\ufffe") == "abcde"


def test_line_breaks_and_tabs_are_kept_when_text_is_cleaned() -> None:
    assert without_control_characters("one\r\ntwo\n\tthree") == "one\ntwo\n\tthree"


def test_direction_overrides_are_dropped_when_text_is_cleaned() -> None:
    assert without_control_characters("harmless\u202egnp.exe\u2066 \u2069") == "harmlessgnp.exe "


def test_what_people_write_is_kept_when_text_is_cleaned() -> None:
    written = "naïve — “quoted” 👩🏽‍⚕️ مرحبا \u200fשלום ½"
    assert without_control_characters(written) == written


@steady
@given(st.text())
def test_cleaning_changes_nothing_when_done_twice(text: str) -> None:
    assert without_control_characters(without_control_characters(text)) == without_control_characters(text)


@pytest.mark.parametrize(("typed", "kept"), [(None, ""), ("  a bean \n", "a bean"), ("\x00 a\x08 b \x1f", "a b"), ("\u202d\n", "")])
def test_typed_text_is_tidied_when_a_form_takes_it(typed: str | None, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize("typed", ["\u200b\u200b\u200b", "\ufeff", " \u200f \u200e ", "\u2060\u00ad", "\u00a0\u3000"])
def test_nothing_is_kept_when_nothing_typed_can_be_seen(typed: str) -> None:
    assert tidy(typed) == ""
