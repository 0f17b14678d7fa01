"""Logos that people send: which pictures are taken, told by their content, and tried in the documents before they are kept."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from ticc.attachments.pictures import bare_jpeg, bare_png
from ticc.attachments.reasons import NotTaken
from ticc.documents.document import Document
from ticc.documents.logo import JPEG, PNG, kind_of, size_of
from ticc.documents.look import Look
from ticc.documents.pdf import to_pdf
from ticc.documents.word import to_docx
from ticc.foundation.errors import Refusal

# A logo travels with every document, and is kept again with every copy of one.
MOST_KILOBYTES = 500
# Dots on each side: a small file can be a picture that fills the memory.
MOST_DOTS = 4000
# What a trial is made with; nobody sees it.
TRIAL = Document("Trial", "", "en", date(2000, 1, 1), "", ())
ENDINGS = {PNG: "logo.png", JPEG: "logo.jpg"}


def checked_logo(data: bytes) -> tuple[bytes, str]:
    """A logo as it can be kept, without place, time and camera, and its media type; raises Refusal, which says what to send instead."""
    if not data:
        raise _refusal(_("This file is empty."))
    if len(data) > MOST_KILOBYTES * 1024:
        raise _refusal(_("This picture is too large."))
    kind = kind_of(data)
    if kind is None:
        raise _refusal(_("This is no PNG or JPEG picture. A drawing (SVG) can hold programs: save it as a PNG."))
    try:
        bare = bare_png(data) if kind == PNG else bare_jpeg(data)
    except NotTaken:
        raise _refusal(_("This picture is damaged: open it and save it again.")) from None
    size = size_of(bare)
    if size is None or max(size.width, size.height) > MOST_DOTS:
        raise _refusal(_("This picture has too many dots: at most %(most)s on each side.", most=MOST_DOTS))
    look = Look(logo=bare, logo_type=kind, logo_alt="-")
    try:
        to_pdf(TRIAL, look)
        to_docx(TRIAL, look)
    except Exception as error:
        # Whatever it is that one of the two cannot read: better told now than when a report is wanted.
        raise _refusal(_("Not every program can show this picture: open it and save it again as a PNG.")) from error
    return bare, kind


def _refusal(message: str) -> Refusal:
    taken = _("A logo is a PNG or JPEG picture of at most %(size)s kB.", size=MOST_KILOBYTES)
    return Refusal(f"{message} {taken}", "logo")
