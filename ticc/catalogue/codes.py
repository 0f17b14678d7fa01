"""Codes: every entry's stable name, handed out once, redirecting for ever when merged or retired."""

import secrets

from sqlmodel import Field, Session, col, select

from ticc.foundation.table import Table


class Code(Table, table=True):
    """A code that was handed out. `leads_to` is set when its entry was merged into another one."""

    __tablename__ = "code"

    code: str = Field(primary_key=True, max_length=80)
    kind: str = Field(max_length=20, index=True)
    leads_to: str | None = Field(default=None, foreign_key="code.code", max_length=80)


def draw_code(session: Session, kind: str, prefix: str, width: int = 4) -> str:
    """Hand out a free code under a prefix, such as `BAR-2026-0042`, and enter it in the register.

    The number is drawn and not counted up: numbers in a row would tell everybody how much is logged in private. A code is never handed
    out twice, for the register keeps it even when its entry is gone.
    """
    return draw_codes(session, kind, prefix, 1, width)[0]


def draw_codes(session: Session, kind: str, prefix: str, count: int, width: int = 4) -> list[str]:
    """Hand out so many free codes at once, each drawn as `draw_code` does."""
    taken = set(session.exec(select(Code.code).where(col(Code.code).startswith(f"{prefix}-"))))
    while 2 * (len(taken) + count - 1) >= 10**width:
        width += 1
    drawn: list[str] = []
    while len(drawn) < count:
        code = f"{prefix}-{secrets.randbelow(10**width):0{width}d}"
        if code not in taken:
            taken.add(code)
            drawn.append(code)
    session.add_all([Code(code=code, kind=kind) for code in drawn])
    session.flush()
    return drawn


def enter_code(session: Session, kind: str, code: str) -> None:
    """Enter a code that somebody else chose (a content file, an import) in the register; it may be there already."""
    if session.get(Code, code) is None:
        session.add(Code(code=code, kind=kind))
        session.flush()


def is_code_of(session: Session, code: str, kind: str) -> bool:
    """Whether a code was handed out to an entry of this kind."""
    known = session.get(Code, code)
    return known is not None and known.kind == kind


def list_merged_into(session: Session, code: str) -> list[str]:
    """The codes that lead to this one, through any number of merges."""
    found: list[str] = []
    newest = [code]
    while newest:
        newest = [one for one in session.exec(select(Code.code).where(col(Code.leads_to).in_(newest))) if one not in {*found, code}]
        found += newest
    return found


def find_successor(session: Session, code: str) -> str | None:
    """The code that a merged one leads to, through any number of merges; None where it leads nowhere."""
    seen = {code}
    found = session.get(Code, code)
    while found and found.leads_to and found.leads_to not in seen:
        seen.add(found.leads_to)
        found = session.get(Code, found.leads_to)
    return found.code if found and found.code != code else None
