"""Changing people: inviting, setting passwords, giving roles."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from sqlmodel import Session

from ticc.accounts.models import Account, Invitation, RoleHeld
from ticc.accounts.passwords import hash_of, is_right, refuse_weak
from ticc.accounts.queries import find_account, find_invitation, list_roles
from ticc.accounts.tokens import fingerprint_of, new_token
from ticc.catalogue.codes import Code
from ticc.catalogue.words import Role
from ticc.foundation.clock import now
from ticc.foundation.errors import Refusal

EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def add_account(session: Session, email: str, name: str, *, is_sample: bool = False) -> Account:
    """Add a person who has no password yet; raises Refusal for an address that is wrong or taken."""
    address = email.strip().lower()
    if not EMAIL.match(address):
        raise Refusal(f"'{email}' is not an e-mail address", "email")
    if find_account(session, address):
        raise Refusal(f"{address} has an account already", "email")
    account = Account(email=address, name=name.strip(), is_sample=is_sample)
    session.add(account)
    session.flush()
    return account


def get_by_email(session: Session, email: str) -> Account:
    """The account of an address; raises Refusal where there is none."""
    account = find_account(session, email)
    if account is None:
        raise Refusal(f"{email} has no account", "email")
    return account


def give_role(session: Session, account: Account, role: Role, partner_code: str | None = None) -> None:
    """Let a person hold a role; raises Refusal for a member without a partner, or a partner that is not there."""
    if role == Role.MEMBER:
        code = session.get(Code, partner_code) if partner_code else None
        if code is None or code.kind != "partner":
            raise Refusal(f"a {role.value} needs the code of a partner, such as PAR-kchft", "partner")
    else:
        partner_code = None
    assert account.id is not None
    if not any(one.role == role and one.partner_code == partner_code for one in list_roles(session, account.id)):
        session.add(RoleHeld(account_id=account.id, role=role.value, partner_code=partner_code))
        session.flush()


def invite(session: Session, account: Account, hours: int) -> str:
    """Make a link's secret with which the person sets a password, once, within these hours."""
    assert account.id is not None
    token = new_token()
    session.add(Invitation(account_id=account.id, fingerprint=fingerprint_of(token), expires_at=now() + timedelta(hours=hours)))
    session.flush()
    return token


def accept_invitation(session: Session, token: str, password: str) -> Account:
    """Set the password that a person chose through an invitation; raises Refusal or WeakPassword."""
    invitation = find_invitation(session, token)
    account = session.get(Account, invitation.account_id) if invitation else None
    if invitation is None or account is None:
        raise Refusal("this link has been used or is too old")
    set_password(session, account, password)
    invitation.used_at = now()
    session.add(invitation)
    session.flush()
    return account


def set_password(session: Session, account: Account, password: str) -> None:
    """Change a password, which ends every session that was open; raises WeakPassword."""
    refuse_weak(password, account.email, account.name)
    account.password_hash = hash_of(password)
    account.session_stamp = secrets.token_hex(16)
    session.add(account)
    session.flush()


def recognise(session: Session, email: str, password: str) -> Account | None:
    """The person whose address and password these are; None for everybody else, after the same time."""
    account = find_account(session, email)
    right = is_right(password, account.password_hash if account else "")
    return account if account and right and account.is_active else None
