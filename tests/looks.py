"""Looks of reports that a test needs: a picture for a logo, and looks that are added through the service."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from factories import ROSE, viewer_of
from flask import Flask

from ticc.attachments.sending import store
from ticc.reports import looks_service as service

SAID: dict[str, Any] = {
    "name": "Rose red",
    "partner_code": ROSE,
    "colour": "#8a1c4a",
    "cover": "band",
    "cover_words": "",
    "footer_words": "",
    "logo_alt": "",
}


def a_png(width: int = 120, height: int = 40, more: bytes = b"") -> bytes:
    """A picture of one colour; `more` are further chunks of it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    dots = zlib.compress((b"\0" + b"\x8a\x1c\x4a" * width) * height)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def a_text_chunk(words: bytes) -> bytes:
    """A chunk of a PNG that holds words."""
    data = b"Comment\0" + words
    return struct.pack(">I", len(data)) + b"tEXt" + data + struct.pack(">I", zlib.crc32(b"tEXt" + data))


def add_look(app: Flask, logo: bytes | None = None, **said: Any) -> str:
    """A look that a lead added; returns its key."""
    words = {**SAID, **({"logo_alt": "A rose"} if logo else {}), **said}
    with app.test_request_context(), app.extensions["database"].act() as session:
        lead = viewer_of(session, "lead")
        return service.add_look(session, store(), words, service.NewLogo(logo), lead.account_id).key
