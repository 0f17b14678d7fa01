"""Which files can be attached, told by their content and never by their name; and under which name they are kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from ticc.attachments.packed import DOCX, ODT, XLSX, ZIP_BEGINS, kind_of_document
from ticc.attachments.pictures import JPEG_BEGINS, PNG_BEGINS, bare_jpeg, bare_png, bare_webp, is_webp
from ticc.attachments.reasons import NotTaken, Why
from ticc.foundation.errors import Refusal

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120
PDF, PLAIN, CSV, JPEG, PNG, WEBP = "application/pdf", "text/plain", "text/csv", "image/jpeg", "image/png", "image/webp"

# The endings that fit a kind; the first is given to a file that has none of them.
ENDINGS: dict[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    WEBP: (".webp",),
    PLAIN: (".txt",),
    CSV: (".csv",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    ODT: (".odt",),
}
# For the field of a form: what its file chooser offers. A telephone then sends its own kind of picture as JPEG.
CHOOSER = ",".join(ending for endings in ENDINGS.values() for ending in endings)

# Where readers look for the end of a PDF.
PDF_TAIL = 2048
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Pages and drawings that a browser would run, scripts that a machine would, and documents that only look like text.
NO_PLAIN_TEXT = ("<", "#!", "{\\rtf", "%!")
ENDING = re.compile(r"\.[a-z][a-z0-9]{1,3}$", re.IGNORECASE)
# What some system cannot have in a file name.
NOT_IN_NAME = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True)
class Accepted:
    """A file that can be kept: under this name, as this kind, with these bytes (a picture's without its metadata)."""

    name: str
    media_type: str
    data: bytes


def what_can_be_attached(largest: int) -> str:
    """What a form says beside the field, and every refusal too; `largest` in bytes."""
    said = _(
        "You can attach a PDF, a picture (JPEG, PNG or WebP), a text or CSV file, or a Word, Excel or OpenDocument text file "
        "without macros, of at most %(size)s MB. Save anything else as a PDF and attach that.",
        size=largest // MEGABYTE,
    )
    return str(said)


def what_is_removed() -> str:
    """What a form says of personal data in files."""
    said = _(
        "Place, time and camera are removed from pictures. Every other file is kept as it is, with the names of people that it may hold "
        "and the metadata of pictures inside it."
    )
    return str(said)


def accept(name: str, data: bytes, largest: int) -> Accepted:
    """Check a file and make it fit to be kept; raises Refusal, which says what can be attached instead. `largest` in bytes."""
    if not data:
        raise _refusal(_("This file is empty."), largest)
    if len(data) > largest:
        raise _refusal(_("This file is too large."), largest)
    try:
        media_type, data = _recognise(name, data)
    except NotTaken as refused:
        raise _refusal(_said(refused.why), largest) from None
    return Accepted(clean_name(name, media_type), media_type, data)


def _refusal(message: str, largest: int) -> Refusal:
    return Refusal(f"{message} {what_can_be_attached(largest)}", "file")


def _said(why: Why) -> str:
    said = {
        Why.ENCODING: _("This text is not in UTF-8: save it again with the encoding UTF-8 (in Excel: “CSV UTF-8”), and attach that."),
        Why.PICTURE: _("This picture is damaged: open it, save it again as JPEG or PNG, and attach that."),
        Why.DAMAGED: _("This document is damaged: open it, save it again, and attach that."),
        Why.LOCKED: _("This document is locked with a password: save it without one, and attach that."),
        Why.PROGRAM: _("This document holds macros or other programs, which could harm whoever opens it: save it without them."),
        Why.BOMB: _("This document is many times larger inside than outside: save it with less in it."),
    }
    return str(said.get(why) or _("This kind of file cannot be attached."))


def _recognise(name: str, data: bytes) -> tuple[str, bytes]:
    """The kind of a file, and its bytes as they can be kept; raises NotTaken."""
    pictures: tuple[tuple[bool, str, Callable[[bytes], bytes]], ...] = (
        (data.startswith(JPEG_BEGINS), JPEG, bare_jpeg),
        (data.startswith(PNG_BEGINS), PNG, bare_png),
        (is_webp(data), WEBP, bare_webp),
    )
    for is_one, kind, bare in pictures:
        if is_one:
            return kind, bare(data)
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-PDF_TAIL:]:
            raise NotTaken(Why.DAMAGED)
        return PDF, data
    if data.startswith(ZIP_BEGINS):
        return kind_of_document(data), data
    return _kind_of_text(name, data), data


def _kind_of_text(name: str, data: bytes) -> str:
    is_called_text = name.lower().endswith((*ENDINGS[PLAIN], *ENDINGS[CSV]))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTaken(Why.ENCODING if is_called_text and b"\0" not in data else Why.UNKNOWN) from None
    if NOT_IN_TEXT.search(text) or not text.strip() or text.lstrip().startswith(NO_PLAIN_TEXT):
        raise NotTaken(Why.UNKNOWN)
    return CSV if name.lower().endswith(".csv") else PLAIN


def clean_name(name: str, media_type: str) -> str:
    """A file's name as it is shown: no folders, nothing invisible, no change of direction, and an ending that fits the content."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in " ".join(last.split()) if unicodedata.category(letter)[0] != "C")
    stem = NOT_IN_NAME.sub("-", seen).strip(" .")
    fitting = ENDINGS[media_type]
    ending = next((one for one in fitting if stem.lower().endswith(one)), "")
    if ending:
        stem, ending = stem[: -len(ending)], stem[-len(ending) :]
    else:
        stem, ending = ENDING.sub("", stem), fitting[0]
    return (stem[: LONGEST_NAME - len(ending)].strip(" .") or _("file")) + ending
