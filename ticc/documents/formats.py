"""Every format that a document can be written in, by the ending of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ticc.documents.document import Document
from ticc.documents.look import DEFAULT, Look
from ticc.documents.markdown import to_markdown
from ticc.documents.pdf import to_pdf
from ticc.documents.sheets import to_xlsx
from ticc.documents.word import to_docx

Writer = Callable[..., bytes | str]
WRITERS: Mapping[str, Writer] = {"pdf": to_pdf, "docx": to_docx, "md": to_markdown, "xlsx": to_xlsx}
MEDIA_TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Those whose writers take a look; Markdown and workbooks have none.
LOOKED = frozenset({"html", "pdf", "docx"})


def written(document: Document, wanted: str, look: Look = DEFAULT, writers: Mapping[str, Writer] = WRITERS) -> bytes | str:
    """A document in a format, and in a look where the format has one."""
    return writers[wanted](document) if wanted not in LOOKED or look == DEFAULT else writers[wanted](document, look=look)
