"""What places tell each other: nothing without consent, nothing of few, and nothing any longer when it is taken back; and what is taken away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from assessing import ASKED, Begun, acting, alone, answer, assessment_row, begin, close, revealed, the_assessment
from careful_client import CarefulClient
from factories import rows, sign_in
from flask import Flask
from openpyxl import load_workbook
from pages import Page

from ticc.assessment import exchange
from ticc.assessment.models import Consent, Mode, Remark, Swap
from ticc.catalogue.codes import enter_code

SITES = ("SIT-braga", "SIT-oslo", "SIT-bergen", "SIT-one", "SIT-two")
HIDDEN = "Fewer than five other places"
STRONG_WEAK = dict(zip(ASKED, (5, 5, 0, 0, 3, 3), strict=True))
WEAK_STRONG = dict(zip(ASKED, (0, 0, 5, 5, 3, 3), strict=True))


@pytest.fixture
def rose(app: Flask) -> CarefulClient:
    return sign_in(app, "rose")


@pytest.fixture
def own(app: Flask) -> Begun:
    """Rose's closed assessment, which counts."""
    begun = alone(app, "rose", mark=2)
    close(app, begun.key, "SIT-porto", Consent.COUNTED)
    return begun


def others(app: Flask, count: int, consent: Consent = Consent.COUNTED) -> list[Begun]:
    """Closed assessments of other places."""
    with acting(app) as session:
        for site in SITES:
            enter_code(session, "site", site)
    made = [alone(app, "hill", mark=4) for _ in range(count)]
    for begun, site in zip(made, SITES, strict=False):
        close(app, begun.key, site, consent)
    return made


def test_nothing_is_shown_of_fewer_than_five_places_whatever_their_number(app: Flask, rose: CarefulClient, own: Begun) -> None:
    place = f"/assessments/{own.key}/compare"
    texts = {rose.page(place).text}
    for consent in (Consent.COUNTED, Consent.NAMED):
        for begun in others(app, 4, consent):
            texts.add(rose.page(place).text)
            assert begun.key not in rose.page(place).html
    (text,) = texts
    assert HIDDEN in text


def test_comparison_ends_at_once_when_one_of_five_takes_its_consent_back(app: Flask, rose: CarefulClient, own: Begun) -> None:
    before = rose.page(f"/assessments/{own.key}/compare").text
    made = others(app, 5)
    text = rose.page(f"/assessments/{own.key}/compare").text
    assert HIDDEN not in text
    assert "4–4 5" in text
    hill = sign_in(app, "hill")
    assert hill.submit(f"/assessments/{made[0].key}/compare", {"consent": "nothing"}, form="/consent").status_code == 303
    assert rose.page(f"/assessments/{own.key}/compare").text == before


def test_nobody_compares_who_does_not_count(app: Flask, rose: CarefulClient, own: Begun) -> None:
    others(app, 5)
    assert rose.submit(f"/assessments/{own.key}/compare", {"consent": "nothing"}, form="/consent").status_code == 303
    text = rose.page(f"/assessments/{own.key}/compare").text
    assert "You see a comparison when you let your own levels count" in text
    assert "4–4" not in text


@pytest.mark.parametrize("said", ["", "everything"])
def test_consent_stays_when_it_is_forged(app: Flask, rose: CarefulClient, own: Begun, said: str) -> None:
    assert rose.post(f"/assessments/{own.key}/consent", data={"csrf_token": rose.token(), "consent": said}).status_code == 303
    assert assessment_row(app, own.key).consent == Consent.COUNTED


def test_open_or_nameless_result_is_not_compared(app: Flask, rose: CarefulClient) -> None:
    begun = alone(app, "rose")
    for _ in range(2):
        assert rose.submit(f"/assessments/{begun.key}/compare", {"consent": "named"}, form="/consent").status_code == 303
        assert assessment_row(app, begun.key).consent == Consent.NOTHING
        if assessment_row(app, begun.key).stage == "rating":
            close(app, begun.key)


def twins(app: Flask, theirs: Consent = Consent.NAMED) -> tuple[Begun, Begun]:
    """Two closed assessments, Rose's and Hill's, that complement each other."""
    own, other = begin(app, "rose"), begin(app, "hill")
    answer(app, own.seat, STRONG_WEAK)
    answer(app, other.seat, WEAK_STRONG)
    close(app, own.key, "SIT-porto", Consent.NAMED)
    close(app, other.key, "SIT-braga", theirs)
    return own, other


@pytest.mark.parametrize("theirs", [Consent.NOTHING, Consent.COUNTED])
def test_place_is_no_twin_when_it_does_not_let_itself_be_named(app: Flask, rose: CarefulClient, theirs: Consent) -> None:
    own, _other = twins(app, theirs)
    assert "/sites/SIT-braga" not in rose.page(f"/assessments/{own.key}/twins").main_links()
    asked = rose.post(f"/assessments/{own.key}/twins/SIT-braga/ask", data={"csrf_token": rose.token(), "message": "May we come?"})
    assert asked.status_code == 404
    assert rows(app, Swap) == []


