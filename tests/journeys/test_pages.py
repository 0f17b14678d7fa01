"""Every page in a real browser: axe finds nothing, nothing scrolls sideways, no script or policy complains."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

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


@dataclass(frozen=True)
class Place:
    """A page of the application: the endpoint that it shows, its address, who looks, which status it answers, and a form sent empty."""

    endpoint: str
    address: str
    who: str | None = None
    status: int = 200
    sends: str = ""


PLACES = (
    Place("home.index", "/"),
    Place("home.index", "/", "member"),
    Place("home.index", "/", "adviser"),
    Place("home.about", "/about"),
    Place("home.accessibility", "/accessibility"),
    Place("home.privacy", "/privacy"),
    Place("home.tour", "/tour"),
    Place("home.glossary", "/glossary"),
    Place("obstacles.index", "/obstacles"),
    Place("obstacles.index", "/obstacles?theme=funding&level=system"),
    Place("obstacles.index", "/obstacles?theme=funding&site=SIT-china&level=team"),
    Place("obstacles.index", "/obstacles?page=3&sort=code"),
    Place("obstacles.show", "/obstacles/OBS-043"),
    Place("obstacles.show", "/obstacles/OBS-017", "adviser"),
    Place("obstacles.show", "/obstacles/{inferred}"),
    Place("obstacles.show", "/obstacles/{analogous}"),
    Place("obstacles.show", "/obstacles/OBS-9999", status=404),
    Place("solutions.index", "/solutions"),
    Place("solutions.show", "/solutions/SOL-007"),
    Place("solutions.show", "/solutions/{often-tried}", "adviser"),
    Place("blueprint.index", "/blueprint"),
    Place("blueprint.show", "/blueprint/PRI-03"),
    Place("sites.index", "/sites"),
    Place("sites.show", "/sites/SIT-kent"),
    Place("sites.show", "/sites/SIT-france", "adviser"),
    Place("sites.partner", "/partners/PAR-kchft"),
    Place("sources.index", "/sources"),
    Place("sources.show", "/sources/{source}"),
    Place("outcomes.index", "/outcomes"),
    Place("outcomes.show", "/outcomes/IND-01"),
    Place("methodology.index", "/methodology"),
    Place("methodology.show", "/methodology/STEP-03"),
    Place("search.index", "/search"),
    Place("search.index", "/search?q=typed+twice"),
    Place("search.index", "/search?q=qqqxyzzy"),
    Place("search.index", "/search?q=commisioner"),
    Place("graph.show", "/graph/OBS-043"),
    Place("graph.show", "/graph/PRI-03"),
    Place("history.show", "/history/{barrier}", "member"),
    Place("accounts.sign_in", "/sign-in"),
    Place("accounts.sign_in", "/sign-in", status=422, sends="main form"),
    Place("accounts.show", "/account", "member"),
    Place("accounts.show", "/account", "member", 422, "form:has(#present)"),
    Place("accounts.admin", "/admin", "admin"),
    Place("accounts.admin", "/admin", "member", 403),
    Place("accounts.set_password", "{link}"),
    Place("accounts.set_password", "{link}", status=422, sends="main form"),
    Place("accounts.set_password", "/account/set-password/used-or-old", status=404),
    Place("barriers.index", "/barriers", "member"),
    Place("barriers.index", "/barriers?state=overcome&severity=nuisance", "other"),
    Place("barriers.show", "/barriers/{barrier}", "member"),
    Place("barriers.show", "/barriers/{barrier}", "member", 422, "form:has(#how)"),
    Place("barriers.show", "/barriers/{barrier}", "adviser"),
    Place("barriers.match", "/barriers/{barrier}/match", "adviser"),
    Place("barriers.match", "/barriers/{barrier}/match", "adviser", 422, "main form"),
    Place("logging.new", "/barriers/new", "member"),
    Place("logging.new", "/barriers/new?obstacle=OBS-043", "member"),
    Place("logging.new", "/barriers/new", "member", 422, "main form"),
    Place("logging.new", "/barriers/new", "adviser", 403),
    Place("logging.what", "/barriers/{draft}/what", "member"),
    Place("logging.look_alikes", "/barriers/{draft}/look-alikes", "member"),
    Place("logging.look_alikes", "/barriers/{draft}/look-alikes", "member", 422, "main form"),
    Place("logging.where", "/barriers/{draft}/where", "member"),
    Place("logging.where", "/barriers/{draft}/where", "member", 422, "main form"),
    Place("logging.how_bad", "/barriers/{draft}/how-bad", "member"),
    Place("logging.how_bad", "/barriers/{draft}/how-bad", "member", 422, "main form"),
    Place("editing.edit", "/edit/OBS-044", "adviser"),
    Place("editing.edit", "/edit/OBS-044", "adviser", 422, "main form"),
    Place("assessments.index", "/assessments"),
    Place("assessments.index", "/assessments", "member"),
    Place("assessments.new", "/assessments/new"),
    Place("assessments.new", "/assessments/new", status=422, sends="main form"),
    Place("assessments.instrument", "/assessments/instruments/readiness@1"),
    Place("assessments.show", "/assessments/{lone}"),
    Place("assessments.show", "/assessments/{empty}"),
    Place("assessments.show", "/assessments/{kept}", "member"),
    Place("assessments.show", "/assessments/{group}", "member"),
    Place("assessments.profile", "/assessments/{lone}/profile"),
    Place("assessments.printable", "/assessments/{lone}/form"),
    Place("assessments.keep", "/assessments/{lone}/keep", "other"),
    Place("assessments.discard", "/assessments/{lone}/discard"),
    Place("answering.question", "/assessments/seats/{seat}/{statement}"),
    Place("answering.question", "/assessments/seats/{rater}/{split}", status=422, sends="main form"),
    Place("answering.review", "/assessments/seats/{seat}"),
    Place("answering.review", "/assessments/seats/{rater}"),
    Place("answering.all_on_one", "/assessments/seats/{seat}/all"),
    Place("group.join", "/assessments/join/{invitation}"),
    Place("group.join", "/assessments/join/used-or-withdrawn", status=404),
    Place("group.raters", "/assessments/{rating}/raters", "member"),
    Place("group.raters", "/assessments/{rating}/raters", "member", 422, "form:has(#name)"),
    Place("group.raters", "/assessments/{group}/raters", "member"),
    Place("group.marks", "/assessments/{group}/marks", "member"),
    Place("group.marks_for_rater", "/assessments/seats/{rater}/marks"),
    Place("group.talk", "/assessments/{group}/talk/{split}", "member"),
    Place("group.conclude", "/assessments/{group}/conclude", "member"),
    Place("group.conclude", "/assessments/{group}/conclude", "member", 422, "main form"),
    Place("plan.show", "/assessments/{lone}/plan"),
    Place("plan.show", "/assessments/{lone}/plan?solution=SOL-007&obstacle=OBS-043"),
    Place("plan.edit", "/assessments/{lone}/plan/1"),
    Place("exchange.compare", "/assessments/{kept}/compare", "member"),
    Place("exchange.twins", "/assessments/{kept}/twins", "member"),
    Place("exchange.swap", "/assessments/{kept}/swaps/SIT-france", "member"),
    Place("exchange.swap", "/assessments/{kept}/swaps/SIT-france", "member", 422, "main form"),
    Place("reports.index", "/reports"),
    Place("reports.index", "/reports", "lead"),
    Place("reports.new", "/reports/new", "lead"),
    Place("reports.new", "/reports/new", "lead", 422, "main form"),
    Place("reports.new", "/reports/new", "member", 403),
    Place("reports.show", "/reports/{report}", "lead"),
    Place("reports.edit", "/reports/{report}/edit", "lead"),
    Place("kept.show", "/reports/kept/{copy}"),
    Place("kept.changes", "/reports/kept/{copy}/changes"),
    Place("kept.verify", "/reports/verify"),
    Place("kept.verify", "/reports/verify?fingerprint=unknown"),
    Place("-", "/no-such-page", status=404),
)
# No page for a reader: files, the way on to the next question, and the two addresses that a machine asks.
NO_PAGES = {"static", "home.live", "home.ready", "answering.next_one", "answering.file", "handover.take", "reports.take", "kept.take"}
IN_OTHER_LANGUAGES = (
    "home.index",
    "home.tour",
    "home.glossary",
    "obstacles.index",
    "obstacles.show",
    "solutions.index",
    "solutions.show",
    "blueprint.index",
    "blueprint.show",
    "sites.index",
    "sites.show",
    "methodology.show",
    "search.index",
    "accounts.sign_in",
    "barriers.index",
    "barriers.show",
    "logging.new",
    "logging.where",
    "logging.how_bad",
    "assessments.index",
    "assessments.new",
    "assessments.show",
    "answering.question",
    "answering.review",
    "group.raters",
    "group.marks",
    "group.talk",
    "plan.show",
    "exchange.compare",
    "exchange.twins",
    "reports.index",
    "reports.new",
    "reports.show",
)


def _translated() -> list[Place]:
    """Of each main page the first visit that answers well and, where there is one, the form with its errors."""
    picked: dict[tuple[str, int], Place] = {}
    for place in PLACES:
        if place.endpoint in IN_OTHER_LANGUAGES and place.status in (200, 422):
            picked.setdefault((place.endpoint, place.status), place)
    return list(picked.values())


@pytest.fixture(scope="session")
def codes(house, browser, walk_to_barrier, assessed, walk_to_report) -> dict[str, str]:
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
        **walk_to_report,
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
