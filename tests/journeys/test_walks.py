"""Whole walks through the application, as the people of the programme take them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import PASSWORD, PHONE, set_password, tab_to

pytestmark = pytest.mark.journey

SENTENCE = "We type every visit twice, once in our record system and once in the council's"
DOUBLE_TYPING = "OBS-043"


def _sightings(page: Page, site: str) -> int:
    """How many sightings the obstacle's page tells of a site."""
    row = page.locator(".app-place", has=page.get_by_role("link", name=site, exact=True))
    found = re.search(r"(\d+) sighting", row.first.inner_text()) if row.count() else None
    return int(found[1]) if found else 0


def _log_double_typing(page: Page, site: str) -> str:
    """From the first step to the page of the barrier; returns its code."""
    page.locator("#title").fill(SENTENCE)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it one of these?")
    one = page.locator(".nhsuk-radios__item", has=page.locator(f"input[value={DOUBLE_TYPING}]"))
    expect(one.locator("mark").first).to_be_visible()
    one.get_by_role("radio").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("radio", name=site, exact=True).check()
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2025")
    page.get_by_role("button", name="Save and go on").click()
    page.locator("input[name=severity]").nth(1).check()
    page.get_by_role("button", name="Log the barrier").click()
    found = re.search(r"/barriers/(BAR-[\d-]+)$", page.url)
    assert found, page.url
    return found[1]


def _expect_what_others_tried(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(SENTENCE)
    tried = page.locator("section", has=page.get_by_role("heading", name="What others tried"))
    expect(tried.locator(".app-row").first).to_be_visible()
    expect(tried.locator(".app-row__why").first).to_be_visible()


def _expect_to_find(page: Page, query: str, code: str) -> None:
    page.goto(f"/search?kind=barrier&q={query}")
    expect(page.locator(f"a[href$='/barriers/{code}']")).to_be_visible()


def test_a_partner_logs_a_barrier_and_everybody_sees_the_sighting(house, open_page) -> None:
    onlooker = open_page("other")
    onlooker.goto(f"/obstacles/{DOUBLE_TYPING}")
    before = _sightings(onlooker, "Kent")

    # The invitation, and then signing in as on every other day.
    partner = open_page()
    partner.goto(house.invite("nurse@kent.example", "Nell Nurse", "partner-member", "PAR-kchft"))
    set_password(partner)
    partner.goto("/account")
    partner.get_by_role("button", name="Sign out").click()
    partner.goto("/")
    partner.get_by_role("link", name="Sign in").locator("visible=true").click()
    partner.get_by_label("E-mail address").fill("nurse@kent.example")
    partner.get_by_label("Password").fill(PASSWORD)
    partner.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(partner.get_by_role("heading", level=1)).to_contain_text("Nell Nurse")

    # Look-alikes come while typing, with the words that are shared.
    partner.get_by_role("banner").get_by_role("link", name="Log a barrier").click()
    partner.locator("#title").press_sequentially(SENTENCE, delay=2)
    found = partner.locator("#look-alikes")
    expect(found).to_contain_text("Every visit is typed twice")
    expect(found.locator("mark").first).to_be_visible()
    code = _log_double_typing(partner, "Kent")
    _expect_what_others_tried(partner)
    expect(partner.locator("main")).to_contain_text("Probably a sighting of")
    _expect_to_find(partner, "visit+twice+council", code)

    # Nothing counts before an adviser has looked; then it counts at once.
    onlooker.reload()
    assert _sightings(onlooker, "Kent") == before
    adviser = open_page("adviser")
    adviser.goto("/")
    adviser.get_by_role("link", name=SENTENCE).first.click()
    if not adviser.url.endswith("/match"):
        adviser.get_by_role("link", name="Match it to an obstacle").click()
    adviser.locator(f"input[name=obstacle][value={DOUBLE_TYPING}]").check()
    adviser.locator("#reason").fill("Both tell of one visit that is typed into two systems.")
    adviser.get_by_role("button", name="Confirm the match").click()
    onlooker.reload()
    assert _sightings(onlooker, "Kent") == before + 1
    onlooker.goto("/sites/SIT-kent")
    expect(onlooker.locator("main")).to_contain_text("Every visit is typed twice")
    partner.goto("/sites/SIT-kent")
    expect(partner.get_by_role("link", name=SENTENCE).first).to_be_visible()
    partner.goto(f"/barriers/{code}")
    expect(partner.locator("main")).not_to_contain_text("Probably a sighting of")


def test_a_barrier_is_logged_without_scripts(open_page) -> None:
    page = open_page("other", scripts=False)
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Log a barrier").click()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Say in one sentence what happened")
    code = _log_double_typing(page, "France")
    _expect_what_others_tried(page)
    _expect_to_find(page, "visit+twice+council", code)
    adviser = open_page("adviser", scripts=False)
    adviser.goto(f"/barriers/{code}/match")
    adviser.locator(f"input[name=obstacle][value={DOUBLE_TYPING}]").check()
    adviser.locator("#reason").fill("The same visit, typed twice.")
    adviser.get_by_role("button", name="Confirm the match").click()
    adviser.goto(f"/obstacles/{DOUBLE_TYPING}")
    assert _sightings(adviser, "France") == 1


