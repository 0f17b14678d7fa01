"""Bad input: a clear message, nothing typed is lost, nothing half-written, never a 500."""

from __future__ import annotations

import csv
import re

import pytest
from careful_client import CarefulClient
from factories import add_barrier, rows, sign_in
from flask import Flask
from pages import Page

from ticc.barriers.models import Barrier
from ticc.obstacles.models import Obstacle

NASTY = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)> & \"quotes\" 'too'",
    "markdown": "[click](javascript&#58;alert(1)) ![x](data:text/html;base64,PHN2Zz4=) <svg onload=alert(1)>",
    "template": "{ { 7*7 } } ${7*7} #{7*7}",
    "sql": "'; DROP TABLE barrier; -- \\",
    "formula": '=HYPERLINK("http://evil.example","x") is typed by us',
    "emoji": "👩🏽‍⚕️ 🪱🥕 the worms are late again",
    "right to left": "מישהו שותה את המים قبل الفجر",
    "combining": "Z̸̡a̷l̴g̶o̵ sp̷e̶aks to the beans",
    "long word": "x" * 190,
    "backslashes": "C:\\new\\table \\u0000 \\x00 of beans",
    "separators": "line\u2028and\u2029paragraph of beans",
}
SEARCHES = [
    *NASTY.values(), '"', '"unclosed', "(", ")", "AND", "OR NOT", "*", "?", "~", "^", "title:", "a:b:c", "[TO]", "{a TO b}", "+-", "%", "_",
    "x" * 5000, "a " * 1500, "OBS-", "OBS-001 OBS-002", "\u202e", "İ", "ß",
]  # fmt: skip
ADDRESSES = [
    "/obstacles?page=0", "/obstacles?page=-1", "/obstacles?page=9999999999999999999", "/obstacles?page=²", "/obstacles?page=٣", "/obstacles?page=x",
    "/obstacles?sort=forged", "/obstacles?theme=forged", "/obstacles?theme=&theme=", "/obstacles?principle=PRI-01&principle=x",
    "/obstacles?" + "theme=x&" * 500, "/obstacles.json?theme=forged", "/obstacles.csv?page=²", "/obstacles.xlsx?theme=forged", "/solutions?country=%F0%9F",
    "/search?kind=forged&q=beans", "/search?page=²&q=beans", "/search?q=beans&kind=obstacle&kind=solution&theme=soil", "/sources?sort=forged",
    "/fr/obstacles?theme=soil", "/sites.json?role=%22%3E%3Cscript%3E",
]  # fmt: skip
CODES = [
    "OBS-999",
    "x",
    "%00",
    "OBS-%00",
    "%F0%9F%AB%98",
    "..%2F..%2Fetc%2Fpasswd",
    "OBS-001%20",
    "' OR 1=1",
    "OBS-" + "9" * 300,
    "%E2%80%AE",
    "{{7*7}}",
    "SOL-001",
    "%ff%fe",
]


@pytest.mark.parametrize("query", SEARCHES, ids=lambda query: ascii(query)[:30])
def test_search_answers_whatever_is_typed(visitor: CarefulClient, query: str) -> None:
    answer = visitor.get("/search", query_string={"q": query})
    assert answer.status_code in (200, 302)
    answer = visitor.get("/search", query_string={"q": query}, headers={"Accept": "application/json"})
    assert answer.status_code in (200, 302)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:40])
def test_list_answers_whatever_stands_in_the_address(visitor: CarefulClient, address: str) -> None:
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/search?q=%00", "/obstacles?site=%00", "/sources?sort=%07", "/?%1b=x", "/sign-in?next=%00", "/obstacles/%00.csv"]
)
def test_address_with_control_characters_is_not_there(visitor: CarefulClient, address: str) -> None:
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("folder", ["obstacles", "solutions", "blueprint", "methodology", "sites", "partners", "sources", "outcomes", "graph"])
@pytest.mark.parametrize("code", CODES, ids=lambda code: code[:20])
def test_unknown_code_is_answered_with_a_search(visitor: CarefulClient, folder: str, code: str) -> None:
    answer = visitor.get(f"/{folder}/{code}")
    if (folder, code) in {("solutions", "SOL-001"), ("graph", "SOL-001")}:
        return
    assert answer.status_code == 404
    assert re.search(r'<form class="app-search"', answer.get_data(as_text=True))


def test_unknown_address_is_answered_in_the_language_of_the_reader(visitor: CarefulClient) -> None:
    answer = visitor.get("/fr/nulle-part")
    assert answer.status_code == 404
    assert '<html lang="fr">' in answer.get_data(as_text=True)


