"""Logos: what a picture's own bytes say of its size, and how large it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

PNG, JPEG = "image/png", "image/jpeg"
PNG_BEGINS, JPEG_BEGINS = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
# Segments of a JPEG that begin a frame and tell its size; C4, C8 and CC lie among them and do not.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# A dot of a logo on a screen, in millimetres: small pictures are not blown up into blots.
DOT = 25.4 / 96


@dataclass(frozen=True)
class Box:
    """Width and height: of a picture in dots, of a place on a page in millimetres."""

    width: float
    height: float


# How large a logo may be drawn, in millimetres: on a cover, and small on every page after it.
ON_COVER_PAGE, ON_BAND, ON_PLAIN, ON_PAGES = Box(80, 32), Box(54, 20), Box(54, 20), Box(32, 7.5)


def kind_of(data: bytes) -> str | None:
    """The media type of a picture that documents can show; None for anything else."""
    if data.startswith(PNG_BEGINS):
        return PNG
    return JPEG if data.startswith(JPEG_BEGINS) else None


def size_of(data: bytes) -> Box | None:
    """Width and height in dots as a PNG or JPEG states them; None where it does not."""
    size = Box(int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) if data.startswith(PNG_BEGINS) else _size_of_jpeg(data)
    return size if size.width > 0 and size.height > 0 else None


def _size_of_jpeg(data: bytes) -> Box:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in FRAMES:
            return Box(int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7]))
        at += 2 + max(int.from_bytes(data[at + 2 : at + 4]), 2)
    return Box(0, 0)


def drawn(data: bytes, place: Box) -> Box:
    """How large a picture is drawn so that it fits a place, in millimetres: in its own proportions, never larger than a screen would show it twice."""
    size = size_of(data) or Box(1, 1)
    scale = min(place.width / size.width, place.height / size.height, 2 * DOT)
    return Box(round(size.width * scale, 2), round(size.height * scale, 2))
