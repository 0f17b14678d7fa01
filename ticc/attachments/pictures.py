"""Pictures without what a camera adds: where and when it was taken, by whom, with what; the pixels are not touched."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from ticc.attachments.reasons import NotTaken, Why

# How a picture is to be read, and its colours; whatever is not listed (EXIF, XMP, IPTC, comments, makers' own) goes.
JPEG_KEPT = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD})
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"})  # fmt: skip
WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
WEBP_SAYS_METADATA = 0x08 | 0x04

JPEG_BEGINS = b"\xff\xd8\xff"
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
START, END = b"\xff\xd8", b"\xff\xd9"
SCAN, APP0, APP1, APP2, APP14 = 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
# Inside a scan, FF followed by 00 is a pixel's and by D0..D7 a restart; by anything else it is the next segment.
NEXT_SEGMENT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
ORIENTATION = b"\x01\x12"


def is_webp(data: bytes) -> bool:
    """Whether bytes begin like a WebP picture."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG without metadata, which way is up excepted; nothing after its end is kept (second pictures lie there). Raises NotTaken."""
    kept, markers = [START], set()
    for marker, segment in _jpeg_segments(data):
        markers.add(marker)
        kept.append(_bare_segment(marker, segment))
    if SCAN not in markers or not markers & JPEG_FRAMES:
        raise NotTaken(Why.PICTURE)
    return b"".join([*kept, END])


def _bare_segment(marker: int, segment: bytes) -> bytes:
    content = segment[4:]
    if marker in JPEG_KEPT:
        return segment
    if marker == APP0 and content.startswith(b"JFIF\0") and len(content) >= 14:
        # Its last two bytes say how large the thumbnail is that may follow: none.
        return b"\xff\xe0\x00\x10" + content[:12] + b"\0\0"
    if marker == APP1 and content.startswith(b"Exif\0\0"):
        return _only_orientation(content[6:])
    if (marker == APP2 and content.startswith(b"ICC_PROFILE\0")) or (marker == APP14 and content.startswith(b"Adobe")):
        return segment
    return b""


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(START)
    while data[at : at + 2] != END:
        if data[at : at + 2] == b"\xff\xff":
            # Filling before a marker.
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if data[at : at + 1] != b"\xff" or end < at + 4 or end > len(data):
            raise NotTaken(Why.PICTURE)
        marker = data[at + 1]
        if marker == SCAN:
            following = NEXT_SEGMENT.search(data, end)
            if following is None:
                raise NotTaken(Why.PICTURE)
            end = following.start()
        yield marker, data[at:end]
        at = end


def _only_orientation(exif: bytes) -> bytes:
    """A segment that says only which way is up, or nothing where the camera did not turn; `exif` is the TIFF within."""
    order = {b"MM": "big", b"II": "little"}.get(exif[:2])
    if order is None:
        return b""
    turned = _orientation(exif, order == "big")
    if not 2 <= turned <= 8:
        return b""
    tiff = b"MM\0*\0\0\0\x08" + b"\0\x01" + ORIENTATION + b"\0\x03\0\0\0\x01\0" + bytes([turned]) + b"\0\0" + b"\0\0\0\0"
    return b"\xff\xe1" + (8 + len(tiff)).to_bytes(2) + b"Exif\0\0" + tiff


def _orientation(exif: bytes, big: bool) -> int:
    """The orientation that a TIFF block states, 0 where it states none."""
    start = _number(exif[4:8], big)
    for entry in range(_number(exif[start : start + 2], big)):
        at = start + 2 + 12 * entry
        if at + 12 > len(exif):
            break
        if _number(exif[at : at + 2], big) == int.from_bytes(ORIENTATION):
            return _number(exif[at + 8 : at + 10], big)
    return 0


def _number(part: bytes, big: bool) -> int:
    return int.from_bytes(part, "big" if big else "little")


def bare_png(data: bytes) -> bytes:
    """A PNG without texts, EXIF, time and makers' own chunks; nothing after its end is kept. Raises NotTaken."""
    kept, names = [PNG_BEGINS], list[bytes]()
    at = len(PNG_BEGINS)
    while names[-1:] != [b"IEND"]:
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
            raise NotTaken(Why.PICTURE)
        names.append(name)
        if name in PNG_KEPT:
            kept.append(data[at:end])
        at = end
    if names[0] != b"IHDR" or b"IDAT" not in names:
        raise NotTaken(Why.PICTURE)
    return b"".join(kept)


def bare_webp(data: bytes) -> bytes:
    """A WebP without EXIF, XMP and makers' own chunks; nothing after its end is kept. Raises NotTaken."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise NotTaken(Why.PICTURE)
    kept, names, at = [], set(), 12
    while at < end:
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        after = at + 8 + size + size % 2
        if after > end or not size:
            raise NotTaken(Why.PICTURE)
        names.add(name)
        if name == b"VP8X":
            kept.append(data[at : at + 8] + bytes([data[at + 8] & ~WEBP_SAYS_METADATA]) + data[at + 9 : after])
        elif name in WEBP_KEPT:
            kept.append(data[at:after])
        at = after
    if not names & {b"VP8 ", b"VP8L", b"ANMF"}:
        raise NotTaken(Why.PICTURE)
    content = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(content).to_bytes(4, "little") + content