@pytest.mark.parametrize("name", NASTY)
def test_nasty_words_are_shown_as_they_were_typed_and_do_nothing(app: Flask, name: str) -> None:
    rose = sign_in(app, "rose")
    words = rose.typed = NASTY[name]
    step = rose.submit("/barriers/new", {"title": words, "because": words, "so_that": words, "body": words})
    assert step.status_code == 303
    code = step.headers["Location"].split("/")[2]
    assert rows(app, Barrier)[0].title == words
    rose.page(step.headers["Location"])
    assert rose.submit(f"/barriers/{code}/where", {"site_code": "SIT-porto", "month": "2", "year": "2023"}).status_code == 303
    assert rose.submit(f"/barriers/{code}/how-bad", {"severity": "slows", "visibility": "programme"}).status_code == 303
    assert rose.page(f"/barriers/{code}").heading == " ".join(words.split())
    for path in ("/barriers", "/", f"/history/{code}", f"/graph/{code}", "/sites/SIT-porto", f"/barriers/{code}/what", "/search?q=beans"):
        rose.page(path)
    assert rose.get("/barriers.json").get_json()["items"][0]["title"] == words
    cells = [cell for row in csv.reader(rose.get("/barriers.csv").data.decode("utf-8-sig").splitlines(True)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert rose.get("/barriers.xlsx").status_code == 200
    adviser = sign_in(app, "adviser")
    adviser.typed = words
    adviser.page(f"/barriers/{code}/match")
    adviser.page("/")


def test_control_characters_and_direction_marks_are_left_out(app: Flask) -> None:
    rose = sign_in(app, "rose")
    assert rose.submit("/barriers/new", {"title": "\u202eThe \u0007hose\x00 is\u2066 too\x1b short\u2069 "}).status_code == 303
    assert rows(app, Barrier)[0].title == "The hose is too short"


@pytest.mark.parametrize(
    ("said", "field"),
    [({"title": ""}, "#title"), ({"title": "x" * 301}, "#title"), ({"summary": ""}, "#summary"), ({"summary": "x" * 2001}, "#summary"), ({"body": "x" * 20_001}, "#body")],
)  # fmt: skip
def test_edit_is_refused_and_kept_when_a_field_is_wrong(app: Flask, said: dict[str, str], field: str) -> None:
    adviser = sign_in(app, "adviser")
    answer = adviser.submit("/edit/OBS-006", {"title": "Typed anew for a test", **said})
    assert answer.status_code == 422
    page = Page(answer)
    assert field in page.errors()
    assert said.items() <= page.values().items()
    assert [one.title for one in rows(app, Obstacle) if one.code == "OBS-006"] == ["Footballs land in the seed beds"]


@pytest.mark.parametrize("version", ["x", "-1", "99999999999999999999", "1; DROP", "²", "\x00"])
def test_forged_version_is_refused(app: Flask, version: str) -> None:
    assert sign_in(app, "adviser").submit("/edit/OBS-006", {"version": version}).status_code == 422
    code = add_barrier(app)
    assert sign_in(app, "rose").submit(f"/barriers/{code}/what", {"version": version}).status_code == 422


@pytest.mark.parametrize("path", ["/sign-in", "/edit/OBS-006", "/barriers/new", "/barriers/look-alikes", "/account"])
def test_body_that_is_too_large_is_refused(app: Flask, path: str) -> None:
    client = sign_in(app, "adviser") if path.startswith("/edit") else sign_in(app, "rose")
    answer = client.post(path, data={"csrf_token": client.token(), "title": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "too large" in answer.get_data(as_text=True)


def test_body_that_is_no_form_is_refused(app: Flask) -> None:
    rose = sign_in(app, "rose")
    headers = {"X-CSRFToken": rose.token()}
    for body, kind in (
        (b"\xff\xfe\x00", "application/octet-stream"),
        (b'{"title": 1}', "application/json"),
        (b"--x", "multipart/form-data; boundary=x"),
    ):
        assert rose.post("/barriers/new", data=body, content_type=kind, headers=headers).status_code in (400, 422)


def test_wrong_method_is_answered_with_a_page(visitor: CarefulClient) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert visitor.open("/obstacles", method=method).status_code == 405


@pytest.mark.parametrize("visibility", ["public", "forged", "", "PRIVATE"])
def test_visibility_stays_when_a_forged_one_is_sent(app: Flask, visibility: str) -> None:
    code = add_barrier(app)
    assert sign_in(app, "rose").submit(f"/barriers/{code}", {"visibility": visibility}, form="/share").status_code == 400
    assert rows(app, Barrier)[0].visibility == "programme"
