"""Accounts: invitations, signing in without telling who exists, limits, sessions."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from careful_client import CarefulClient
from factories import PASSWORD, make_account, rows, sign_in
from flask import Flask
from installation import MakeApp
from pages import Page
from sqlmodel import Session

from ticc.accounts.models import Account, Invitation, RoleHeld
from ticc.accounts.samples import remove_samples, renew_samples
from ticc.accounts.service import add_account, give_role, invite
from ticc.catalogue.words import Role
from ticc.foundation.clock import now
from ticc.foundation.database import Database
from ticc.foundation.errors import Refusal

NEW = "four dry leaves"
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


def _invited(session: Session) -> str:
    account = add_account(session, "New@Beans.example ", "New Bean")
    give_role(session, account, Role.MEMBER, "PAR-rose-school")
    token = invite(session, account, 24)
    session.commit()
    return f"/account/set-password/{token}"


def _try(client: CarefulClient, email: str, password: str = PASSWORD) -> tuple[int, str]:
    answer = client.submit("/sign-in", {"email": email, "password": password})
    return answer.status_code, TOKEN.sub("", answer.get_data(as_text=True)).replace(email, "EMAIL")


def test_invitation_sets_a_password_once(app: Flask, client: CarefulClient, session: Session) -> None:
    link = _invited(session)
    answer = client.submit(link, {"password": NEW, "again": NEW})
    assert answer.status_code == 303
    assert "New Bean" in client.page("/account").text
    assert app.test_client().get(link).status_code == 404
    assert rows(app, Invitation)[0].used_at is not None
    assert _try(app.test_client(), "new@beans.example", NEW)[0] == 303  # type: ignore[arg-type]


def test_invitation_is_kept_as_a_fingerprint_only(app: Flask, session: Session) -> None:
    link = _invited(session)
    assert link.rsplit("/", 1)[1] not in str(rows(app, Invitation))


def test_invitation_is_refused_when_it_is_too_old(client: CarefulClient, session: Session) -> None:
    link = _invited(session)
    invitation = session.get_one(Invitation, 1)
    invitation.expires_at = now() - timedelta(seconds=1)
    session.add(invitation)
    session.commit()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    ("password", "again"),
    [("short", "short"), (NEW, "another one"), ("passwordpassword", "passwordpassword"), ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa"),
     ("new@beans.example", "new@beans.example"), ("x" * 201, "x" * 201), ("", "")],
)  # fmt: skip
def test_invitation_can_be_used_again_when_the_password_was_refused(client: CarefulClient, session: Session, password: str, again: str) -> None:
    link = _invited(session)
    answer = client.submit(link, {"password": password, "again": again})
    assert answer.status_code == 422
    assert Page(answer).errors()
    if len(password) > 11:
        assert password not in Page(answer).html, "a password is never written into a page"
    assert client.submit(link, {"password": NEW, "again": NEW}).status_code == 303


def test_nobody_learns_who_has_an_account_when_signing_in_fails(app: Flask, session: Session) -> None:
    make_account(session, "rose")
    make_account(session, "hill").is_active = False
    add_account(session, "invited@beans.example", "Invited")
    session.commit()
    answers = {
        _try(app.test_client(), email, password)  # type: ignore[arg-type]
        for email, password in (
            ("rose@beans.example", "wrong password"),
            ("nobody@beans.example", PASSWORD),
            ("hill@beans.example", PASSWORD),
            ("invited@beans.example", "anything at all"),
        )
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 422


def test_address_is_known_however_it_is_written(app: Flask, client: CarefulClient, session: Session) -> None:
    make_account(session, "rose")
    session.commit()
    assert _try(client, " ROSE@beans.Example ")[0] == 303


def test_signing_in_is_refused_for_a_while_when_it_was_tried_too_often(make_app: MakeApp) -> None:
    app = make_app(login_limit="3 per minute")
    client: CarefulClient = app.test_client()  # type: ignore[assignment]
    page = client.page("/sign-in")
    assert [client.send(page, {"email": "x@y.zz", "password": "x"}).status_code for _ in range(4)] == [422, 422, 422, 429]
    answer = client.send(page, {"email": "x@y.zz", "password": "x"})
    assert int(answer.headers["Retry-After"]) > 0
    assert "too fast" in answer.get_data(as_text=True)
    assert client.get("/sign-in").status_code == 200, "looking is not limited"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/%0d%0aSet-Cookie:x", " //evil.example", "http:/evil.example", "///evil.example"],
)  # fmt: skip
def test_way_back_stays_inside_when_a_link_names_another_site(client: CarefulClient, session: Session, elsewhere: str) -> None:
    make_account(session, "rose")
    session.commit()
    client.get("/sign-in", query_string={"next": elsewhere})
    answer = client.submit("/sign-in", {"email": "rose@beans.example", "password": PASSWORD, "next": elsewhere})
    assert answer.status_code == 303
    location = answer.headers["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "\n" not in location


def test_way_back_leads_where_one_wanted_to_go(app: Flask, session: Session) -> None:
    make_account(session, "rose")
    session.commit()
    client: CarefulClient = app.test_client()  # type: ignore[assignment]
    sent = client.get("/fr/barriers/new?obstacle=OBS-001").headers["Location"]
    answer = client.submit(sent, {"email": "rose@beans.example", "password": PASSWORD})
    assert "/barriers/new?obstacle=OBS-001" in answer.headers["Location"]
    assert client.get(answer.headers["Location"]).status_code == 200


def test_other_sessions_end_when_the_password_is_changed(app: Flask) -> None:
    here, there = sign_in(app, "rose"), sign_in(app, "rose")
    answer = here.submit("/account", {"present": PASSWORD, "password": NEW, "again": NEW})
    assert answer.status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


@pytest.mark.parametrize(
    "said",
    [{"present": "wrong"}, {"password": "short", "again": "short"}, {"again": "other"}, {"password": "Rose Bean 123", "again": "Rose Bean 123"}],
)
def test_password_stays_when_the_change_is_refused(app: Flask, said: dict[str, str]) -> None:
    rose = sign_in(app, "rose")
    assert rose.submit("/account", {"present": PASSWORD, "password": NEW, "again": NEW, **said}).status_code == 422
    assert _try(app.test_client(), "rose@beans.example")[0] == 303  # type: ignore[arg-type]


def test_session_ends_when_one_signs_out(app: Flask) -> None:
    rose = sign_in(app, "rose")
    assert rose.submit("/account", form="/sign-out").status_code == 303
    assert rose.get("/account").status_code == 302


def test_session_ends_when_the_account_is_closed(app: Flask, session: Session) -> None:
    rose = sign_in(app, "rose")
    account = session.get_one(Account, 1)
    account.is_active = False
    session.add(account)
    session.commit()
    assert rose.get("/account").status_code == 302


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(make_app: MakeApp) -> None:
    app = make_app(secure_cookies=True)
    cookie = app.test_client().get("/sign-in").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Secure"} <= set(cookie.split("; "))


def test_forged_session_is_nobody(app: Flask, client: CarefulClient) -> None:
    client.set_cookie("ticc", "eyJfdXNlcl9pZCI6IjE6In0.x.y")
    assert client.get("/account").status_code == 302
    for number in ("1:", "1:wrong", "x:y", "", "²:"):
        with client.session_transaction() as kept:
            kept["_user_id"] = number
        assert client.get("/account").status_code == 302


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a b@c.dd", "rose@beans.example"])
def test_account_is_refused_when_its_address_is_wrong_or_taken(session: Session, email: str) -> None:
    make_account(session, "rose")
    with pytest.raises(Refusal):
        add_account(session, email, "Somebody")


def test_role_is_refused_when_a_member_has_no_partner(session: Session) -> None:
    account = add_account(session, "new@beans.example", "New")
    for partner in (None, "PAR-forged", "OBS-001"):
        with pytest.raises(Refusal):
            give_role(session, account, Role.MEMBER, partner)


def test_role_is_held_once_when_it_is_given_twice(app: Flask, session: Session) -> None:
    account = add_account(session, "new@beans.example", "New")
    for _ in range(2):
        give_role(session, account, Role.MEMBER, "PAR-rose-school")
        give_role(session, account, Role.ADVISER)
    session.commit()
    assert len(rows(app, RoleHeld)) == 2


def test_samples_get_new_passwords_each_time_and_can_be_removed(app: Flask, database: Database) -> None:
    with database.act() as session:
        first = renew_samples(session, ["PAR-rose-school", "PAR-hill-school"])
    with database.act() as session:
        second = renew_samples(session, ["PAR-rose-school", "PAR-hill-school"])
    assert {one.email for one in first} == {one.email for one in second}
    assert {one.password for one in first}.isdisjoint({one.password for one in second})
    assert len(rows(app, Account)) == 5
    with database.act() as session:
        assert remove_samples(session) == 5
    assert rows(app, Account) == []
