"""Every page in a real browser: axe finds nothing, nothing scrolls sideways, no script or policy complains."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.places import IN_OTHER_LANGUAGES, NO_PAGES, PLACES, Place
from tests.journeys.walking import Watch, signed_in
from ticc.factory import create_app
from ticc.settings import Settings

pytestmark = pytest.mark.journey

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
WIDTHS = (1280, 768, 360)
NARROWEST = 320
RUN_AXE = "async () => (await axe.run(document, {resultTypes: ['violations'], preload: false})).violations.map(one => one.id + ': ' + one.nodes.slice(0, 4).map(node => node.target.join(' ') + ' | ' + node.failureSummary.split('\\n').slice(1, 3).join(' ')).join(' || '))"
SEND_EMPTY = "form => { form.querySelectorAll('[type=text], [type=email], textarea').forEach(one => one.value = ''); form.requestSubmit(); }"
# What stands out on the right of the window, unless it lies in something that scrolls or clips on its own.
STANDS_OUT = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > room + 1)
    .slice(0, 5).map(one => one.tagName + '.' + (one.getAttribute('class') || '') + ' ' + Math.round(one.getBoundingClientRect().right));
}"""


def _translated() -> list[Place]:
    """Of each main page the first visit that answers well and, where there is one, the form with its errors."""
    picked: dict[tuple[str, int], Place] = {}
    for place in PLACES:
        if place.endpoint in IN_OTHER_LANGUAGES and place.status in (200, 422):
            picked.setdefault((place.endpoint, place.status), place)
    return list(picked.values())


@pytest.fixture(scope="session")
def codes(
    house,
    browser,
    walk_to_barrier,
    assessed,
    walk_to_figures,
    walk_to_import,
    walk_to_report,
    walk_to_look,
    walk_to_release,
    walk_to_notices,
    walk_to_work,
) -> dict[str, str]:
    """The codes that the addresses leave open: from the catalogue as it is shipped, from a barrier that a member logs, from assessments and from a report."""
    listed = {}
    for name in ("obstacles", "solutions", "sources"):
        with urllib.request.urlopen(f"{house.address}/{name}.json", timeout=20) as answer:
            listed[name] = json.load(answer)["items"]
    logged = walk_to_barrier
    return {
        "inferred": next(one["code"] for one in listed["obstacles"] if one["provenance"] == "inferred"),
        "analogous": next(one["code"] for one in listed["obstacles"] if one["provenance"] == "analogous"),
        "often-tried": listed["solutions"][0]["code"],
        "source": listed["sources"][0]["code"],
        "link": house.invite("new@team.example", "Nora New", "adviser"),
        **logged,
        **assessed,
        **walk_to_figures,
        **walk_to_import,
        **walk_to_report,
        **walk_to_look,
        **walk_to_release,
        **walk_to_notices,
        **walk_to_work,
    }


def _complaints(page: Page, place: Place, address: str, widths: tuple[int, ...]) -> list[str]:
    # Opened wide, where the filters are unfolded, and then made narrower: so that axe sees them at every width.
    page.set_viewport_size({"width": widths[0], "height": 800})
    answer = page.goto(address)
    if place.sends:
        with page.expect_navigation() as navigation:
            page.locator(place.sends).first.evaluate(SEND_EMPTY)
        answer = navigation.value
    assert answer is not None
    assert answer.status == place.status, f"{address} answers {answer.status}"
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: {line}" for line in page.evaluate(RUN_AXE)]
    for width in (WIDTHS[-1], NARROWEST):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: stands out: {line}" for line in page.evaluate(STANDS_OUT)]
    return found


def _name(place: Place) -> str:
    return f"{place.address} {place.who or 'visitor'} {place.status}"


@pytest.fixture(scope="session")
def kept_pages(house, browser) -> Iterator[dict[str | None, tuple[Page, Watch]]]:
    """One window a person for all pages: what every page loads is then loaded once."""
    kept: dict[str | None, tuple[Page, Watch]] = {}
    yield kept
    for page, _watch in kept.values():
        page.context.close()


@pytest.fixture
def look(house, browser, codes, kept_pages) -> Callable[[Place, str, tuple[int, ...]], Page]:
    """Looks at a place in a language and at some widths; fails with everything that is wrong with it."""

    def look_at(place: Place, language: str, widths: tuple[int, ...]) -> Page:
        if place.who not in kept_pages:
            state = signed_in(house, browser, place.who) if place.who else None
            page = browser.new_context(base_url=house.address, storage_state=state).new_page()
            page.add_init_script(AXE)
            kept_pages[place.who] = page, Watch(page)
        page, watch = kept_pages[place.who]
        watch.complaints.clear()
        complaints = _complaints(page, place, language + place.address.format(**codes), widths) + watch.complaints
        assert not complaints, "\n".join(complaints)
        return page

    return look_at


@pytest.mark.parametrize("place", PLACES, ids=_name)
def test_a_page_is_sound_at_every_width(look, place) -> None:
    look(place, "", WIDTHS)


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("place", _translated(), ids=_name)
def test_a_page_is_sound_in_another_language(look, place, language) -> None:
    page = look(place, f"/{language}", (360,))
    assert page.locator("html").get_attribute("lang") == language


def test_every_page_of_the_application_is_among_those_walked(tmp_path) -> None:
    app = create_app(Settings.from_environment({"TICC_DATA_DIR": str(tmp_path)}))
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    pages = {name for name in pages if not name.endswith(".takeaway")} - NO_PAGES
    assert pages - {place.endpoint for place in PLACES} == set()
