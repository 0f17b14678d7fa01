"""How a document looks, as plain data: a colour with its shades, a cover, a logo, words on each page."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ticc.documents.logo import JPEG, PNG

HOUSE_COLOUR = "#0b3d3a"
WHITE = "#ffffff"
# What WCAG 2.2 asks of words of usual size (success criterion 1.4.3, level AA).
LEAST_CONTRAST = 4.5
WRITTEN = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


class Cover(StrEnum):
    """How a document begins: as the house does, with a coloured band, or with a page of its own."""

    PLAIN = "plain"
    BAND = "band"
    PAGE = "page"


@dataclass(frozen=True)
class Shades:
    """A colour and what goes with it: the ground of notes, thin lines, quiet words; each as "#rrggbb"."""

    colour: str
    tint: str
    hair: str
    muted: str


# Chosen by eye and not computed: documents without a look of their own stay as they are.
HOUSE_SHADES = Shades(HOUSE_COLOUR, "#eef4f3", "#c3ccd0", "#4c6272")


@dataclass(frozen=True)
class Look:
    """How a document looks: colour of headings, rules and links ("#rrggbb"), cover, logo with the words that stand for it, words on each page."""

    colour: str = HOUSE_COLOUR
    cover: Cover = Cover.PLAIN
    # What the organisation says of itself on the cover; line breaks are kept.
    cover_words: str = ""
    footer_words: str = ""
    # The bytes of a PNG or JPEG and their media type.
    logo: bytes | None = None
    logo_type: str = ""
    logo_alt: str = ""

    @property
    def shades(self) -> Shades:
        """The colour and what goes with it."""
        if self.colour == HOUSE_COLOUR:
            return HOUSE_SHADES
        return Shades(self.colour, mixed(self.colour, WHITE, 0.07), mixed(self.colour, "#d2d2d2", 0.15), mixed(self.colour, "#585858", 0.2))


DEFAULT = Look()


def title_size(title: str) -> float:
    """How large a title stands on a coloured cover, in points: a long one smaller, so that it does not fill the cover."""
    return next((size for most, size in ((60, 30), (120, 26), (200, 21), (320, 17)) if len(title) <= most), 13)


def read_colour(written: str) -> str | None:
    """A colour as it is kept ("#0b3d3a") from what a person wrote ("0B3D3A", "#abc"); None for anything else."""
    found = WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(one: str, other: str) -> float:
    """How well words of one colour can be read on another, from 1 to 21.

    As WCAG 2.2 defines "contrast ratio" and "relative luminance" (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def can_be_read(colour: str) -> bool:
    """Whether words of this colour can be read on white, and white words on it."""
    return contrast(colour, WHITE) >= LEAST_CONTRAST


def readable(colour: str) -> str:
    """The colour itself where it can be read on white, else the nearest darker one of the same hue that can."""
    for percent in range(1000, 0, -1):
        darker = mixed(colour, "#000000", percent / 1000)
        if can_be_read(darker):
            return darker
    return "#000000"


def mixed(colour: str, ground: str, share: float) -> str:
    """A share (0 to 1) of a colour on a ground."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def as_data(look: Look) -> dict[str, Any]:
    """Everything that is needed to draw the same look again, as plain values; nothing for the look of the house."""
    if look == DEFAULT:
        return {}
    return {
        "colour": look.colour,
        "cover": look.cover.value,
        "cover_words": look.cover_words,
        "footer_words": look.footer_words,
        "logo": base64.b64encode(look.logo).decode() if look.logo else "",
        "logo_type": look.logo_type,
        "logo_alt": look.logo_alt,
    }


def from_data(data: dict[str, Any]) -> Look:
    """The look that `as_data` told; what is missing is as the house has it."""
    logo = base64.b64decode(data.get("logo") or "")
    return Look(
        colour=data.get("colour", DEFAULT.colour),
        cover=Cover(data.get("cover", DEFAULT.cover)),
        cover_words=data.get("cover_words", ""),
        footer_words=data.get("footer_words", ""),
        logo=logo or None,
        logo_type=data.get("logo_type", ""),
        logo_alt=data.get("logo_alt", ""),
    )


def logo_address(look: Look) -> str:
    """The logo as an address that holds the picture itself, for pages and drawings; empty where there is none."""
    if not look.logo or look.logo_type not in (PNG, JPEG):
        return ""
    return f"data:{look.logo_type};base64,{base64.b64encode(look.logo).decode()}"
