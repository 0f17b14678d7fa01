"""Sample accounts: one for each role, marked as samples, with a new password at every start, removable by one command."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from ticc.accounts import service
from ticc.accounts.models import Account, Invitation, RoleHeld
from ticc.accounts.queries import find_account
from ticc.catalogue.codes import Code
from ticc.catalogue.words import Role

# (name before the @, the person's name, role)
SAMPLES = (
    ("partner", "Sample partner", Role.MEMBER),
    ("other-partner", "Sample other partner", Role.MEMBER),
    ("adviser", "Sample adviser", Role.ADVISER),
    ("lead", "Sample project lead", Role.LEAD),
    ("admin", "Sample administrator", Role.ADMIN),
)
DOMAIN = "sample.example"


@dataclass(frozen=True)
class Sample:
    """A sample account with the password that works until the next start."""

    email: str
    name: str
    role: Role
    password: str


def renew_samples(session: Session, partners: Sequence[str]) -> list[Sample]:
    """Add the sample accounts where they are missing and give each a new password; members belong to these partners in turn."""
    known = set(session.exec(select(Code.code).where(Code.kind == "partner")))
    homes = [code for code in partners if code in known] or sorted(known)
    renewed = []
    for local, name, role in SAMPLES:
        if role == Role.MEMBER and not homes:
            continue
        email = f"{local}@{DOMAIN}"
        account = find_account(session, email) or service.add_account(session, email, name, is_sample=True)
        service.give_role(session, account, role, homes.pop(0) if role == Role.MEMBER else None)
        password = secrets.token_urlsafe(12)
        service.set_password(session, account, password)
        renewed.append(Sample(email, name, role, password))
    return renewed


def remove_samples(session: Session) -> int:
    """Remove the sample accounts; returns how many there were. What they logged must be removed before."""
    accounts = list(session.exec(select(Account).where(col(Account.is_sample))))
    numbers = [account.id for account in accounts]
    for table in (RoleHeld, Invitation):
        for row in session.exec(select(table).where(col(table.account_id).in_(numbers))):
            session.delete(row)
    session.flush()
    for account in accounts:
        session.delete(account)
    session.flush()
    return len(accounts)
