"""Before the reveal nobody learns anything of another rater's marks: every page, file, header, command and log line is the same whatever they are.

The crawl asks every address of the application as everybody who could be curious, lets the raters answer otherwise, and asks again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import product
from typing import Any, NamedTuple

import pytest
from assessing import ASKED, acting, add_invitation, add_seat, answer, answers_at, finish, group, reveal, the_assessment
from careful_client import CarefulClient
from click.testing import CliRunner
from factories import ROSE, make_account, rows, sign_in, viewer_of
from flask import Flask
from installation import ONLY_SQLITE
from openpyxl import load_workbook
from pages import form_values
from werkzeug.routing import AnyConverter

from ticc.assessment import facilitation
from ticc.assessment.models import Mode
from ticc.catalogue.codes import Code
from ticc.catalogue.revision import Revision, Touched
from ticc.catalogue.words import Role
from ticc.cli import ticc
from ticc.settings import Settings

pytestmark = ONLY_SQLITE

# Words that stand nowhere but in what the raters say: at first, and when they have thought better of it.
FIRST, SECOND = "quokka", "numbat"
CHANGING = re.compile(rb'name="csrf_token" value="[^"]*"|"took_ms": ?[\d.]+')
# What differs with every answer: how many requests are left, and the cookie that holds the form's token.
UNTOLD = {"Set-Cookie", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After"}
FORMATS = ("csv", "xlsx", "json", "pdf", "docx", "md")
LANGUAGES = ("", "/fr", "/nl")
OTHERS = ("/fr/", "/nl/")
# Who reads the pages in each language: the facilitator, and Ann at her seat.
POLYGLOTS = ("rose", "visitor")
OWN_BLUEPRINTS = {"assessments", "answering", "group", "plan", "exchange", "handover"}
SEARCHES = (f"/search?q={FIRST}", f"/search?q={SECOND}", "/search?q=beans", f"/assessments?q={FIRST}")

Told = dict[tuple[str, str], tuple[Any, ...]]


class Watched(NamedTuple):
    """A group that rates: Ann and the facilitator watch; Ben, Cleo and Dora (on paper) change what they say."""

    key: str
    watching: tuple[str, ...]
    changing: tuple[str, ...]
    invitation: str


@pytest.fixture
def watched(app: Flask) -> Watched:
    """A group of Rose Street School in which everybody has a seat, and Ann and the facilitator have answered."""
    rating = group(app, "rose", ("Ann", "Ben"))
    with acting(app) as session:
        found, rose = the_assessment(session, rating.key), viewer_of(session, "rose")
        own = facilitation.take_own_seat(session, found, rose).seat or ""
        # Cleo is signed in: the member of another partner who watches too.
        cleo = facilitation.join(session, facilitation.invite_rater(session, found, "Cleo").invitation or "", viewer_of(session, "hill")).seat or ""
    for seat in (rating.seat, own):
        answer(app, seat, dict.fromkeys(ASKED, 3), signs=[0], note="Seen by me")
    paper = add_seat(app, rating.key, "Dora", is_on_paper=True)
    return Watched(rating.key, (rating.seat, own), (rating.seats[1], cleo, paper), add_invitation(app, rating.key))


@pytest.fixture
def watchers(app: Flask, watched: Watched) -> dict[str, CarefulClient]:
    """Everybody who could be curious: also a colleague of the facilitator; Ann has no account and is the visitor."""
    with acting(app) as session:
        make_account(session, "rosa", roles=[(Role.MEMBER, ROSE)])
    names = ("rose", "rosa", "hill", "adviser", "lead", "admin")
    clients = {"visitor": app.test_client(), **{name: sign_in(app, name) for name in names}}
    for client in clients.values():
        client.looks = False  # type: ignore[attr-defined]
    return clients  # type: ignore[return-value]


def stand_ins(app: Flask, watched: Watched, whole: bool) -> Mapping[str, tuple[str | int, ...]]:
    """What is put in the place of each part of an address."""
    # One entry of each kind is enough, and those that the raters name: what else could an answer change in the catalogue?
    by_kind = {code.kind: code.code for code in rows(app, Code)}
    codes = tuple(sorted({*by_kind.values(), "OBS-005", "SIT-porto", ROSE}))
    return {
        "key": (watched.key,),
        "seat": watched.watching,
        "statement": (*ASKED, "G-99") if whole else (ASKED[0], "G-99"),
        "number": (1, 2),
        "wanted": FORMATS,
        "name": ("garden@1", "garden@2"),
        "site": ("SIT-porto", "SIT-braga"),
        "invitation": (watched.invitation, "forged"),
        "code": codes,
        "token": ("forged",),
        "copy": ("forged",),
    }


def addresses(app: Flask, watched: Watched, *, only_own: bool = False) -> Iterator[str]:
    """Every address that can be asked for; those of assessments in three languages."""
    known = stand_ins(app, watched, not only_own)
    for rule in app.url_map.iter_rules():
        is_own = rule.endpoint.split(".")[0] in OWN_BLUEPRINTS
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static" or (only_own and not is_own):
            continue
        unknown = rule.arguments - set(known)
        assert not unknown, f"say in stand_ins what is put in the place of {unknown} of {rule}"
        prefix = next((kind.prefix for kind in app.extensions["kinds"] if kind.endpoint == rule.endpoint), "")
        for values in product(*(known[name] for name in sorted(rule.arguments))):
            named = dict(zip(sorted(rule.arguments), values, strict=True))
            if not str(named.get("code", prefix)).startswith(prefix):
                continue
            if isinstance(rule._converters.get("wanted"), AnyConverter) and named["wanted"] not in rule._converters["wanted"].items:
                continue
            address = app.url_map.bind("localhost").build(rule.endpoint, named)
            yield from (f"{language}{address}" for language in (LANGUAGES if is_own else ("",)))
    yield from () if only_own else SEARCHES


def told(client: CarefulClient, address: str) -> tuple[Any, ...]:
    """What an address answers, headers and body, without what changes with every answer."""
    given = client.get(address)
    headers = sorted((name, value) for name, value in given.headers.items() if name not in UNTOLD)
    if given.mimetype.endswith("sheet"):
        # The file holds the time at which it was made.
        cells = [row for sheet in load_workbook(BytesIO(given.data)) for row in sheet.iter_rows(values_only=True)]
        return given.status_code, cells, [one for one in headers if one[0] != "Content-Length"]
    if given.mimetype.endswith("document"):
        return given.status_code, len(given.data)
    headers = [one for one in headers if one[0] != "Content-Length" or b"took_ms" not in given.data]
    return given.status_code, headers, CHANGING.sub(b"", given.data)


def crawl(clients: Mapping[str, CarefulClient], where: Iterable[str]) -> Told:
    """What everybody is answered everywhere."""
    return {
        (name, address): told(client, address)
        for address in where
        for name, client in clients.items()
        if name in POLYGLOTS or address[:4] not in OTHERS
    }


def differences(before: Told, after: Told) -> list[tuple[str, str]]:
    """Who sees where that something has changed."""
    assert before.keys() == after.keys()
    return [place for place in before if before[place] != after[place]]


def say(app: Flask, seat: str, word: str, step: int, statements: Iterable[str]) -> None:
    """A rater answers in the browser, with a word in every field; what is refused has the word in it too."""
    client: CarefulClient = app.test_client()  # type: ignore[assignment]
    said = {
        "level": str(step),
        "proof_text": f"{word}proof",
        "proof_link": f"https://{word}.example/",
        "proof_codes": "OBS-005",
        "note": f"{word}note",
    }
    for number, statement in enumerate(statements):
        place = f"/assessments/seats/{seat}/{statement}"
        page = client.page(place)
        for refused in ({"proof_link": f"javascript:{word}"}, {"level": word}, {"proof_codes": f"{word}-1"}, {"note": word * 1000}):
            if not number:
                assert client.send(page, {**said, **refused}).status_code == 422
        file = (BytesIO(f"{word}bytes".encode()), f"{word}file.txt")
        (form,) = [one for one in page.post_forms() if "enctype" in one.attrib]
        values = {**form_values(form), **said, "signs": ["0"], "file": file}
        assert client.post(place, data=values).status_code == 303
        # A file is handed out under a stricter policy than pages are.
        client.looks = False
        assert client.get(f"{place}/file").data == f"{word}bytes".encode()
        client.looks = True
    assert client.get(f"/assessments/seats/{seat}/{word}").status_code == 404


def commands(settings: Settings) -> list[str]:
    """What the commands say that tell of the whole installation."""
    environment = {"TICC_DATABASE_URL": settings.database_url, "TICC_DATA_DIR": str(settings.data_dir), "TICC_CONTENT_DIR": str(settings.content_dir)}
    wanted = (("doctor", "--json"), ("search", FIRST), ("search", "beans"), ("graph", "stats"))
    return [re.sub(r'"took_ms": ?[\d.]+', "", CliRunner().invoke(ticc, words, env=environment).output) for words in wanted]


def derived(app: Flask, settings: Settings) -> tuple[Any, ...]:
    """How far the catalogue, its outbox and the index have moved."""
    index = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in settings.index_dir.rglob("*") if path.is_file())
    return [one.number for one in rows(app, Revision)], len(rows(app, Touched)), index


def test_nothing_tells_of_the_other_raters_marks_before_the_reveal(
    app: Flask, settings: Settings, watched: Watched, watchers: dict[str, CarefulClient], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    # Ben has finished before he began, so that only what he says can change.
    finish(app, watched.changing[0])
    where = list(addresses(app, watched))
    commands_before, derived_before = commands(settings), derived(app, settings)
    for seat, statements in zip(watched.changing, (ASKED, ASKED[:2], ()), strict=True):
        say(app, seat, FIRST, 0, statements)
    low = crawl(watchers, where)
    for seat, statements in zip(watched.changing, (ASKED[:4], ASKED, ASKED[2:]), strict=True):
        say(app, seat, SECOND, 5, statements)
    high = crawl(watchers, where)
    assert differences(low, high) == []
    assert commands(settings) == commands_before
    assert derived(app, settings) == derived_before
    spoken = {place: str(answer).lower() for place, answer in [*low.items(), *high.items()] if "?q=" not in place[1]}
    assert [place for place, text in spoken.items() if FIRST in text or SECOND in text] == []
    assert FIRST not in caplog.text.lower().replace(f"q={FIRST}", "")
    assert SECOND not in caplog.text.lower().replace(f"q={SECOND}", "")
    # The crawl has really been where things are to be seen, and the raters have really said something.
    assert {given[0] for given in high.values()} == {200, 302, 403, 404}
    assert high["rose", f"/assessments/{watched.key}/raters"][0] == 200
    assert sorted(len(answers_at(app, seat)) for seat in watched.changing) == [4, 6, 6]


def test_only_the_facilitator_learns_that_a_rater_has_finished(app: Flask, watched: Watched, watchers: dict[str, CarefulClient]) -> None:
    for name in ("adviser", "lead", "admin"):
        # They are told what the other partner is told.
        del watchers[name]
    where = [*addresses(app, watched, only_own=True), "/"]
    before = crawl(watchers, where)
    finish(app, watched.changing[0])
    page = f"/assessments/{watched.key}/raters"
    assert differences(before, crawl(watchers, where)) == [("rose", page), ("rose", f"/fr{page}"), ("rose", f"/nl{page}")]


def test_everybody_of_the_group_sees_all_marks_when_they_are_revealed(app: Flask, watched: Watched, watchers: dict[str, CarefulClient]) -> None:
    for seat in watched.changing:
        say(app, seat, FIRST, 0, ASKED)
    finish(app, *watched.changing)
    reveal(app, watched.key)
    own, theirs = f"/assessments/{watched.key}/marks", f"/assessments/seats/{watched.watching[0]}/marks"
    for name, address in (("rose", own), ("rosa", own), ("visitor", theirs)):
        text = watchers[name].page(address).text
        assert text.count("median 0 · from 0 to 3") == len(ASKED)
    assert f"{FIRST}proof" in watchers["rose"].page(f"/assessments/{watched.key}/talk/G-1").text
    # A note is for its rater alone, and so is the file.
    assert f"{FIRST}note" not in watchers["rose"].page(f"/assessments/{watched.key}/talk/G-1").text
    for name in ("hill", "adviser", "lead", "admin"):
        assert watchers[name].get(own).status_code == 404


def test_nothing_tells_of_the_second_round_before_its_reveal(app: Flask, watched: Watched, watchers: dict[str, CarefulClient]) -> None:
    for seat in watched.changing:
        answer(app, seat, dict.fromkeys(ASKED, 1))
    finish(app, *watched.changing)
    reveal(app, watched.key)
    with acting(app) as session:
        facilitation.open_round(session, the_assessment(session, watched.key))
    for name in ("adviser", "lead", "admin"):
        del watchers[name]
    where = [*addresses(app, watched, only_own=True), "/"]
    before = crawl(watchers, where)
    for seat in watched.changing:
        say(app, seat, SECOND, 5, ASKED)
    after = crawl(watchers, where)
    assert differences(before, after) == []
    assert [place for place, given in after.items() if SECOND in str(given).lower()] == []
    # What was revealed stays to be seen, in every format.
    assert {after["rose", f"/assessments/{watched.key}/result.{wanted}"][0] for wanted in FORMATS} == {200}


def test_nothing_of_a_group_stands_in_its_colleagues_lists_but_that_it_is_there(
    app: Flask, watched: Watched, watchers: dict[str, CarefulClient]
) -> None:
    assert f"/assessments/{watched.key}" in watchers["rosa"].page("/assessments").main_links()
    with app.extensions["database"].ask() as session:
        assert the_assessment(session, watched.key).mode == Mode.GROUP
    for name in ("visitor", "hill", "adviser", "lead", "admin"):
        for address in ("/", "/assessments", "/search?q=garden"):
            assert watched.key not in watchers[name].get(address).get_data(as_text=True)
