"""Looks as plain data: contrast after WCAG, colours that can be read, shades, and telling a look again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looks import a_png

from ticc.documents import look as looks
from ticc.documents.logo import JPEG, ON_PAGES, ON_PLAIN, PNG, Box, drawn, kind_of, size_of
from ticc.documents.look import DEFAULT, LEAST_CONTRAST, WHITE, Cover, Look, can_be_read, contrast, mixed, read_colour, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
WHOLE = Look("#8a1c4a", Cover.PAGE, "Meadow\nHome Care", "12 Orchard Lane", a_png(), PNG, "A rose")
# The beginning of a JPEG of 300 by 100 dots: a comment, which is no frame, and then its frame.
A_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + b"\xff\xc4\x00\x04\0\0" + b"\xff\xc2\x00\x0b\x08\x00\x64\x01\x2c\x01\x01\x11\0"


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        # The ends of the scale, as the definition states them, and the greys with which guides to WCAG show the border of level AA.
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#008000", "#ffffff", 5.14),
        ("#ffff00", "#000000", 19.56),
    ],
)
def test_contrast_is_as_published(one: str, other: str, published: float) -> None:
    assert contrast(one, other) == pytest.approx(published, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_pale_colour_is_answered_with_the_nearest_that_can_be_read() -> None:
    assert can_be_read("#767676") and not can_be_read("#777777")
    assert readable("#777777") == "#767676"
    assert readable("#0b3d3a") == "#0b3d3a"
    assert readable("#ffcc00") == "#907300"


@given(COLOURS)
def test_offered_colour_can_be_read_and_is_hardly_darker_than_needed(colour: str) -> None:
    offered = readable(colour)
    assert can_be_read(offered)
    assert offered == colour or contrast(offered, WHITE) < LEAST_CONTRAST + 0.15


@given(COLOURS)
def test_quiet_words_can_be_read_and_grounds_stay_pale_in_every_colour(colour: str) -> None:
    shades = Look(colour=readable(colour)).shades
    assert contrast(shades.muted, WHITE) >= LEAST_CONTRAST
    assert contrast(shades.muted, shades.tint) >= 3
    assert contrast("#212b32", shades.tint) >= 7


@pytest.mark.parametrize(
    ("written", "read"),
    [("#0B3D3A", "#0b3d3a"), (" 8a1c4a ", "#8a1c4a"), ("#abc", "#aabbcc"), ("", None), ("red", None), ("#12345", None), ("#1234567", None)]
    + [(one, None) for one in ("#gggggg", "#8a1c4a;x", "url(x)", "#٣٣٣", "#8a1c4a\n#", "##8a1c4")],
)
def test_colour_is_read_as_people_write_it(written: str, read: str | None) -> None:
    assert read_colour(written) == read


def test_house_keeps_its_own_shades() -> None:
    assert (DEFAULT.shades.colour, DEFAULT.shades.tint, DEFAULT.shades.hair, DEFAULT.shades.muted) == ("#0b3d3a", "#eef4f3", "#c3ccd0", "#4c6272")
    assert mixed("#000000", WHITE, 0.5) == "#808080"


def test_look_is_the_same_when_it_was_told_and_read() -> None:
    assert looks.from_data(looks.as_data(WHOLE)) == WHOLE
    assert looks.as_data(DEFAULT) == {}
    assert looks.from_data({}) == DEFAULT
    assert looks.from_data({"colour": "#8a1c4a"}) == Look("#8a1c4a")


def test_longer_titles_are_set_smaller() -> None:
    sizes = [looks.title_size("x" * count) for count in (1, 60, 61, 200, 300, 5000)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2] > sizes[4] > sizes[5] >= 12


def test_logo_address_holds_the_picture_itself() -> None:
    assert looks.logo_address(WHOLE).startswith("data:image/png;base64,iVBOR")
    assert looks.logo_address(DEFAULT) == ""
    assert looks.logo_address(Look(logo=b"<svg onload='x'/>", logo_type="image/svg+xml")) == ""


def test_picture_says_its_kind_and_size() -> None:
    assert (kind_of(a_png()), size_of(a_png(120, 40))) == (PNG, Box(120, 40))
    assert (kind_of(A_JPEG), size_of(A_JPEG)) == (JPEG, Box(300, 100))
    assert kind_of(b"<svg xmlns='http://www.w3.org/2000/svg'/>") is None
    assert kind_of(b"RIFF\0\0\0\0WEBP") is None


@pytest.mark.parametrize("data", [a_png()[:12], A_JPEG[:8], A_JPEG[:30], b"\xff\xd8\xff\xe0\0\0\0\0", b"\xff\xd8\xff" + b"\xff" * 40])
def test_size_is_not_guessed_when_a_picture_is_cut(data: bytes) -> None:
    assert size_of(data) is None


def test_logo_is_drawn_in_its_proportions_and_within_its_place() -> None:
    wide, high = drawn(a_png(1000, 10), ON_PLAIN), drawn(a_png(10, 1000), ON_PLAIN)
    assert (wide.width, high.height) == (ON_PLAIN.width, ON_PLAIN.height)
    assert wide.height == pytest.approx(ON_PLAIN.width / 100, abs=0.01)
    assert drawn(a_png(200, 200), ON_PAGES) == Box(7.5, 7.5)
    # Blown up to its place, a picture of a few dots would be a blot.
    assert drawn(a_png(20, 10), ON_PLAIN).width < 12
