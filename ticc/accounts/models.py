"""The tables of people: accounts, the roles they hold, and invitations to set a password."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table


class Account(Table, table=True):
    """A person who may sign in. `session_stamp` changes with the password: older sessions then end."""

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, max_length=254)
    name: str = Field(max_length=120)
    password_hash: str = Field(default="", max_length=200)
    session_stamp: str = Field(default="", max_length=40)
    is_active: bool = True
    # Belongs to the sample data that one command removes.
    is_sample: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=Moment)


class RoleHeld(Table, table=True):
    """A role that an account holds; a partner member's names the partner."""

    __tablename__ = "role_held"
    __table_args__ = (UniqueConstraint("account_id", "role", "partner_code"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: str = Field(max_length=20)
    partner_code: str | None = Field(default=None, foreign_key="code.code", max_length=80)


class Invitation(Table, table=True):
    """A link with which a person sets a password, once; only its fingerprint is kept."""

    __tablename__ = "invitation"

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    fingerprint: str = Field(unique=True, max_length=64)
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)
