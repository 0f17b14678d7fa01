"""Entering figures and targets: on the pages, by whom, what is kept of what they said before, what is refused."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from careful_client import CarefulClient
from factories import HILL, ROSE, rows, sign_in, viewer_of
from figuring import NEW, SAID, add_figure, add_target, enter, measured
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from installation import ONLY_SQLITE
from openpyxl import load_workbook
from pages import Page

from ticc.outcomes import service
from ticc.outcomes.models import SiteMeasurement, Target


def test_figure_stands_on_the_page_at_once_when_a_partner_entered_it(app: Flask) -> None:
    rose = sign_in(app, "rose")
    answer = enter(
        rose, {"visibility": "public", "measured_from-day": "1", "measured_from-month": "6", "measured_from-year": "2024", "counted": "90"}
    )
    assert answer.status_code == 303
    (row,) = rows(app, SiteMeasurement)
    assert (row.value, row.unit, row.site_code, row.partner_code, row.counted) == (41.5, "", "SIT-porto", ROSE, 90)
    assert (row.measured_from, row.measured_on, row.source) == (date(2024, 6, 1), date(2024, 9, 2), "Counted by two pupils")
    visitor: CarefulClient = app.test_client()  # type: ignore[assignment]
    shown = visitor.page("/outcomes/IND-01").text
    for words in ("41.5", "1 June 2024 – 2 September 2024", "Counted by two pupils", "Porto: 41.5 plants of ninety on 2 September 2024."):
        assert words in shown
    assert "1 figure of a partner" in visitor.page("/outcomes").text
    assert visitor.page(answer.headers["Location"]).heading.startswith("41.5")


def test_figure_is_private_when_nothing_else_was_chosen(app: Flask) -> None:
    enter(sign_in(app, "rose"))
    assert rows(app, SiteMeasurement)[0].visibility == "private"


def test_figure_without_a_source_is_marked(app: Flask) -> None:
    add_figure(app, visibility="public")
    assert "without a source" in app.test_client().page("/outcomes/IND-01").text  # type: ignore[attr-defined]


def test_next_figure_begins_with_the_same_place_days_and_source(app: Flask) -> None:
    rose = sign_in(app, "rose")
    page = rose.page(enter(rose, {"visibility": "programme"}).headers["Location"])
    (choose,) = [link for link in page.main_links() if "after=" in link]
    (onward,) = [link for link in rose.page(choose).main_links() if "IND-01" in link]
    values = rose.page(onward).values()
    assert {name: values[name] for name in SAID if name != "value"} == {name: said for name, said in SAID.items() if name != "value"}
    assert (values["value"], values["visibility"], values["site_code"]) == ("", "programme", "SIT-porto")


def test_same_figure_is_refused_when_it_is_sent_twice(app: Flask) -> None:
    rose = sign_in(app, "rose")
    enter(rose)
    again = enter(rose)
    assert again.status_code == 422
    assert "there already" in Page(again).errors()["#value"]
    assert enter(rose, {"value": "41,6"}).status_code == 303
    assert len(rows(app, SiteMeasurement)) == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"value": ""}, "#value"), ({"value": "1,234"}, "#value"), ({"value": "nan"}, "#value"), ({"value": "9999999999"}, "#value"),
        ({"measured_on-year": ""}, "#measured_on"), ({"measured_on-year": "0000"}, "#measured_on"), ({"measured_on-year": "24"}, "#measured_on"),
        ({"measured_on-day": "31", "measured_on-month": "2"}, "#measured_on"), ({"measured_on-day": "9" * 40}, "#measured_on"),
        ({"measured_on-year": "2999"}, "#measured_on"), ({"measured_on-year": "1989"}, "#measured_on"), ({"measured_from-day": "x"}, "#measured_from"),
        ({"measured_from-day": "3", "measured_from-month": "9", "measured_from-year": "2024"}, "#measured_from"), ({"counted": "0"}, "#counted"),
        ({"counted": "1.5"}, "#counted"), ({"counted": "9" * 30}, "#counted"), ({"unit": "x" * 101}, "#unit"), ({"source": "x" * 1001}, "#source"),
        ({"note": "x" * 2001}, "#note"), ({"visibility": "forged"}, "#visibility-0"), ({"site_code": "SIT-braga"}, "#site_code"),
        ({"site_code": "SIT-forged"}, "#site_code"), ({"partner_code": HILL}, "#partner_code"),
    ],
)  # fmt: skip
def test_figure_is_refused_at_its_field_and_everything_is_kept_when_something_is_wrong(app: Flask, said: dict[str, str], field: str) -> None:
    answer = enter(sign_in(app, "rose"), {"note": "Rain in May", **said})
    assert answer.status_code == 422
    page = Page(answer)
    assert field in page.errors()
    typed = {
        name: text
        for name, text in {**SAID, "note": "Rain in May", **said}.items()
        if name not in ("site_code", "partner_code", "visibility") and len(text) < 40
    }
    assert typed.items() <= page.values().items()
    assert rows(app, SiteMeasurement) == []


def test_percentage_is_taken_with_a_remark_when_it_lies_above_a_hundred(app: Flask) -> None:
    rose = sign_in(app, "rose")
    answer = enter(rose, {"value": "140", "unit": "%"})
    assert "outside 0 to 100" in rose.page(answer.headers["Location"]).text


def test_figures_in_another_unit_are_drawn_apart(app: Flask) -> None:
    add_figure(app, value=40, visibility="public")
    add_figure(app, value=3, visibility="public", unit="bowls of beans")
    html = app.test_client().get("/outcomes/IND-01").get_data(as_text=True)
    assert html.count('class="app-chart app-chart--lines"') == 2


@ONLY_SQLITE
@pytest.mark.parametrize("total", [0, 1, 300])
def test_page_and_file_tell_the_same_however_many_figures_there_are(app: Flask, total: int) -> None:
    with app.test_request_context(), app.extensions["database"].act() as session:
        for number in range(total):
            figure = measured(number, measured_on=date(2020, 1 + number % 12, 1 + number % 28), visibility="public", source="=1+1")
            service.add_measurement(session, viewer_of(session, "rose"), ROSE, figure)
    client: CarefulClient = app.test_client()  # type: ignore[assignment]
    text = client.page("/outcomes/IND-01").text
    assert (f"{total} figure" in text) == bool(total)
    assert client.page("/outcomes/IND-01?page=99&site=SIT-forged")
    told = list(csv.DictReader(io.StringIO(client.get("/outcomes/IND-01/figures.csv").get_data().decode("utf-8-sig"))))
    assert sorted(float(one["value"]) for one in told) == list(range(total))
    assert {one["source"] for one in told} <= {"'=1+1"}
    book = load_workbook(io.BytesIO(client.get("/outcomes/IND-01/figures.xlsx").get_data()))
    assert all(isinstance(one[5], int | float) for one in list(book.active.values)[1:])
    assert client.get("/outcomes/IND-01/figures.json?site=SIT-porto").get_json()["total"] == total
    assert client.get("/outcomes/IND-01/figures.json?site=SIT-braga").get_json()["total"] == 0


ODD = st.one_of(
    st.text(max_size=60), st.sampled_from(["\x00", "9" * 5000, "x" * 5000, "inf", "nan", "-0", "1e999", "0000", "٣", "\ud83d", "𝟙", "=1+1"])
)


@ONLY_SQLITE
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(said=st.dictionaries(st.sampled_from([*SAID, "measured_from-day", "measured_from-year", "counted", "unit", "note", "visibility", "site_code", "partner_code", "version", "due_on-day", "due_on-month", "due_on-year", "reason", "because"]), ODD, max_size=8))  # fmt: skip
def test_whatever_is_typed_never_breaks_a_form(lasting_app: Flask, said: dict[str, str]) -> None:
    sent = {name: text.encode("utf-8", "replace").decode() for name, text in said.items()}
    client = _client(lasting_app)
    for address in (NEW, "/outcomes/targets/new?indicator=IND-01"):
        answer = client.post(
            address,
            data={
                **SAID,
                "due_on-day": "1",
                "due_on-month": "9",
                "due_on-year": "2027",
                "partner_code": ROSE,
                "site_code": "SIT-porto",
                **sent,
                "csrf_token": _token(client),
            },
        )
        assert answer.status_code in (303, 400, 422)


_clients: dict[int, tuple[CarefulClient, str]] = {}


def _client(app: Flask) -> CarefulClient:
    if id(app) not in _clients:
        client = sign_in(app, "rose")
        client.looks = False
        _clients[id(app)] = client, client.token()
    return _clients[id(app)][0]


def _token(client: CarefulClient) -> str:
    return next(token for one, token in _clients.values() if one is client)


@pytest.mark.parametrize("key", ["forged", "%00", "x" * 300, "new2", "'; DROP TABLE site_measurement"])
def test_forged_keys_lead_nowhere(app: Flask, key: str) -> None:
    rose = sign_in(app, "rose")
    for address in (
        f"/outcomes/figures/{key}",
        f"/outcomes/figures/{key}/edit",
        f"/outcomes/targets/{key}/edit",
        f"/outcomes/figures/new?after={key}",
    ):
        assert rose.get(address).status_code == 404


@pytest.mark.parametrize("version", ["", "x", "0", "99", "-1", "99999999999999999999", "²"])
def test_forged_version_changes_nothing(app: Flask, version: str) -> None:
    key, aim = add_figure(app), add_target(app)
    rose = sign_in(app, "rose")
    assert rose.submit(f"/outcomes/figures/{key}/edit", {"value": "50", "version": version}).status_code == 422
    assert rose.submit(f"/outcomes/figures/{key}", {"because": "x", "version": version}, form="withdraw").status_code == 422
    assert rose.submit(f"/outcomes/targets/{aim}/edit", {"version": version}, form="remove").status_code == 422
    assert rows(app, SiteMeasurement)[0].value == 40
    assert len(rows(app, Target)) == 1
