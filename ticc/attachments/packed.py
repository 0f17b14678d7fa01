"""Office documents, which are zip files: told apart by what is inside, refused where that is a program or too much."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ticc.attachments.reasons import NotTaken, Why

ZIP_BEGINS = b"PK\x03\x04"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"

CONTENT_TYPES = "[Content_Types].xml"
# What Python's reader raises for bytes that are no sound zip file.
UNSOUND = (BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OverflowError, struct.error, zlib.error)

# A real document has some hundred parts; a bomb has few that swell, or very many.
MOST_PARTS = 3000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_SWELLING = 200
TOO_SMALL_TO_SWELL = 1024 * 1024
LARGEST_CONTENT_TYPES = 1024 * 1024

ENCRYPTED = 0x1
# Macros of Office (new and from Excel 4), controls and packed objects that may be programs; macros of OpenDocument.
PROGRAM = re.compile(
    r"(^|/)vba(project|data)[^/]*\.(bin|xml)$|^xl/macrosheets/|^xl/dialogsheets/|(^|/)activex/|(^|/)embeddings/[^/]*\.bin$|^basic/|^scripts/"
)
PROGRAM_TYPE = re.compile(rb"vbaproject|macroenabled|macrosheet|activex|oleobject")


def kind_of_document(data: bytes) -> str:
    """The media type of an office document; raises NotTaken."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            _refuse_bomb(parts)
            _refuse_unsound(parts)
            kind = _kind(packed, parts)
    except UNSOUND:
        raise NotTaken(Why.DAMAGED) from None
    if any(PROGRAM.search(part.filename.lower()) for part in parts):
        raise NotTaken(Why.PROGRAM)
    return kind


def _refuse_bomb(parts: list[ZipInfo]) -> None:
    """By what the parts declare: readers unpack no more than that."""
    swelling = (part.file_size > max(TOO_SMALL_TO_SWELL, MOST_SWELLING * part.compress_size) for part in parts)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or any(swelling):
        raise NotTaken(Why.BOMB)


def _refuse_unsound(parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise NotTaken(Why.LOCKED)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise NotTaken(Why.DAMAGED)
    # Two parts of one name, or one outside the document: readers disagree which counts, and one of them is hidden.
    if len({name.lower() for name in names}) < len(names) or any(_leads_out(name) for name in names):
        raise NotTaken(Why.DAMAGED)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _kind(packed: ZipFile, parts: list[ZipInfo]) -> str:
    names = {part.filename for part in parts}
    if parts and parts[0].filename == "mimetype" and parts[0].file_size == len(ODT) and "content.xml" in names:
        if packed.read(parts[0]) == ODT.encode():
            return ODT
    elif CONTENT_TYPES in names and packed.getinfo(CONTENT_TYPES).file_size <= LARGEST_CONTENT_TYPES:
        types = packed.read(CONTENT_TYPES)
        if PROGRAM_TYPE.search(types.lower()):
            raise NotTaken(Why.PROGRAM)
        # A type written with entities would pass the search above, and no office program writes one.
        for kind, folder in ((DOCX, "word/"), (XLSX, "xl/")):
            if f"{kind}.main+xml".encode() in types and b"&#" not in types and any(name.startswith(folder) for name in names):
                return kind
    raise NotTaken(Why.UNKNOWN)