def test_a_barrier_is_logged_with_the_keyboard_alone(open_page) -> None:
    page = open_page("member")
    page.goto("/")
    skip = page.get_by_role("link", name="Skip to main content")
    tab_to(page, skip, 1)
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null"), "the skip link does not lead into the page"

    page.goto("/")
    tab_to(page, page.get_by_role("banner").get_by_role("link", name="Log a barrier"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/barriers/new")
    tab_to(page, page.locator("#title"))
    page.keyboard.type(SENTENCE)
    tab_to(page, page.get_by_role("button", name="Save and go on"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/look-alikes")
    tab_to(page, page.locator("input[name=obstacle]").first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Go on"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/where")
    if page.locator("input[name=site_code]:checked").count() == 0:
        tab_to(page, page.locator("input[name=site_code]").first)
        page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Month"))
    page.keyboard.type("3")
    tab_to(page, page.get_by_label("Year"))
    page.keyboard.type("2025")
    page.keyboard.press("Enter")
    page.wait_for_url("**/how-bad")
    tab_to(page, page.locator("input[name=severity]").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, page.locator("summary", has_text="What it costs"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#hours_low"))
    page.keyboard.type("2")
    tab_to(page, page.get_by_role("button", name="Log the barrier"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/barriers/BAR-[\d-]+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(SENTENCE)


def test_a_french_partner_walks_on_a_phone(open_page) -> None:
    page = open_page("other", viewport=PHONE)
    page.goto("/fr/obstacles?theme=funding&level=system")
    count = page.locator(".app-list__count").inner_text().split()[0]
    page.locator(".app-menu summary").click()
    page.locator(".app-menu").get_by_role("link", name="Nederlands").click()
    assert page.url.endswith("/nl/obstacles?theme=funding&level=system")
    assert page.locator(".app-list__count").inner_text().split()[0] == count
    page.locator(".app-menu summary").click()
    page.locator(".app-menu").get_by_role("link", name="Français").click()
    assert page.locator("html").get_attribute("lang") == "fr"

    page.locator(".app-thumb a").click()
    page.locator("#title").fill("Nous saisissons chaque visite deux fois, une fois chez nous et une fois pour le département")
    page.locator("main button[type=submit]").click()
    # The sentence is French, the obstacle was written in English.
    page.locator(f"input[value={DOUBLE_TYPING}]").check()
    page.locator("main button[type=submit]").click()
    page.locator("main button[type=submit]").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    page.locator("input[name=site_code][value=SIT-france]").check()
    page.locator("#month").fill("9")
    page.locator("#year").fill("2024")
    page.locator("main button[type=submit]").click()
    page.locator("input[name=severity]").first.check()
    page.locator("main button[type=submit]").click()
    assert re.search(r"/fr/barriers/BAR-[\d-]+$", page.url), page.url
    expect(page.locator(".app-row").first).to_be_visible()


def test_the_phone_has_one_row_of_header_and_targets_for_a_thumb(open_page) -> None:
    page = open_page("member", viewport=PHONE)
    page.goto(f"/obstacles/{DOUBLE_TYPING}")
    assert page.locator(".app-header").bounding_box()["height"] <= 72
    act = page.get_by_role("link", name="We met this too").locator("visible=true")
    lead, tried = page.locator(".app-lead").first, page.get_by_role("heading", name="What others tried")
    assert lead.bounding_box()["y"] < act.bounding_box()["y"] < tried.bounding_box()["y"]
    targets = [".app-header__icon", ".app-menu summary", ".app-menu a", ".app-thumb a", ".app-breadcrumbs a", ".app-footer a"]
    small = []
    for address in (f"/obstacles/{DOUBLE_TYPING}", "/obstacles?theme=funding", "/sign-in"):
        page.goto(address)
        # The menu last: open, it lies over what is below.
        for folded in [*page.locator(".app-filters:not([open]) > summary").all(), page.locator(".app-menu > summary")]:
            folded.click()
        for one in page.locator(", ".join([*targets, ".app-choice", ".app-chosen a", "main button", "summary"])).locator("visible=true").all():
            box = one.bounding_box()
            if box and box["height"] < 44 and not one.evaluate("one => one.closest('.app-breadcrumbs, .app-footer') && one.offsetHeight >= 40"):
                small.append(f"{address}: {one.inner_text()[:40]!r} {box['height']:.0f}")
    assert not small, "\n".join(small)


def test_the_second_of_two_editors_sees_both_versions(open_page) -> None:
    first, second = open_page("adviser"), open_page("second")
    for page in (first, second):
        page.goto("/edit/OBS-046")
    title = first.locator("#title").input_value()
    first.locator("#title").fill(f"{title} (as the first says)")
    first.get_by_role("button", name="Save").click()
    expect(first.locator(".app-flash")).to_be_visible()
    second.locator("#title").fill(f"{title} (as the second says)")
    second.get_by_role("button", name="Save").click()
    expect(second.locator(".nhsuk-error-summary")).to_contain_text("Somebody changed this entry")
    expect(second.locator("#title")).to_have_value(f"{title} (as the second says)")
    expect(second.locator("main")).to_contain_text(f"{title} (as the first says)")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("heading", level=1)).to_have_text(f"{title} (as the second says)")
    second.goto("/history/OBS-046")
    expect(second.locator("main")).to_contain_text("(as the first says)")


def test_a_page_on_paper_leaves_out_what_can_only_be_clicked(open_page) -> None:
    page = open_page()
    page.emulate_media(media="print")
    for address in (f"/obstacles/{DOUBLE_TYPING}", "/obstacles", "/methodology/STEP-03"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for hidden in (".app-header__band", ".app-header__search", ".app-menu", ".app-thumb", ".app-footer", ".app-breadcrumbs", ".app-filters"):
            for one in page.locator(hidden).all():
                expect(one).to_be_hidden()
    page.goto(f"/obstacles/{DOUBLE_TYPING}")
    folded = page.locator("main details .app-sentence, main details .app-reports > li")
    assert folded.count() > 0
    assert page.pdf().startswith(b"%PDF")
    # Printing has unfolded what is folded on the screen.
    expect(folded.first).to_be_visible()
