"""Doors: every view says who may come in; the application refuses to start with a view that does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from ticc.foundation.errors import NotAllowed

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Door:
    """Who may come in: everybody, everybody who signed in, or those who hold one of these roles."""

    needs_sign_in: bool
    roles: frozenset[str] = frozenset()

    def __str__(self) -> str:
        if self.roles:
            return " or ".join(sorted(self.roles))
        return "signed in" if self.needs_sign_in else "public"


class UnmarkedDoor(RuntimeError):
    """A view without an access mark: the application must not start."""


def public(view: View) -> View:
    """Everybody may come in."""
    return _mark(view, Door(needs_sign_in=False))


def signed_in(view: View) -> View:
    """Everybody who signed in may come in."""
    return _mark(view, Door(needs_sign_in=True))


def only(*roles: str) -> Callable[[View], View]:
    """Those may come in who hold one of these roles."""
    return lambda view: _mark(view, Door(needs_sign_in=True, roles=frozenset(roles)))


def _mark(view: View, door: Door) -> View:
    view.door = door  # type: ignore[attr-defined]
    return view


def door_of(app: Flask, endpoint: str) -> Door | None:
    """The door of an endpoint; the application's own files are public."""
    if endpoint == "static":
        return Door(needs_sign_in=False)
    return getattr(app.view_functions[endpoint], "door", None)


def check_every_door(app: Flask) -> None:
    """Refuse an application in which a view has no access mark."""
    unmarked = sorted(endpoint for endpoint in app.view_functions if door_of(app, endpoint) is None)
    if unmarked:
        raise UnmarkedDoor(f"no access mark on: {', '.join(unmarked)}")


def init_app(app: Flask, roles_here: Callable[[], frozenset[str] | None]) -> None:
    """Keep the doors. `roles_here` gives the roles of the person of this request, or None for a visitor."""
    app.extensions["roles_here"] = roles_here
    app.before_request(_keep_the_door)


def _keep_the_door() -> Response | None:
    if request.endpoint is None:
        return None
    door = door_of(current_app, request.endpoint)
    if door is None or not door.needs_sign_in:
        return None
    roles = current_app.extensions["roles_here"]()
    if roles is None:
        # Only the way back inside this application is remembered, never a whole address.
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=wanted))
    if door.roles and not door.roles & roles:
        raise NotAllowed
    return None
