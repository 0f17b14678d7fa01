"""Signing in and out with Flask-Login, and who looks at this page."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from ticc.accounts.models import Account
from ticc.accounts.queries import viewer_for
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.foundation.database import db


class SignedIn(UserMixin):
    """What the session cookie stands for: an account, as long as its password is the one that was used."""

    def __init__(self, account: Account, viewer: Viewer) -> None:
        self.account = account
        self.viewer = viewer

    def get_id(self) -> str:
        """The account's number and stamp: a new password ends every older session."""
        return f"{self.account.id}:{self.account.session_stamp}"


def init_app(app: Flask, *, session_hours: int, secure_cookies: bool) -> None:
    """Set up sessions: one cookie, no longer than a working day, out of reach of scripts and other sites."""
    app.config.update(
        SESSION_COOKIE_NAME="ticc",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=session_hours),
    )
    manager = LoginManager(app)
    manager.user_loader(_load)


def _load(number_and_stamp: str) -> SignedIn | None:
    number, _, stamp = number_and_stamp.partition(":")
    account = db().get(Account, int(number)) if number.isdecimal() else None
    if account is None or not account.is_active or account.session_stamp != stamp:
        return None
    return SignedIn(account, viewer_for(db(), account))


def sign_in(account: Account) -> None:
    """Begin a session that owes nothing to the one before it."""
    session.clear()
    session.permanent = True
    login_user(SignedIn(account, viewer_for(db(), account)))
    g.pop("viewer", None)


def sign_out() -> None:
    """End the session."""
    logout_user()
    session.clear()
    g.pop("viewer", None)


def current_viewer() -> Viewer:
    """The person who looks at this page."""
    if "viewer" not in g:
        # An error page must come out even when nobody can be looked up.
        g.viewer = VISITOR if g.get("plain_page") else getattr(current_user, "viewer", VISITOR)
    found: Viewer = g.viewer
    return found


def roles_here() -> frozenset[str] | None:
    """The roles of the person of this request, None for a visitor: what the doors ask."""
    viewer = current_viewer()
    return viewer.roles if viewer.is_signed_in else None