def test_twin_is_found_and_found_no_longer_when_it_takes_its_name_back(app: Flask, rose: CarefulClient) -> None:
    own, other = twins(app)
    assert "/sites/SIT-braga" in rose.page(f"/assessments/{own.key}/twins").main_links()
    with acting(app) as session:
        exchange.give_consent(session, the_assessment(session, other.key), Consent.COUNTED)
    assert "/sites/SIT-braga" not in rose.page(f"/assessments/{own.key}/twins").main_links()


def swapped(app: Flask, rose: CarefulClient) -> tuple[Begun, Begun, CarefulClient]:
    """Two places of which the one has asked the other, and the client of the asked one."""
    own, other = twins(app)
    assert rose.submit(f"/assessments/{own.key}/twins", {"message": "May we come?"}, form="/ask").status_code == 303
    return own, other, sign_in(app, "hill")


def test_other_result_is_read_only_once_the_swap_is_accepted(app: Flask, rose: CarefulClient) -> None:
    own, other, hill = swapped(app, rose)
    ours, theirs = f"/assessments/{own.key}/swaps/SIT-braga", f"/assessments/{other.key}/swaps/SIT-porto"
    assert "Their result" not in rose.page(ours).text + hill.page(theirs).text
    assert rose.post(f"{ours}/answer", data={"csrf_token": rose.token(), "answer": "yes"}).status_code == 403, "who asks does not answer"
    early = rose.post(ours, data={"csrf_token": rose.token(), "principle": "PRI-01", "text": "Too early"}, follow_redirects=True)
    assert "has not said yes" in Page(early).text
    assert hill.post(f"{theirs}/answer", data={"csrf_token": hill.token(), "answer": "yes"}).status_code == 303
    assert "Their result" in rose.page(ours).text
    assert "Their result" in hill.page(theirs).text
    assert rose.submit(ours, {"principle": "PRI-02", "text": "Splendid timetable"}).status_code == 303
    assert "Splendid timetable" in hill.page(f"/assessments/{other.key}").text
    assert rose.submit(ours, {"principle": "PRI-99", "text": "x"}).status_code == rose.submit(ours, {"text": "  "}).status_code == 422
    # The swap opens no other page of theirs.
    assert rose.get(f"/assessments/{other.key}").status_code == rose.get(f"/assessments/{other.key}/result.json").status_code == 404


@pytest.mark.parametrize("how", ["consent", "reopened"])
@pytest.mark.parametrize("side", ["own", "other"])
def test_swap_is_closed_to_both_when_one_takes_its_consent_back_or_opens_its_result_again(
    app: Flask, rose: CarefulClient, how: str, side: str
) -> None:
    own, other, hill = swapped(app, rose)
    ours, theirs = f"/assessments/{own.key}/swaps/SIT-braga", f"/assessments/{other.key}/swaps/SIT-porto"
    assert hill.post(f"{theirs}/answer", data={"csrf_token": hill.token(), "answer": "yes"}).status_code == 303
    page = rose.page(ours)
    client, key = (rose, own.key) if side == "own" else (hill, other.key)
    if how == "consent":
        assert client.submit(f"/assessments/{key}/compare", {"consent": "counted"}, form="/consent").status_code == 303
    else:
        assert client.submit(f"/assessments/{key}", form="/reopen").status_code == 303
    assert "Their result" not in rose.page(ours).text + hill.page(theirs).text
    assert rose.send(page, {"principle": "PRI-02", "text": "Too late"}).status_code == 303
    assert rows(app, Remark) == []


def test_nothing_is_answered_twice(app: Flask, rose: CarefulClient) -> None:
    own, other, hill = swapped(app, rose)
    assert rose.post(f"/assessments/{own.key}/twins/SIT-braga/ask", data={"csrf_token": rose.token(), "message": "Again?"}).status_code == 303
    assert len(rows(app, Swap)) == 1
    for said in ("no", "yes"):
        place = f"/assessments/{other.key}/swaps/SIT-porto/answer"
        assert hill.post(place, data={"csrf_token": hill.token(), "answer": said}).status_code == 303
    assert [one.state for one in rows(app, Swap)] == ["declined"]


def test_what_moved_leaves_out_statements_that_were_asked_otherwise(app: Flask, rose: CarefulClient) -> None:
    earlier = begin(app, "rose", instrument="garden@1")
    answer(app, earlier.seat, dict.fromkeys(("G-1", "G-2", "G-3", "G-4", "G-5"), 2))
    close(app, earlier.key, "SIT-porto")
    later = begin(app, "rose")
    answer(app, later.seat, dict.fromkeys(ASKED, 4))
    close(app, later.key, "SIT-porto")
    text = rose.page(f"/assessments/{later.key}/compare").text
    # Of the six, G-2 was put otherwise and G-7 was not asked.
    assert "4 statements rose, 0 fell, 0 stayed" in text
    assert "2 statements were asked in other words the last time" in text
    assert "Each child can show their own plant" not in text
    assert "first closed assessment" in rose.page(f"/assessments/{earlier.key}/compare").text


