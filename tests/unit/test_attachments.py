"""Attachments: what is taken and what refused, names, metadata of pictures, and the folder that keeps the bytes."""

from __future__ import annotations

import os
import struct
import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.unit.catalogue import steady
from ticc.attachments.packed import DOCX, ODT, XLSX
from ticc.attachments.rules import CHOOSER, CSV, JPEG, LONGEST_NAME, MEGABYTE, PDF, PLAIN, PNG, WEBP, accept, clean_name, what_is_removed
from ticc.attachments.store import FolderStore, Gone, new_key
from ticc.foundation.clock import now
from ticc.foundation.errors import Refusal

LARGEST = 2 * MEGABYTE
A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TYPES = '<Types><Override PartName="/main.xml" ContentType="{}"/>{}</Types>'
WHERE = b"51.2787 N, 1.0789 E"


def packed(*parts: tuple[str, str | bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
    return made.getvalue()


def docx(*more: tuple[str, str | bytes], types: str = "", main: str = f"{DOCX}.main+xml") -> bytes:
    return packed(("[Content_Types].xml", TYPES.format(main, types)), ("word/document.xml", "<w:document/>"), *more)


def odt(*more: tuple[str, str | bytes]) -> bytes:
    return packed(("mimetype", ODT), ("content.xml", "<office:document-content/>"), *more)


def xlsx() -> bytes:
    made = BytesIO()
    Workbook().save(made)
    return made.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def exif(order: str, turned: int) -> bytes:
    """As a camera writes it: which way is up, and a text with the place."""
    entries = struct.pack(order + "HHIHH", 0x0112, 3, 1, turned, 0) + struct.pack(order + "HHII", 0x8825, 4, 1, 38)
    head = (b"MM" if order == ">" else b"II") + struct.pack(order + "HIH", 42, 8, 2)
    return b"Exif\0\0" + head + entries + struct.pack(order + "I", 0) + WHERE


def jpeg(*metadata: bytes, after: bytes = b"") -> bytes:
    picture = segment(0xDB, bytes(65)) + segment(0xC0, bytes(9)) + segment(0xC4, bytes(20)) + segment(0xDA, bytes(6)) + b"\x11\xff\x00\xff\xd0\x22"
    return b"\xff\xd8" + b"".join(metadata) + picture + segment(0xC4, bytes(20)) + segment(0xDA, bytes(6)) + b"\x33\xff\xff\xd9" + after


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(*metadata: bytes, after: bytes = b"") -> bytes:
    head, pixels = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), chunk(b"IDAT", zlib.compress(b"\0\x80"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(metadata) + pixels + chunk(b"IEND", b"") + after


def webp(*metadata: bytes, flags: int = 0) -> bytes:
    extended = b"VP8X" + struct.pack("<I", 10) + bytes([flags]) + bytes(9)
    content = b"WEBP" + extended + b"VP8L" + struct.pack("<I", 5) + b"\x2f\0\0\0\0\0" + b"".join(metadata)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def refusal_of(name: str, data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        accept(name, data, LARGEST)
    assert caught.value.field == "file"
    assert "You can attach a PDF" in caught.value.message and "at most 2 MB" in caught.value.message
    return caught.value.message


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.pdf", A_PDF, PDF),
        ("a.jpg", jpeg(), JPEG),
        ("a.png", png(), PNG),
        ("a.webp", webp(), WEBP),
        ("a.txt", "Één regel\twith a tab\r\n".encode(), PLAIN),
        ("a.csv", b"\xef\xbb\xbfbed,beans\n1,2\n", CSV),
        ("a.docx", docx(), DOCX),
        ("a.xlsx", xlsx(), XLSX),
        ("a.odt", odt(("Pictures/a.png", png())), ODT),
    ],
)
def test_file_is_kept_as_it_is_when_it_is_of_a_kind_that_can_be_attached(name: str, data: bytes, media_type: str) -> None:
    found = accept(name, data, LARGEST)
    assert (found.name, found.media_type) == (name, media_type)
    assert found.data == data
    assert Path(name).suffix in CHOOSER.split(",")


@pytest.mark.parametrize("data", [b'<svg xmlns="http://www.w3.org/2000/svg"/>', b"\n <!doctype html><script>x()</script>", b"\xef\xbb\xbf<?xml version='1.0'?>",
                                  b"#!/bin/sh\nrm -r beans\n", b"{\\rtf1 beans}", b"%!PS-Adobe", b"MZ\x90\0\x03", b"\x7fELF\x02", b"GIF89a\x01\0", b"\x1f\x8b\x08\0",
                                  b"Rar!\x1a\x07\0", b"7z\xbc\xaf\x27\x1c", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0\0\0\x18ftypheic", b"bell\x07", b" \n",
                                  packed(("beans.txt", "x")), packed(("word/document.xml", "x")), packed(("mimetype", ODT.replace("text", "test")), ("content.xml", "x"))])  # fmt: skip
@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.docx"])
def test_file_is_refused_when_it_is_of_another_kind_whatever_its_name(name: str, data: bytes) -> None:
    assert refusal_of(name, data)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.txt", b"x" * (LARGEST + 1), "is too large"),
        ("a.exe", b"MZ\x90\0", "kind of file"),
        ("a.csv", "Één".encode("cp1252"), "not in UTF-8"),
        ("a.exe", "Één".encode("cp1252"), "kind of file"),
        ("a.pdf", A_PDF[:40], "document is damaged"),
        ("a.png", png()[:-1], "picture is damaged"),
        ("a.png", png()[: -len(chunk(b"IEND", b""))], "picture is damaged"),
        ("a.png", png().replace(b"IDAT", b"IDOT"), "picture is damaged"),
        ("a.jpg", jpeg()[:-1], "picture is damaged"),
        ("a.jpg", b"\xff\xd8\xff\xd9", "picture is damaged"),
        ("a.webp", webp()[:-1], "picture is damaged"),
        ("a.docx", docx()[:-30], "document is damaged"),
        ("a.docx", docx(("../x.xml", "x")), "document is damaged"),
        ("a.docx", docx(("WORD/document.xml", "x")), "document is damaged"),
        ("a.docm", docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "holds macros"),
        ("a.docx", docx(("word/vbaProject.bin", "x")), "holds macros"),
        ("a.docx", docx(types='<Override PartName="/x" ContentType="application/vnd.ms-office.vbaProject"/>'), "holds macros"),
        ("a.docx", docx(("word/embeddings/oleObject1.bin", "x")), "holds macros"),
        ("a.odt", odt(("Basic/Standard/Module1.xml", "x")), "holds macros"),
        ("a.docx", docx(("word/media/a.xml", bytes(1100 * 1024))), "larger inside than outside"),
        ("a.docx", docx(*((f"word/{number}.xml", bytes(1024 * 1024)) for number in range(101))), "larger inside than outside"),
        ("a.docx", docx(*((f"word/{number}", "") for number in range(3000))), "larger inside than outside"),
    ],
)
def test_refusal_says_what_is_wrong_and_the_way_out_when_a_file_cannot_be_kept(name: str, data: bytes, says: str) -> None:
    assert says in refusal_of(name, data)


