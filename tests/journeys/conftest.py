"""A real `ticc serve` on the shipped content, and a real Chromium to walk through it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.assessed import prepare_assessments
from tests.journeys.measured import enter_figure, set_target
from tests.journeys.noticed import choose_mail, key_that_ends_mail, tell_of_a_match
from tests.journeys.walking import DESKTOP, PEOPLE, TICC, House, Watch, add_look, closing_context, define_report, log_barrier, send_figures, signed_in
from tests.journeys.worked import key_of_escalation, key_of_question, send, work_on

READY_SECONDS = 60


@pytest.fixture(autouse=True)
def _is_a_journey(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("journey"), "every test of this folder carries the mark 'journey'"


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A prepared data folder, served as an installation would serve it, until the last walk is over."""
    kept = tmp_path_factory.mktemp("journeys")
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    settings = {"TICC_DATA_DIR": str(kept / "data"), "TICC_LOGIN_LIMIT": "500 per minute", "TICC_DEMO": "0", "PORT": str(port), "HOST": "127.0.0.1"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TICC_")} | settings
    house = House(f"http://127.0.0.1:{port}", environment, kept)
    house.ticc("init")
    with (kept / "server.log").open("w") as log:
        server = subprocess.Popen([TICC, "serve", "--port", str(port)], env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(house, server)
            yield house
        finally:
            server.terminate()
            server.wait(timeout=30)
    told = (kept / "server.log").read_text()
    assert "Traceback" not in told, told


def _wait_until_ready(house: House, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, (house.kept / "server.log").read_text()
        try:
            with urllib.request.urlopen(f"{house.address}/health/ready", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the server was not ready within {READY_SECONDS} s: {(house.kept / 'server.log').read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on this machine: 'apt-get install chromium' (tests/prepare.sh does it)")
    flags = ["--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(house: House, browser: Browser) -> Iterator[OpenPage]:
    """Opens a browser window: as whom, how wide, with or without scripts. What any of them complained of fails the test."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_one(who: str | None = None, viewport: dict[str, int] = DESKTOP, scripts: bool = True, **more: object) -> Page:
        state = signed_in(house, browser, who) if who else None
        context = browser.new_context(base_url=house.address, viewport=viewport, java_script_enabled=scripts, storage_state=state, **more)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not (said := [line for watch in watches for line in watch.complaints]), said


@pytest.fixture(scope="session")
def assessed(house: House, browser: Browser) -> dict[str, str]:
    """The addresses of assessments that are ready to be looked at."""
    for who in ("member", "other"):
        signed_in(house, browser, who)
    return prepare_assessments(house.environment)


@pytest.fixture(scope="session")
def walk_to_figures(house: House, browser: Browser) -> dict[str, str]:
    """Two figures that a member entered and shared with everybody, the newer one of them, and a target."""
    with closing_context(browser, house, signed_in(house, browser, "member")) as context:
        page = context.new_page()
        enter_figure(page, "14,5", 2024)
        return {"figure": enter_figure(page, "12.5", 2025), "target": set_target(page, "9", 2028)}


@pytest.fixture(scope="session")
def walk_to_import(house: House, browser: Browser) -> dict[str, str]:
    """Two files that a member sent: one with problems that is not taken yet, one that was taken."""
    with closing_context(browser, house, signed_in(house, browser, "member")) as context:
        page = context.new_page()
        waiting, taken = send_figures(page, "waiting.csv"), send_figures(page, "taken.csv")
        page.locator("form[action$='/take'] button").click()
        assert "taken" in page.locator(".app-flash").inner_text(), page.url
        return {"import": waiting, "taken": taken}


@pytest.fixture(scope="session")
def walk_to_report(house: House, browser: Browser) -> dict[str, str]:
    """A report that a lead defined, and a copy that is kept of it."""
    with closing_context(browser, house, signed_in(house, browser, "lead")) as context:
        page = context.new_page()
        report = define_report(page, "What blocks the money", "funding")
        page.locator("form[action$='/keep'] button").click()
        assert "/reports/kept/" in page.url, page.url
        copy = page.url.rpartition("/")[2]
        assert context.request.get(f"{house.address}/reports/kept/{copy}/report.pdf?wait=1").ok
        printed = next(place.name for place in (house.kept / "data" / "prints").iterdir() if place.is_dir())
        return {"report": report, "copy": copy, "print": printed}


@pytest.fixture(scope="session")
def walk_to_look(house: House, browser: Browser) -> dict[str, str]:
    """A look with a logo that a lead added for the partner of the member."""
    with closing_context(browser, house, signed_in(house, browser, "lead")) as context:
        return {"look": add_look(context.new_page(), "Orchard")}


@pytest.fixture(scope="session")
def walk_to_release(house: House, browser: Browser) -> dict[str, str]:
    """A release that a lead made, an entry that was rewritten after it, and one that reports on funding name."""
    with closing_context(browser, house, signed_in(house, browser, "lead")) as context:
        page = context.new_page()
        page.goto("/releases/new")
        page.locator("main form button[type=submit]").click()
        number = page.url.rpartition("/")[2]
        assert number.isdecimal(), page.url
        page.goto("/edit/OBS-101")
        summary = page.locator("[name=summary]")
        summary.fill(f"{summary.input_value()} And one sentence more.")
        page.locator("main form button[type=submit]").click()
        assert page.url.endswith("/OBS-101"), page.url
        return {"release": number, "rewritten": "OBS-101", "cited": "OBS-012"}


@pytest.fixture(scope="session")
def walk_to_barrier(house: House, browser: Browser) -> dict[str, str]:
    """A barrier that a member logged and shared, still without an obstacle, a draft, and one whose words name somebody."""
    with closing_context(browser, house, signed_in(house, browser, "member")) as context:
        page = context.new_page()
        return {
            "barrier": log_barrier(page, "The office asks for a form that nobody reads afterwards", finish=True),
            "draft": log_barrier(page, "Our rota is decided by a planner who never met the client", finish=False),
            "named": log_barrier(page, "Mrs Whitlock at 12 Mill Lane, ME4 5XX has no key safe", finish=False),
        }


@pytest.fixture(scope="session")
def walk_to_work(house: House, browser: Browser) -> dict[str, str]:
    """A shared barrier on which one of everything was done."""
    with closing_context(browser, house, signed_in(house, browser, "member")) as member:
        page = member.new_page()
        code = log_barrier(page, "Every referral is faxed and then typed again", finish=True)
        keys = work_on(page, code)
    with closing_context(browser, house, signed_in(house, browser, "adviser")) as adviser:
        page = adviser.new_page()
        send(page, f"/barriers/{code}/questions/new", {"words": "Who faxes it, and to whom?"}, "Send the question")
        keys["worked_escalation"] = key_of_escalation(page, code)
    with closing_context(browser, house, signed_in(house, browser, "member")) as member:
        return {**keys, "worked": code, "worked_question": key_of_question(member.new_page(), code)}


@pytest.fixture(scope="session")
def walk_to_notices(house: House, browser: Browser) -> dict[str, str]:
    """A member who has mail at once, a notice of a confirmed match, and a mail with the key that ends all mail."""
    with closing_context(browser, house, signed_in(house, browser, "member")) as member:
        choose_mail(member.new_page(), "at-once")
        with closing_context(browser, house, signed_in(house, browser, "adviser")) as adviser:
            code = tell_of_a_match(member.new_page(), adviser.new_page())
    return {"leave": key_that_ends_mail(house, PEOPLE["member"][0]), "matched": code}
