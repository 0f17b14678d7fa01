"""Asking about notices, and about who wants which mail."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session, col, select

from ticc.accounts.models import Account
from ticc.catalogue.kinds import Kinds
from ticc.foundation.errors import NotThere
from ticc.notices.kinds import USUAL, NoticeKind, Rhythm
from ticc.notices.models import MailChoice, Notice

# More than anybody reads; older ones are still there, and come up when those above them are read.
LISTED = 500


def key_of(notice: Notice) -> str:
    """The word for a notice in addresses and forms: its number would tell how many notices there are in all."""
    return hashlib.sha256(notice.once.encode()).hexdigest()[:32]


def list_notices(session: Session, account_id: int) -> list[Notice]:
    """The notices of a person, unread ones first, then the newest."""
    order = (col(Notice.read_at).is_not(None), col(Notice.made_at).desc(), col(Notice.id).desc())
    return list(session.exec(select(Notice).where(Notice.account_id == account_id).order_by(*order).limit(LISTED)))


def list_unread(session: Session, account_id: int) -> list[Notice]:
    """What a person has not read yet, the newest first."""
    chosen = select(Notice).where(Notice.account_id == account_id, col(Notice.read_at).is_(None))
    return list(session.exec(chosen.order_by(col(Notice.made_at).desc(), col(Notice.id).desc()).limit(LISTED)))


def list_unmailed(session: Session, account_id: int) -> list[Notice]:
    """What the next mail to a person would hold, the newest first: what was neither read nor mailed."""
    return [notice for notice in list_unread(session, account_id) if notice.mailed_at is None]


def list_waiting(session: Session) -> list[int]:
    """Everybody for whom something waits that was neither read nor mailed, by number.

    Sample accounts have no mailbox, and who has set no password yet has not come in: both get no mail.
    """
    waits = select(Notice.account_id).where(col(Notice.read_at).is_(None), col(Notice.mailed_at).is_(None))
    chosen = select(Account.id).where(col(Account.id).in_(waits), col(Account.is_active), ~col(Account.is_sample), col(Account.password_hash) != "")
    return [number for number in session.exec(chosen.order_by(col(Account.id))) if number is not None]


def find_choice(session: Session, account_id: int) -> MailChoice | None:
    """What a person chose, or None."""
    return session.get(MailChoice, account_id)


def rhythm_of(choice: MailChoice | None) -> Rhythm:
    """How often the person wants mail; as usual where nothing is chosen."""
    return Rhythm(choice.rhythm) if choice else USUAL


def get_choice(session: Session, leave_key: str) -> MailChoice:
    """The choice that a link in a mail stands for; raises NotThere."""
    found = session.exec(select(MailChoice).where(MailChoice.leave_key == leave_key)).one_or_none() if len(leave_key) <= 40 else None
    if found is None:
        raise NotThere(leave_key[:40])
    return found


def owners_of(session: Session, kinds: Kinds, codes: Collection[str]) -> Mapping[str, str]:
    """Whose each of these entries is, for those that belong to a partner."""
    found: dict[str, str] = {}
    for kind in kinds:
        table: Any = kind.table
        wanted = [code for code in codes if kind.is_code(code)]
        if wanted and "partner_code" in table.__table__.c:
            rows = session.exec(select(table.code, table.partner_code).where(table.code.in_(wanted)))
            found |= {code: partner for code, partner in rows if partner}
    return found


def list_of_kinds(session: Session, kinds: Collection[NoticeKind]) -> list[Notice]:
    """Every unread notice of these kinds, whosever it is: for whoever knows what has been done meanwhile."""
    chosen = select(Notice).where(col(Notice.kind).in_([kind.value for kind in kinds]), col(Notice.read_at).is_(None))
    return list(session.exec(chosen.order_by(col(Notice.id))))


def last_digests(session: Session) -> Mapping[int, Notice]:
    """The newest digest of each person."""
    chosen = select(Notice).where(Notice.kind == NoticeKind.DIGEST.value).order_by(col(Notice.made_at), col(Notice.id))
    return {notice.account_id: notice for notice in session.exec(chosen)}