def test_another_partners_earlier_assessment_of_the_site_is_not_compared_with(app: Flask, rose: CarefulClient) -> None:
    theirs = alone(app, "hill", mark=0)
    close(app, theirs.key, "SIT-porto")
    own = alone(app, "rose")
    close(app, own.key, "SIT-porto")
    page = rose.page(f"/assessments/{own.key}/compare?with={theirs.key}")
    assert "first closed assessment" in page.text
    assert theirs.key not in page.html.replace(page.path.rpartition("=")[2], "", 1) or "from 0" not in page.text


def _csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def _xlsx(data: bytes) -> list[dict[str, str]]:
    head, *body = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    return [{str(name): "" if value is None else str(value) for name, value in zip(head, row, strict=True)} for row in body]


@pytest.mark.parametrize("make", [lambda app: _lone(app), lambda app: revealed(app, (1, 2))], ids=["alone", "group"])
def test_every_format_says_the_numbers_of_the_page(app: Flask, rose: CarefulClient, make: Callable[[Flask], Begun]) -> None:
    begun = make(app)
    place = f"/assessments/{begun.key}"
    page = rose.page(place).html
    levels = re.findall(r'<td class="app-number"><strong>([\d.]+)</strong>', page)
    assert len(levels) == 3
    words = rose.get(f"{place}/result.md").get_data(as_text=True).replace("\\", "")
    assert re.findall(r"^\| \d\. [^|]+\| ([\d.]+) \|", words, re.MULTILINE) == levels
    with ZipFile(io.BytesIO(rose.get(f"{place}/result.docx").data)) as packed:
        document = packed.read("word/document.xml").decode()
    cells = [[re.sub("<[^>]+>", "", cell) for cell in re.findall("<w:tc>.*?</w:tc>", row)] for row in re.findall("<w:tr[ >].*?</w:tr>", document)]
    assert [row[1] for row in cells if re.match(r"\d\. ", row[0])] == levels
    items = rose.get(f"{place}/result.json").get_json()["items"]
    wanted = [(one["statement"], "" if one["level"] is None else f"{one['level']:g}") for one in items]
    assert [statement for statement, _ in wanted] == list(ASKED)
    for read, ending in ((_csv, "csv"), (_xlsx, "xlsx")):
        found = [(one["statement"], f"{float(one['level']):g}" if one["level"] else "") for one in read(rose.get(f"{place}/result.{ending}").data)]
        assert found == wanted
    means = [[float(level) for (_, level), each in zip(wanted, _sections(), strict=True) if each == number and level] for number in range(3)]
    assert [f"{sum(one) / len(one):.1f}".removesuffix(".0") for one in means] == [one.removesuffix(".0") for one in levels]


def _lone(app: Flask) -> Begun:
    begun = begin(app, "rose")
    answer(app, begun.seat, {**STRONG_WEAK, "G-7": "do-not-know"})
    return begun


def _sections() -> tuple[int, ...]:
    """The place of the principle of each statement that is asked."""
    return 0, 0, 1, 1, 2, 2


@pytest.mark.parametrize("mode", [Mode.ALONE, Mode.GROUP])
def test_assessments_of_another_partner_appear_nowhere(app: Flask, mode: Mode) -> None:
    title = "Zebrafinch self-assessment"
    begun = alone(app, "rose", mark=0, title=title) if mode == Mode.ALONE else revealed(app, title=title)
    watchers = {name: sign_in(app, name) for name in ("hill", "adviser", "lead", "admin")}
    listings = ("/", "/assessments", "/search?q=zebrafinch", "/partners/PAR-rose-school", "/sites/SIT-porto", "/obstacles", "/barriers", "/admin")
    own = ("", "/profile", "/form", "/plan", "/compare", "/twins", "/keep", "/discard", "/marks", "/raters", "/conclude", "/talk/G-1")
    takeaways = [f"/result.{wanted}" for wanted in ("pdf", "docx", "md", "csv", "xlsx", "json")]
    for client in watchers.values():
        for address in listings:
            given = client.get(address)
            assert title not in given.get_data(as_text=True)
            assert begun.key not in given.get_data(as_text=True)
        unknown = client.get("/assessments/never-there").get_data(as_text=True)
        for part in (*own, *takeaways):
            given = client.get(f"/assessments/{begun.key}{part}")
            assert given.status_code == 404
        assert client.get(f"/assessments/{begun.key}").get_data(as_text=True).replace(begun.key, "never-there") == unknown
    assert title in sign_in(app, "rose").page("/assessments").text
