"""What the programme shared since a moment: barriers, what became of them, what was tried, new entries. It makes the digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from ticc.accounts.models import Account, RoleHeld
from ticc.barriers.models import Authorship, Barrier, State, TryTold
from ticc.catalogue.links import Try
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.words import Visibility
from ticc.history.models import Change
from ticc.notices.kinds import NoticeKind, Rhythm
from ticc.notices.models import MailChoice
from ticc.notices.queries import last_digests, rhythm_of
from ticc.notices.service import tell

LONGEST = timedelta(days=30)
FIRST = timedelta(days=7)
# As many of each sort as a digest names; the newest.
NAMED = 20
SHARED = (Visibility.PROGRAMME.value, Visibility.PUBLIC.value)
SOLVED = (State.OVERCOME.value, State.WORKED_AROUND.value)
CATALOGUE = ("obstacle", "solution")


@dataclass(frozen=True)
class News:
    """One thing that the programme shared: when, in which group of a digest, what it names, and whose it is."""

    at: datetime
    group: str
    names: Any
    partner_code: str = ""


def make_digests(session: Session, seen: Snapshot, at: datetime) -> int:
    """Make the digest of everybody for whom there is news and a digest is due; returns how many.

    `seen` is the catalogue as every member sees it: nothing else gets into a digest. Daily for those who want mail daily or at once, weekly,
    or never; not of what the reader's own partner shared.
    """
    news = list(_news(session, seen, at - LONGEST))
    last = last_digests(session)
    choices = {choice.account_id: choice for choice in session.exec(select(MailChoice))}
    homes: dict[int, set[str]] = {}
    for held in session.exec(select(RoleHeld).where(col(RoleHeld.partner_code).is_not(None))):
        homes.setdefault(held.account_id, set()).add(held.partner_code or "")
    made = 0
    for account in session.exec(select(Account).where(col(Account.is_active), col(Account.password_hash) != "").order_by(col(Account.id))):
        number = account.id or 0
        rhythm = rhythm_of(choices.get(number))
        if rhythm == Rhythm.NEVER:
            continue
        since = datetime.fromisoformat(last[number].facts["until"]) if number in last else max(account.created_at, at - FIRST)
        facts = _facts([one for one in news if one.at > since and one.partner_code not in homes.get(number, ())])
        if facts:
            days = {"since": since.date().isoformat(), "until": at.isoformat()}
            made += tell(session, [number], NoticeKind.DIGEST, f"digest:{_period(rhythm, at)}", facts={**facts, **days})
    return made


def _period(rhythm: Rhythm, at: datetime) -> str:
    year, week, _day = at.isocalendar()
    return f"{year}-W{week:02}" if rhythm == Rhythm.WEEKLY else at.date().isoformat()


def _facts(news: list[News]) -> Mapping[str, list[Any]]:
    """What a digest names, by group, each once, the newest first."""
    facts: dict[str, list[Any]] = {}
    for one in sorted(news, key=lambda one: one.at, reverse=True):
        named = facts.setdefault(one.group, [])
        if one.names not in named and len(named) < NAMED:
            named.append(one.names)
    return facts


def _news(session: Session, seen: Snapshot, since: datetime) -> Iterator[News]:
    owners = dict(session.exec(select(Barrier.code, Barrier.partner_code)).all())
    changes = select(Change).where(col(Change.at) > since, col(Change.what).in_([Barrier.__tablename__, *CATALOGUE])).order_by(col(Change.id))
    for change in session.exec(changes):
        if change.code in seen.cards and (group := _group_of(change)):
            yield News(change.at, group, change.code, owners.get(change.code, ""))
    tried = select(Try, TryTold).join(TryTold, col(TryTold.try_id) == col(Try.id))
    # Who relays a try is told to nobody, and when it was told could tell who.
    for link, told in session.exec(tried.where(col(TryTold.at) > since, TryTold.authorship != Authorship.RELAYED).order_by(col(Try.id))):
        if link.subject_code in seen.cards and link.barrier_code in seen.cards:
            yield News(told.at, "tried", [link.subject_code, link.barrier_code], owners.get(link.barrier_code or "", ""))


def _group_of(change: Change) -> str:
    """Which group of a digest tells of a change; none for most."""
    if change.what in CATALOGUE:
        # What comes with the content files is the work of nobody here.
        return "new" if change.action == "created" and change.account_id and not change.occasion else ""
    if change.after.get("visibility") in SHARED and change.before.get("visibility") == Visibility.PRIVATE:
        return "shared"
    return "solved" if change.after.get("state") in SOLVED and change.action == "changed" else ""
