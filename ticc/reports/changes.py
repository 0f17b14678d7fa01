"""What changed since a copy was kept: section by section, which paragraphs, rows and figures came, went or stand otherwise. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from ticc.documents.document import Block, Bullets, Document, Figure, Heading, Note, Paragraph, Table, plain


@dataclass(frozen=True)
class SectionChange:
    """One section: what stands there now and did not before, and the reverse."""

    title: str
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]


def what_changed(before: Document, now: Document) -> list[SectionChange]:
    """The sections in which something changed, in the order of the newer report; those that are gone come last."""
    earlier, later = _lines_by_section(before), _lines_by_section(now)
    found = []
    for title in dict.fromkeys((*later, *earlier)):
        change = _compared(title, earlier.get(title, []), later.get(title, []))
        if change.added or change.withdrawn:
            found.append(change)
    return found


def _compared(title: str, before: list[str], now: list[str]) -> SectionChange:
    added: list[str] = []
    withdrawn: list[str] = []
    for kind, first, last, first_now, last_now in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind != "equal":
            withdrawn += before[first:last]
            added += now[first_now:last_now]
    return SectionChange(title, tuple(added), tuple(withdrawn))


def _lines_by_section(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    title = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            title = block.text
        else:
            found.setdefault(title, []).extend(_lines(block))
    return found


def _lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, Paragraph | Note):
        return [plain(block.spans)]
    if isinstance(block, Bullets):
        return [plain(item) for item in block.items]
    if isinstance(block, Table):
        return [block.caption, *(" · ".join(row) for row in block.rows)]
    return [f"{block.caption} {block.alt}"] if isinstance(block, Figure) else []
