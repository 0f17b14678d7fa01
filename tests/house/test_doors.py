"""Every endpoint has a door, is listed in one table, and answers each role as the table says, tried for real."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import ask_partner
from assessing import acting, add_invitation, add_seat, add_step, alone, begin, close, group, revealed, the_assessment
from careful_client import CarefulClient
from clusters import Store
from doors import DOORS
from factories import add_barrier, make_account, make_draft, sign_in, viewer_of
from figuring import add_figure, add_target
from flask import Flask
from importing import add_import
from installation import ONLY_SQLITE, gardens_settings, start
from knocking import ROLES, Door
from looks import a_png, add_look
from releasing import release
from reporting import define, keep
from sqlmodel import select
from working import work

from ticc.accounts.service import invite
from ticc.assessment import exchange, facilitation, queries
from ticc.assessment.models import Consent
from ticc.catalogue.words import Visibility
from ticc.foundation.access import UnmarkedDoor, check_every_door, door_of
from ticc.notices.models import MailChoice
from ticc.notices.service import choose_rhythm

# Who may come in stands on the views and in the accounts; no database decides it.
pytestmark = ONLY_SQLITE


@pytest.fixture(scope="module")
def house(store: Store, prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, dict[str, CarefulClient], dict[str, str]]]:  # type: ignore[no-untyped-def]
    """An application with a barrier of each sort, somebody of each role, and what stands for the codes in the table."""
    app = start(gardens_settings(tmp_path_factory.mktemp("house"), store.copy()))
    codes = {
        "shared": add_barrier(app, "rose", "The shared hose is too short"),
        "private": add_barrier(app, "rose", "The private hose is too short", visibility=Visibility.PRIVATE),
        "named": add_barrier(app, "rose", "Mrs Jones has the key to the tap", visibility=Visibility.PRIVATE),
    }
    with app.test_request_context(), app.extensions["database"].act() as session:
        codes["draft"] = make_draft(session, viewer_of(session, "rose"), "The draft of a hose").code
        choose_rhythm(session, viewer_of(session, "rose").account_id or 0, "daily")
        codes["leave"] = session.exec(select(MailChoice.leave_key)).one()
        codes["token"] = invite(session, make_account(session, "newcomer", roles=[]), 1)
    codes |= work(app, codes["shared"])
    codes["question"] = ask_partner(app, codes["shared"])
    codes |= _assessments(app)
    codes |= {
        "public_figure": add_figure(app, visibility="public"),
        "figure": add_figure(app, visibility="programme"),
        "private_figure": add_figure(app),
    }
    codes |= {"target": add_target(app, visibility="programme"), "private_target": add_target(app)}
    codes |= {name: add_import(app) for name in ("import", "spare_import")}
    codes |= {"report": define(app), "spare_report": define(app), "copy": keep(app), "members_copy": keep(app, readers="programme")}
    codes |= {"look": add_look(app, a_png()), "spare_look": add_look(app, name="Spare")}
    release(app)
    clients = {role: app.test_client() if role == "visitor" else sign_in(app, role) for role in ROLES}
    yield app, clients, codes  # type: ignore[misc]
    app.extensions["database"].engine.dispose()


def _assessments(app: Flask) -> dict[str, str]:
    """What stands for the assessments, seats and invitations of the table."""
    lone, kept, closed, rating, shown = alone(app), alone(app, "rose"), alone(app, "rose"), group(app, raters=("Ann", "Ben", "Gone")), revealed(app)
    close(app, closed.key, "SIT-porto", Consent.NAMED)
    theirs = alone(app, "hill")
    close(app, theirs.key, "SIT-braga", Consent.NAMED)
    add_step(app, kept.key)
    with acting(app) as session:
        exchange.ask_for_swap(session, the_assessment(session, theirs.key), "SIT-porto", "May we come?")
        found = the_assessment(session, rating.key)
        facilitation.remove_rater(session, found, queries.get_rater(session, found, 3))
    seats = {"lone_seat": lone.seat, "seat": rating.seat, "withdrawn_seat": rating.seats[2], "revealed_seat": shown.seat}
    more = {"leaving_seat": add_seat(app, rating.key, "Leaving"), "empty_seat": begin(app).seat, "invitation": add_invitation(app, rating.key)}
    keys = {"lone": lone.key, "kept": kept.key, "closed": closed.key, "spare": alone(app, "rose").key, "group": rating.key, "revealed": shown.key}
    return {**seats, **more, **keys}


def _as(client: CarefulClient, app: Flask) -> CarefulClient:
    """Another client with the same session, so that what one try does to it ends with the try."""
    with client.session_transaction() as kept:
        cookie = dict(kept)
    other: CarefulClient = app.test_client()  # type: ignore[assignment]
    with other.session_transaction() as fresh:
        fresh.update(cookie)
    return other


def test_every_endpoint_is_listed(lasting_app: Flask) -> None:
    assert {rule.endpoint for rule in lasting_app.url_map.iter_rules()} == set(DOORS), "list the endpoint in tests/house/doors.py"


def test_every_method_of_every_endpoint_is_tried(lasting_app: Flask) -> None:
    there = {(rule.endpoint, method) for rule in lasting_app.url_map.iter_rules() for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    tried = {(endpoint, door.knock.split()[0]) for endpoint, doors in DOORS.items() for door in doors}
    assert there == tried


def test_every_address_leads_to_its_endpoint(lasting_app: Flask) -> None:
    adapter = lasting_app.url_map.bind("localhost")
    for endpoint, doors in DOORS.items():
        for door in doors:
            method, address = door.knock.split()
            assert adapter.match(address.split("?")[0], method=method)[0] == endpoint


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("door", [door for doors in DOORS.values() for door in doors], ids=lambda door: door.knock.replace("/", "-"))
def test_door_opens_only_to_those_whom_it_is_for(house: tuple[Flask, dict[str, CarefulClient], dict[str, str]], door: Door, role: str) -> None:
    app, clients, codes = house
    client = _as(clients[role], app)
    method, address = door.knock.format(**codes).split()
    data = {"csrf_token": client.token()} if method == "POST" else None
    answer = client.open(address, method=method, data=data)
    assert answer.status_code == door.answers[ROLES.index(role)]
    if answer.status_code == 302 and role == "visitor" and set(door.answers) != {302}:
        assert answer.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("door", [door for doors in DOORS.values() for door in doors if door.knock.startswith("POST")], ids=lambda door: door.knock)
def test_post_is_refused_when_it_has_no_token(house: tuple[Flask, dict[str, CarefulClient], dict[str, str]], door: Door) -> None:
    app, clients, codes = house
    answer = _as(clients["rose"], app).post(door.knock.format(**codes).split()[1])
    if door.knock.endswith("/finished"):
        # Nothing was typed: back to the page with its button.
        assert answer.status_code == 303
    elif "{leave}" in door.knock:
        # A mail program sends the one click that ends mail, and has no token; the key in the address stands for the person.
        assert answer.status_code == 200
    else:
        # A rater's page is shown again with what was typed, and for that must be there.
        assert answer.status_code in {400, 404} & {400, door.answers[ROLES.index("rose")]}


def test_application_is_refused_when_a_view_has_no_door(make_app) -> None:  # type: ignore[no-untyped-def]
    app = make_app()
    app.add_url_rule("/unmarked", "unmarked", lambda: "")
    with pytest.raises(UnmarkedDoor, match="unmarked"):
        check_every_door(app)


def test_options_and_head_say_nothing_to_a_visitor_when_the_door_is_closed(visitor: CarefulClient) -> None:
    assert visitor.head("/barriers").status_code == 302
    assert visitor.open("/barriers/BAR-2024-0001", method="OPTIONS").status_code == 302


def test_every_door_says_in_words_who_may_come_in(lasting_app: Flask) -> None:
    said = {str(door_of(lasting_app, rule.endpoint)) for rule in lasting_app.url_map.iter_rules()}
    assert {"public", "signed in", "partner-member", "adviser or project-lead"} <= said
