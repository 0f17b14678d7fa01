"""Passwords: which are refused, and that only the right one opens."""

from __future__ import annotations

import pytest

from ticc.accounts.passwords import COMMON, LONGEST, SHORTEST, WeakPassword, hash_of, is_right, refuse_weak
from ticc.foundation.text import fold

PERSON = ("Rose.Bean@beans.example", "Rose Bean")


@pytest.mark.parametrize(
    "password", ["three wet boots", "correct horse battery", "élève sous la pluie", "x7!kP0-qZ2_m", "a" * 10 + "bcd" + "e", "🌱🫘🌧🏫🌱🫘🌧🏫🌱🫘🌧🏫"]
)
def test_password_is_taken_when_it_is_long_and_not_obvious(password: str) -> None:
    refuse_weak(password, *PERSON)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "short"),
        ("elevenchars", "short"),
        ("x y z " * 40, "long"),
        ("Password1234", "common"),
        ("BUURTZORG1234", "common"),
        ("MotDePasse123", "common"),
        ("aaaaaaaaaaaaaaaa", "common"),
        ("ababababababab", "common"),
        ("rose.bean1234", "personal"),
        ("Rose.Bean@beans.example", "personal"),
        ("rose bean1234", "personal"),
        ("Röse BeanRose Bean", "personal"),
    ],
)
def test_password_is_refused_with_the_reason_when_it_would_be_guessed(password: str, reason: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        refuse_weak(password, *PERSON)
    assert refused.value.reason == reason


def test_name_may_stand_in_a_password_when_there_is_more_to_it() -> None:
    refuse_weak("rose bean grows tall", *PERSON)


def test_short_names_are_overlooked_when_looking_for_personal_words() -> None:
    refuse_weak("lealealealea1", "Lea", "lea@x.example")


@pytest.mark.parametrize("password", sorted(COMMON))
def test_common_password_is_written_as_it_is_compared_when_listed(password: str) -> None:
    assert password == fold(password)
    assert SHORTEST <= len(password) <= LONGEST


def test_only_the_right_password_opens_when_one_is_kept() -> None:
    kept = hash_of("three wet boots")
    assert is_right("three wet boots", kept)
    assert not is_right("three wet boot", kept)
    assert not is_right("Three wet boots", kept)
    assert not is_right("", kept)


def test_same_password_is_kept_differently_when_two_people_choose_it() -> None:
    assert hash_of("three wet boots") != hash_of("three wet boots")
    assert "three" not in hash_of("three wet boots")


def test_longest_password_opens_when_it_was_kept() -> None:
    longest = "three wet boots " * 12 + "12345678"
    assert len(longest) == LONGEST
    refuse_weak(longest)
    assert is_right(longest, hash_of(longest))


@pytest.mark.parametrize("password", ["", "nobody has this password", "three wet boots"])
def test_no_password_opens_when_none_is_kept(password: str) -> None:
    assert not is_right(password, "")


def test_no_password_opens_when_what_is_kept_is_damaged() -> None:
    assert not is_right("three wet boots", "$argon2id$v=19$damaged")