def test_document_is_refused_when_it_is_locked() -> None:
    locked = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    assert "locked with a password" in refusal_of("a.docx", bytes(locked))


@pytest.mark.parametrize("order", [">", "<"])
def test_place_is_gone_and_the_way_up_is_kept_when_a_photograph_is_attached(order: str) -> None:
    thumbnail = b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01" + WHERE
    adobe, colours = segment(0xEE, b"Adobe" + bytes(7)), segment(0xE2, b"ICC_PROFILE\0\x01\x01sRGB")
    told = [segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + WHERE), segment(0xED, b"Photoshop 3.0\0" + WHERE), segment(0xFE, WHERE), segment(0xE2, b"MPF\0" + WHERE)]  # fmt: skip
    second_picture = jpeg(segment(0xE1, exif(order, 1)))
    full = jpeg(segment(0xE0, thumbnail), segment(0xE1, exif(order, 6)), *told, colours, adobe, after=second_picture)
    assert full.count(WHERE) == 7
    kept = accept("a.jpg", full, LARGEST).data
    assert WHERE not in kept
    plain = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    only_turned = segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0")
    assert kept == accept("a.jpg", jpeg(plain, only_turned, colours, adobe), LARGEST).data
    assert kept.count(b"Exif") == 1 and only_turned in kept


