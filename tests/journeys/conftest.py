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
from tests.journeys.walking import DESKTOP, TICC, House, Watch, closing_context, define_report, log_barrier, signed_in

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
def walk_to_report(house: House, browser: Browser) -> dict[str, str]:
    """A report that a lead defined, and a copy that is kept of it."""
    with closing_context(browser, house, signed_in(house, browser, "lead")) as context:
        page = context.new_page()
        report = define_report(page, "What blocks the money", "funding")
        page.locator("form[action$='/keep'] button").click()
        assert "/reports/kept/" in page.url, page.url
        return {"report": report, "copy": page.url.rpartition("/")[2]}


@pytest.fixture(scope="session")
def walk_to_barrier(house: House, browser: Browser) -> dict[str, str]:
    """A barrier that a member logged and shared, still without an obstacle, and a draft."""
    with closing_context(browser, house, signed_in(house, browser, "member")) as context:
        page = context.new_page()
        return {
            "barrier": log_barrier(page, "The office asks for a form that nobody reads afterwards", finish=True),
            "draft": log_barrier(page, "Our rota is decided by a planner who never met the client", finish=False),
        }
