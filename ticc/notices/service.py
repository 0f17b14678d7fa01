"""Making notices, marking them, and choosing how often mail comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select, update

from ticc.accounts.models import Account
from ticc.accounts.tokens import new_key
from ticc.foundation.clock import now
from ticc.foundation.errors import Refusal
from ticc.foundation.table import Table
from ticc.notices.kinds import USUAL, NoticeKind, Rhythm
from ticc.notices.models import MailChoice, Notice
from ticc.notices.queries import get_choice, key_of, list_notices

LONGEST_ONCE = 180


def tell(
    session: Session, account_ids: Iterable[int | None], kind: NoticeKind, once: str, code: str = "", facts: Mapping[str, Any] | None = None
) -> int:
    """Let people hear of something; returns how many notices were made.

    `once` says what happened, so that it is told once to each of them, however often and by however many processes this is called. `code` is
    the entry that it is about. `facts` are plain values for the sentence, which is composed when it is read, from what the reader may see
    then: so hand over keys, numbers and days, and no words of an entry. Numbers of nobody, or of somebody who may not sign in, are passed over.
    """
    if len(once) > LONGEST_ONCE:
        raise ValueError(f"'{once[:40]}…' is too long to be told once")
    wanted = sorted({number for number in account_ids if number})
    people = session.exec(select(Account.id).where(col(Account.id).in_(wanted), col(Account.is_active)).order_by(col(Account.id)))
    said = {"kind": kind.value, "code": code, "facts": dict(facts or {}), "made_at": now()}
    return sum(_add_once(session, Notice, "once", {**said, "once": f"{once}:{number}", "account_id": number}) for number in people)


def _add_once(session: Session, table: type[Table], unique: str, row: Mapping[str, Any]) -> bool:
    """Add a row unless one with the same unique value is there; of two processes at once one adds it."""
    session.flush()
    speaks = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    adding = speaks.insert(table).values(**row).on_conflict_do_nothing(index_elements=[unique]).returning(getattr(table, unique))
    return session.connection().execute(adding).first() is not None


def mark_read(session: Session, account_id: int, keys: Collection[str]) -> int:
    """A person has read some of their own notices, named by their keys; returns how many. Keys of others' notices do nothing."""
    read = [notice for notice in list_notices(session, account_id) if notice.read_at is None and key_of(notice) in keys]
    for notice in read:
        notice.read_at = now()
        session.add(notice)
    session.flush()
    return len(read)


def is_done(session: Session, code: str, kinds: Collection[NoticeKind], once: str = "") -> None:
    """What notices of these kinds ask about an entry was done: nobody need be told any more. With `once`, of that happening alone."""
    asked = [col(Notice.code) == code, col(Notice.kind).in_([kind.value for kind in kinds]), col(Notice.read_at).is_(None)]
    if once:
        asked.append(col(Notice.once).startswith(f"{once}:", autoescape=True))
    session.exec(update(Notice).where(*asked).values(read_at=now()))


def drop(session: Session, notices: Collection[Notice]) -> None:
    """Take notices away that can no longer be told."""
    for notice in notices:
        session.delete(session.get_one(Notice, notice.id))
    session.flush()


def keep_choice(session: Session, account_id: int) -> None:
    """See to it that a person has a key that ends mail with one click."""
    _add_once(session, MailChoice, "account_id", {"account_id": account_id, "rhythm": USUAL.value, "leave_key": new_key()})


def choose_rhythm(session: Session, account_id: int, rhythm: str) -> None:
    """How often the person wants mail; raises Refusal for a word that is none."""
    if rhythm not in {one.value for one in Rhythm}:
        raise Refusal(_("Choose how often mail is to come"), "rhythm")
    keep_choice(session, account_id)
    choice = session.get_one(MailChoice, account_id)
    choice.rhythm = rhythm
    session.add(choice)
    session.flush()


def leave(session: Session, leave_key: str) -> None:
    """No more mail to the person in whose mail this key stood; raises NotThere."""
    choice = get_choice(session, leave_key)
    choice.rhythm = Rhythm.NEVER.value
    session.add(choice)
    session.flush()


def mark_mailed(session: Session, account_id: int, numbers: Collection[int | None], at: datetime) -> None:
    """The mail server has taken a mail that holds these notices. `at` is the moment at which the mail was composed."""
    session.exec(update(Notice).where(col(Notice.id).in_(numbers)).values(mailed_at=at))
    mark_tried(session, account_id, at)


def mark_tried(session: Session, account_id: int, at: datetime) -> None:
    """The mail server refuses this address for good: what waits stays, and is tried again with the next rhythm."""
    session.exec(update(MailChoice).where(col(MailChoice.account_id) == account_id).values(last_mail_at=at))
