"""What a partner keeps to itself shows in no channel: every page and file is the same for others whether it is there or not, and whatever it says."""

from __future__ import annotations

import re
from datetime import date

import pytest
from careful_client import CarefulClient
from factories import ROSE, make_account, sign_in, viewer_of
from figuring import add_figure, add_target, measured
from flask import Flask
from reporting import ANY_MEMBER, built

from ticc.catalogue.visibility import VISITOR
from ticc.catalogue.words import Role
from ticc.documents.markdown import to_markdown
from ticc.outcomes import service
from ticc.outcomes.queries import find_same, get_measured, list_measured, list_targets, newest_by_indicator

CHANGING = re.compile(rb'name="csrf_token" value="[^"]*"|"took_ms": ?[\d.]+')
UNTOLD = {"Set-Cookie", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Date"}
ADDRESSES = (
    "/outcomes", "/outcomes.json", "/outcomes/IND-01", "/fr/outcomes/IND-01", "/outcomes/IND-01?site=SIT-porto", "/outcomes/IND-01?page=2",
    "/outcomes/IND-01/figures.csv", "/outcomes/IND-01/figures.json", "/outcomes/IND-01/figures.json?site=SIT-porto", "/sites/SIT-porto", f"/partners/{ROSE}",
    "/search?q=quokka", "/history/IND-01", "/", "/reports", "/outcomes/figures/new?indicator=IND-01", "/outcomes/targets/new?indicator=IND-01",
)  # fmt: skip
OTHERS = ("hill", "adviser", "lead", "admin", "visitor")


def _seen(clients: dict[str, CarefulClient], *more: str) -> dict[tuple[str, str], tuple[object, ...]]:
    told = {}
    for who, client in clients.items():
        for address in (*ADDRESSES, *more):
            answer = client.get(address)
            headers = {name: value for name, value in answer.headers.items() if name not in UNTOLD}
            told[who, address] = (answer.status_code, CHANGING.sub(b"", answer.get_data()), tuple(sorted(headers.items())))
    return told


def test_nothing_tells_others_of_a_figure_that_a_partner_keeps_to_itself(app: Flask) -> None:
    add_figure(app, value=40, visibility="public", source="Shown to all")
    clients = {who: sign_in(app, who) if who != "visitor" else app.test_client() for who in OTHERS}
    before = _seen(clients)  # type: ignore[arg-type]
    # Newer than the public one, in another unit, at the same site, and beside it a target.
    keys = [add_figure(app, value=13.25, measured_on=date(2025, 1, 1), note="quokka", source="quokka"), add_figure(app, value=7, unit="quokkas")]
    target = add_target(app, value=66.5, reason="quokka")
    assert _seen(clients) == before  # type: ignore[arg-type]
    forged = _seen(clients, *(f"/outcomes/figures/{key}" for key in ("forged", *keys)), f"/outcomes/targets/{target}/edit")  # type: ignore[arg-type]
    for who in OTHERS:
        for key in keys:
            assert forged[who, f"/outcomes/figures/{key}"][0] == forged[who, "/outcomes/figures/forged"][0] == 404
        assert forged[who, f"/outcomes/targets/{target}/edit"][0] in (302, 403, 404)
    own = sign_in(app, "rose").page("/outcomes/IND-01")
    assert "quokka" in own.text
    assert "66.5" in own.text


def test_nothing_tells_others_when_a_private_figure_is_withdrawn(app: Flask) -> None:
    key = add_figure(app, value=13.25, note="quokka")
    clients = {who: sign_in(app, who) if who != "visitor" else app.test_client() for who in OTHERS}
    before = _seen(clients, f"/outcomes/figures/{key}")  # type: ignore[arg-type]
    with app.test_request_context(), app.extensions["database"].act() as session:
        rose = viewer_of(session, "rose")
        service.withdraw_measurement(session, get_measured(session, key, rose), rose, "quokka", 1, date(2026, 1, 1))
    assert _seen(clients, f"/outcomes/figures/{key}") == before  # type: ignore[arg-type]


def test_colleague_sees_what_the_partner_keeps_and_nobody_else_does(app: Flask) -> None:
    key = add_figure(app, value=13.25)
    with app.extensions["database"].act() as session:
        make_account(session, "rosa", roles=[(Role.MEMBER, ROSE)])
    assert sign_in(app, "rosa").page(f"/outcomes/figures/{key}").heading.startswith("13.25")


@pytest.mark.parametrize("who", ["hill", "lead", "adviser", "admin"])
def test_no_query_gives_others_what_is_private(app: Flask, who: str) -> None:
    add_figure(app, value=13.25)
    add_target(app)
    with app.test_request_context(), app.extensions["database"].act() as session:
        viewer = viewer_of(session, who)
        assert list_measured(session, viewer, with_withdrawn=True) == []
        assert list_targets(session, viewer) == []
        assert newest_by_indicator(session, viewer, ["SIT-porto"]) == {}
        assert find_same(session, viewer, ROSE, measured(13.25)) is None


def test_report_is_the_same_whatever_partners_keep_to_themselves(app: Flask) -> None:
    add_figure(app, value=40, visibility="public")
    with app.extensions["database"].act() as session:
        readers = (VISITOR, ANY_MEMBER, viewer_of(session, "rose"))
    before = [built(app, (), "outcomes", reader=reader) for reader in readers]
    add_figure(app, value=13.25, note="quokka")
    add_target(app, value=66.5)
    # Not even in a report that somebody of the partner asks for: it would be handed on.
    assert [built(app, (), "outcomes", reader=reader) for reader in readers] == before
    add_figure(app, value=41, visibility="programme")
    assert built(app, (), "outcomes") == before[0]
    assert built(app, (), "outcomes", reader=ANY_MEMBER) != before[1]


@pytest.mark.parametrize(("scope", "is_told"), [((), True), (("site=SIT-porto",), True), (("site=SIT-braga",), False), (("since=2024", "until=2024"), True), (("since=2025",), False)])  # fmt: skip
def test_report_tells_figures_of_its_sites_and_years_only(app: Flask, scope: tuple[str, ...], is_told: bool) -> None:
    add_figure(app, value=13.25, visibility="public", measured_on=date(2024, 9, 2))
    assert ("13.25" in to_markdown(built(app, scope, "outcomes"))) == is_told
