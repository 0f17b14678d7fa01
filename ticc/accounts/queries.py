"""Asking about people."""

from __future__ import annotations

from sqlmodel import Session, col, select

from ticc.accounts.models import Account, Invitation, RoleHeld
from ticc.accounts.tokens import fingerprint_of
from ticc.catalogue.visibility import Viewer
from ticc.foundation.clock import now
from ticc.foundation.errors import NotThere


def find_account(session: Session, email: str) -> Account | None:
    """The account of an address, however it is written."""
    return session.exec(select(Account).where(Account.email == email.strip().lower())).one_or_none()


def get_account(session: Session, account_id: int) -> Account:
    """An account by number; raises NotThere."""
    found = session.get(Account, account_id)
    if found is None:
        raise NotThere(str(account_id))
    return found


def list_accounts(session: Session) -> list[Account]:
    """Everybody, by name."""
    return list(session.exec(select(Account).order_by(Account.name, col(Account.id))))


def list_roles(session: Session, account_id: int) -> list[RoleHeld]:
    """The roles that a person holds."""
    return list(session.exec(select(RoleHeld).where(RoleHeld.account_id == account_id).order_by(RoleHeld.role, col(RoleHeld.id))))


def viewer_for(session: Session, account: Account) -> Viewer:
    """The person as one who looks: roles and partners."""
    held = list_roles(session, account.id or 0)
    partners = frozenset(one.partner_code for one in held if one.partner_code)
    return Viewer(account.id, account.name, frozenset(one.role for one in held), partners)


def find_invitation(session: Session, token: str) -> Invitation | None:
    """The invitation behind a link, if it can still be used."""
    found = session.exec(select(Invitation).where(Invitation.fingerprint == fingerprint_of(token))).one_or_none()
    return found if found and found.used_at is None and found.expires_at > now() else None


def names_of(session: Session, account_ids: set[int]) -> dict[int, str]:
    """The names of several people by number."""
    rows = session.exec(select(Account.id, Account.name).where(col(Account.id).in_(account_ids)))
    return {number: name for number, name in rows if number is not None}