@pytest.mark.parametrize(
    "content", [exif(">", 1), exif("<", 9), b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff", b"Exif\0\0XX" + WHERE]
)
def test_nothing_of_exif_is_kept_when_it_does_not_turn_the_picture(content: bytes) -> None:
    assert accept("a.jpg", jpeg(segment(0xE1, content)), LARGEST) == accept("a.jpg", jpeg(), LARGEST)


def test_texts_and_exif_and_what_follows_are_gone_when_a_png_is_attached() -> None:
    told = [chunk(name, b"Comment\0" + WHERE) for name in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt")]
    colours = chunk(b"gAMA", struct.pack(">I", 45455))
    assert accept("a.png", png(*told, colours, after=WHERE), LARGEST).data == png(colours)


def test_exif_is_gone_and_no_longer_announced_when_a_webp_is_attached() -> None:
    told = [name + struct.pack("<I", len(WHERE)) + WHERE + b"\0" for name in (b"EXIF", b"XMP ", b"mine")]
    assert accept("a.webp", webp(*told, flags=0x1C) + WHERE, LARGEST).data == webp(flags=0x10)
    assert "removed from pictures" in what_is_removed()


@pytest.mark.parametrize(
    ("name", "media_type", "kept"),
    [
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\Ada\\Récit.PDF", PDF, "Récit.PDF"),
        ("invoice\u202efdp.exe", PDF, "invoicefdp.pdf"),
        ("a\0b\r\nc\u200b.pdf", PDF, "ab c.pdf"),
        ("photo.heic", JPEG, "photo.jpg"),
        ("photo.JPEG", JPEG, "photo.JPEG"),
        ("Report v1.2", PDF, "Report v1.2.pdf"),
        ('say "hi" <now>?.txt', PLAIN, "say -hi- -now--.txt"),
        ("..", PDF, "file.pdf"),
        ("", PNG, "file.png"),
        (".htaccess", PLAIN, "htaccess.txt"),
        ("Re\u0301cit.pdf", PDF, "Récit.pdf"),
        ("é" * 300 + ".docx", DOCX, "é" * (LONGEST_NAME - 5) + ".docx"),
    ],
)
def test_name_is_safe_to_show_and_fits_the_content_when_it_is_cleaned(name: str, media_type: str, kept: str) -> None:
    assert clean_name(name, media_type) == kept


@steady
@given(st.text(max_size=200), st.sampled_from([PDF, JPEG, CSV, DOCX]))
def test_cleaned_name_stays_as_it_is_when_it_is_cleaned_again(name: str, media_type: str) -> None:
    once = clean_name(name, media_type)
    assert len(once) <= LONGEST_NAME and once.isprintable() and not set(once) & set('/\\"<>:|?*')
    assert clean_name(once, media_type) == once


@steady
@given(st.sampled_from([A_PDF, jpeg(segment(0xE1, exif(">", 6))), png(), webp(), docx(), odt()]), st.integers(0, 600), st.binary(max_size=6))
def test_spoilt_file_is_refused_or_kept_and_never_breaks_the_program_when_bytes_change(whole: bytes, at: int, other: bytes) -> None:
    try:
        found = accept("a", whole[:at] + other + whole[at + len(other) :], LARGEST)
    except Refusal:
        return
    assert WHERE not in found.data or found.media_type == PLAIN


@pytest.fixture
def kept(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "data" / "attachments", largest=LARGEST)


def test_bytes_come_back_for_their_owner_only_when_they_were_put(kept: FolderStore) -> None:
    key = new_key()
    kept.put(key, b"beans")
    path = kept.path / key[:2] / key[2:4] / key
    assert kept.get(key) == path.read_bytes() == b"beans"
    assert {one.stat().st_mode & 0o077 for one in (path, *list(path.parents)[:3])} == {0}
    assert [one.name for one in path.parent.iterdir()] == [key]
    kept.remove(key)
    kept.remove(key)
    with pytest.raises(Gone):
        kept.get(key)


@pytest.mark.parametrize(
    "key", ["", "..", "../../../../etc/passwd", "a" * 31, "a" * 33, "A" * 32, "a" * 32 + "\n", "/" + "a" * 31, "a" * 30 + "/.", "\0" * 32]
)
def test_key_is_refused_when_the_store_did_not_make_it(kept: FolderStore, key: str) -> None:
    for act in (lambda: kept.put(key, b"x"), lambda: kept.get(key), lambda: kept.remove(key)):
        with pytest.raises(ValueError, match="not a key"):
            act()
    assert not kept.path.exists()


def test_nothing_lies_under_the_key_when_the_disk_is_full(kept: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    key = new_key()
    kept.path.joinpath(key[:2], key[2:4]).mkdir(parents=True)
    with pytest.raises(OSError, match="No space"):
        kept.put(key, b"beans")
    assert not [one for one in kept.path.rglob("*") if one.is_file()]


def test_old_and_unfinished_bytes_are_listed_when_the_store_is_looked_through(kept: FolderStore) -> None:
    old, young, unfinished = sorted(new_key() for _ in range(3))
    for key in (old, young, unfinished):
        kept.put(key, b"beans")
    (path,) = kept.path.rglob(unfinished)
    path.rename(path.with_suffix(".part"))
    (kept.path / "00" / "00").mkdir(parents=True, exist_ok=True)
    (kept.path / "00" / "00" / "a note of somebody.txt").write_text("not ours")
    for one in kept.path.rglob("*"):
        if one.is_file() and one.name != young:
            os.utime(one, (0, 0))
    assert kept.list_keys(before=now() - timedelta(days=1)) == [old, unfinished]
    kept.remove(unfinished)
    assert kept.list_keys(before=now() + timedelta(days=1)) == [old, young]
