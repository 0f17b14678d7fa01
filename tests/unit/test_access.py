"""Doors: who may come in, and that no view goes without one."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask

from ticc.foundation import access
from ticc.foundation.access import Door, UnmarkedDoor, check_every_door, door_of, only, public, signed_in
from ticc.foundation.errors import NotAllowed


def _page() -> str:
    return "inside"


def _building(roles: frozenset[str] | None) -> Flask:
    """Not the application: a bare one with a door of each sort."""
    app = Flask("doors")
    app.testing = True
    accounts = Blueprint("accounts", __name__)
    accounts.add_url_rule("/sign-in", "sign_in", public(lambda: "sign in"))
    app.register_blueprint(accounts)
    app.add_url_rule("/for-all", "for_all", public(lambda: "inside"))
    app.add_url_rule("/for-members", "for_members", signed_in(lambda: "inside"), methods=["GET", "POST"])
    app.add_url_rule("/for-leads", "for_leads", only("lead", "adviser")(lambda: "inside"))
    access.init_app(app, lambda: roles)
    return app


VISITOR, NOBODY_IN_PARTICULAR, LEAD = None, frozenset[str](), frozenset({"lead", "other"})


@pytest.mark.parametrize(
    ("roles", "path"),
    [
        (VISITOR, "/for-all"),
        (NOBODY_IN_PARTICULAR, "/for-all"),
        (NOBODY_IN_PARTICULAR, "/for-members"),
        (LEAD, "/for-members"),
        (LEAD, "/for-leads"),
    ],
)
def test_person_comes_in_when_the_door_is_theirs(roles: frozenset[str] | None, path: str) -> None:
    assert _building(roles).test_client().get(path).text == "inside"


@pytest.mark.parametrize("path", ["/for-members", "/for-leads"])
def test_visitor_is_sent_to_sign_in_and_back_when_a_page_is_for_members(path: str) -> None:
    answer = _building(VISITOR).test_client().get(f"{path}?a=1")
    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={path}?a%3D1")


def test_way_back_is_not_kept_when_a_visitor_sends_a_form() -> None:
    assert _building(VISITOR).test_client().post("/for-members").location == "/sign-in"


def test_way_back_stays_inside_when_the_address_names_another_host() -> None:
    answer = _building(VISITOR).test_client().get("/for-members", headers={"Host": "evil.example"})
    assert answer.location == "/sign-in?next=/for-members"


@pytest.mark.parametrize("roles", [NOBODY_IN_PARTICULAR, frozenset({"partner-member"})])
def test_member_is_refused_when_the_door_asks_for_another_role(roles: frozenset[str]) -> None:
    with pytest.raises(NotAllowed):
        _building(roles).test_client().get("/for-leads")


def test_door_stays_out_of_the_way_when_there_is_no_such_page() -> None:
    assert _building(VISITOR).test_client().get("/nowhere").status_code == 404


@pytest.mark.parametrize(("mark", "said"), [(public, "public"), (signed_in, "signed in"), (only("lead", "adviser"), "adviser or lead")])
def test_door_says_who_may_come_in_when_asked(mark: object, said: str) -> None:
    def view() -> str:
        return ""

    assert str(mark(view).door) == said  # type: ignore[operator]


def test_every_door_is_found_when_all_views_are_marked() -> None:
    app = _building(VISITOR)
    check_every_door(app)
    assert door_of(app, "static") == Door(needs_sign_in=False)
    assert door_of(app, "for_leads") == Door(True, frozenset({"lead", "adviser"}))


def test_application_is_refused_by_name_when_a_view_has_no_mark() -> None:
    app = _building(VISITOR)
    app.add_url_rule("/b", "back_door", _page)
    app.add_url_rule("/c", "cellar", _page)
    with pytest.raises(UnmarkedDoor, match=r"no access mark on: back_door, cellar$"):
        check_every_door(app)
