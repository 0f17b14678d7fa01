"""The self-assessment, walked: alone on a phone, as a group of four, a second time, and with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import PASSWORD, PHONE, set_password, tab_to

pytestmark = pytest.mark.journey

KENT = "SIT-kent"
SEAT = re.compile(r"/assessments/seats/([^/]+)")
KEY = re.compile(r"/assessments/([^/]+)$")
# How far a walk may go from question to question before something is wrong.
MOST_QUESTIONS = 40
# On the long page: the mark of each question, without a click for each.
TICK = "(questions, marks) => questions.forEach((one, place) => { one.querySelector(`input[type=radio][value='${marks[place]}']`).checked = true; })"


def _begin(page: Page, *, group: bool = False, names: bool = False) -> None:
    """Say who and where one is, for the short form."""
    page.goto("/assessments")
    page.get_by_role("main").get_by_role("link", name="Begin").click()
    page.get_by_label("In which country?").select_option("england")
    page.get_by_role("radio", name="A first team at work").check()
    page.get_by_role("radio", name="A care provider").check()
    page.get_by_role("radio", name="Up to 12 people: one team").check()
    page.get_by_role("checkbox", name="Hire the first team").check()
    page.get_by_role("radio", name=re.compile("^Short")).check()
    if group:
        page.get_by_role("radio", name=re.compile("^A group")).check()
        page.get_by_label("What do you call this assessment?").fill("Ashford team")
    if names:
        page.get_by_role("checkbox", name=re.compile("show at the reveal")).check()
    page.get_by_role("button", name="Save and go on").click()


def _answer_all(page: Page, mark: Callable[[int], int | str]) -> int:
    """From question to question, each with its mark and its first sign, until none is left; returns how many there were."""
    for place in range(MOST_QUESTIONS):
        if page.locator(".app-scale").count() == 0:
            return place
        value = mark(place)
        page.locator(f"input[name=level][value='{value}']").check()
        if isinstance(value, int) and page.locator("input[name=signs]").count():
            page.locator("input[name=signs]").first.check()
        page.get_by_role("button", name="Save and go on").click()
    pytest.fail("the questions do not end")


def _answer_all_at_once(page: Page, mark: Callable[[int], int | str]) -> None:
    """The same on the one long page."""
    page.get_by_role("link", name="All questions on one page").click()
    marks = [str(mark(place)) for place in range(page.locator(".app-question").count())]
    page.locator(".app-question").evaluate_all(TICK, marks)
    page.get_by_role("button", name="Save all answers").click()
    expect(page.locator(".app-flash")).to_contain_text("answers are kept")


def test_a_newcomer_walks_alone_on_a_phone_without_scripts(house, open_page) -> None:
    page = open_page(viewport=PHONE, scripts=False)
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="We are about to start").click()
    _begin(page)

    # A question left without an answer says what is missing, and loses nothing.
    page.get_by_role("button", name="Save and go on").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_contain_text("Choose the step that is most like your place")
    summary.get_by_role("link").click()
    assert page.url.endswith(f"#{page.locator('input[name=level]').first.get_attribute('id')}")
    asked = _answer_all(page, lambda place: ("do-not-know", 0, 2, 5)[place % 4] if place else "does-not-apply")
    assert asked >= 10
    expect(page.locator(".app-progress")).to_contain_text(f"{asked} of {asked} answered")

    page.get_by_role("main").get_by_role("link", name="See the result").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("will hold you back")
    expect(page.locator(".app-radar__narrow svg")).to_be_visible()
    expect(page.locator(".app-radar__wide svg")).to_be_hidden()
    expect(page.locator(".app-levels tbody tr").first).to_be_visible()
    expected = page.locator("section", has=page.locator("#expect"))
    first = expected.locator(".app-row").first
    expect(first).to_contain_text("because")
    expect(first.locator(".app-helps")).to_be_hidden()
    folded = expected.locator(".app-row", has=page.locator(".app-helps")).first
    folded.locator("summary").click()
    folded.get_by_role("link", name=re.compile("^Add to the plan")).first.click()
    page.get_by_label("Who sees to it?").fill("team coach")
    page.get_by_role("button", name="Add to the plan").click()
    expect(page.locator(".app-row")).to_contain_text("team coach")

    # Kept by signing in; the result's address then opens for its keeper alone.
    page.get_by_role("link", name="Result", exact=True).first.click()
    address = page.url
    set_up = open_page()
    set_up.goto(house.invite("walker@kent.example", "Wanda Walker", "partner-member", "PAR-kchft"))
    set_password(set_up)
    page.get_by_role("link", name="Sign in and keep it").click()
    page.get_by_label("E-mail address").fill("walker@kent.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("What do you call this assessment?").fill("Ashford team, spring")
    page.get_by_label("For which site?").select_option(KENT)
    page.get_by_role("button", name="Save").click()
    assert page.url == address
    expect(page.locator("main")).to_contain_text("Ashford team, spring")
    expect(page.locator("aside.app-note")).to_have_count(0)
    stranger = open_page(scripts=False)
    stranger.goto(address)
    assert "/sign-in" in stranger.url


def test_four_raters_come_from_blind_marks_to_an_agreed_result(open_page) -> None:
    lead = open_page("member")
    _begin(lead, group=True, names=True)
    links = []
    for name in ("Ann", "Ben", "Cleo", "Dora"):
        lead.get_by_label("Name, or a word by which").fill(name)
        lead.get_by_role("button", name="Add", exact=True).click()
        links.append(lead.get_by_label(f"Link for {name}").input_value())
    field = lead.locator(".app-link").first
    field.focus()
    assert field.evaluate("one => one.selectionEnd - one.selectionStart") == len(links[0])
    lead.get_by_role("button", name="Copy Link for Ann").click()
    expect(lead.locator(".app-copy [role=status]").first).to_have_text("Copied")

    raters = [open_page(viewport=PHONE) for _ in links]
    for number, (page, link) in enumerate(zip(raters, links, strict=True)):
        page.goto(link)
        expect(page.locator("main")).to_contain_text("Then the group sees who gave which mark")
        page.get_by_role("button", name="Take my place").click()
        _answer_all_at_once(page, lambda place, number=number: (0, 5)[number % 2] if place == 0 else 3)
        expect(page.get_by_role("link", name="The marks of the group")).to_have_count(0)
    for page in raters[:3]:
        page.get_by_role("button", name="I have finished").click()
    # The facilitator sees who has finished, and no mark.
    lead.reload()
    expect(lead.locator(".app-raters")).to_contain_text("rating")
    expect(lead.locator("main")).to_contain_text("3 of 4 have finished")
    expect(lead.locator(".app-dots, .app-levels")).to_have_count(0)
    raters[3].get_by_role("button", name="I have finished").click()
    lead.reload()
    lead.get_by_role("button", name="Show all marks now").click()

    split = lead.locator(".app-mark--split")
    expect(split).to_have_count(1)
    expect(lead.locator(".app-mark").first).to_have_class(re.compile("split"))
    expect(split).to_contain_text("from 0 to 5")
    for name in ("Ann: 0", "Ben: 5", "Cleo: 0", "Dora: 5"):
        expect(split).to_contain_text(name)
    raters[0].reload()
    raters[0].get_by_role("link", name="The marks of the group").click()
    expect(raters[0].locator(".app-mark--split")).to_contain_text("Ben: 5")

    # After the talk everybody rates again, blind; then one sees it otherwise still.
    lead.get_by_role("button", name="Open another round").click()
    for number, page in enumerate(raters):
        seat = SEAT.search(page.url)
        assert seat
        page.goto(f"/assessments/seats/{seat[1]}")
        page.locator(".app-answer a").first.click()
        page.locator(f"input[name=level][value='{(1, 2, 2, 5)[number]}']").check()
        page.get_by_role("button", name="Save and see all answers").click()
        expect(page.locator(".app-answer").first).to_contain_text(str((1, 2, 2, 5)[number]))
        page.get_by_role("button", name="I have finished").click()
    lead.goto(lead.url.split("#")[0])
    expect(lead.locator(".app-raters")).to_contain_text("finished")
    lead.get_by_role("button", name="Show all marks now").click()
    lead.get_by_role("link", name=re.compile("^Write down")).first.click()
    lead.locator("input[name=level][value='2']").check()
    lead.get_by_role("button", name="Write it down").click()
    expect(lead.locator(".nhsuk-error-summary")).to_contain_text("Say in one sentence why")
    lead.get_by_label("Why this level").fill("Three of us saw it on the last rota.")
    lead.get_by_label("Who sees it otherwise").fill("Dora: the night team does all of it.")
    lead.get_by_role("button", name="Write it down").click()
    expect(lead.locator(".app-mark").first).to_contain_text("the night team does all of it")
    lead.get_by_role("link", name="Close the assessment").click()
    lead.get_by_label("When will you look at it again?").fill("2028-02-30")
    lead.get_by_role("button", name="Close it").click()
    expect(lead.locator(".nhsuk-error-summary")).to_contain_text("Write the day as")
    lead.get_by_label("When will you look at it again?").fill("2028-02-29")
    lead.get_by_role("button", name="Close it").click()
    expect(lead.locator("main")).to_contain_text("closed")
    expect(lead.locator(".app-levels tbody tr").first).to_contain_text("2")
    lead.goto("/assessments")
    row = lead.locator(".app-row", has=lead.get_by_role("link", name="Ashford team")).first
    expect(row).to_contain_text("to be looked at again on 29 February 2028")
    raters[3].reload()
    expect(raters[3].locator("main")).to_contain_text("This assessment is closed")


def test_a_second_assessment_of_a_site_shows_what_moved(open_page) -> None:
    page = open_page("other")
    for mark, title in ((1, "Spring"), (4, "Autumn")):
        _begin(page)
        seat = SEAT.search(page.url)
        assert seat
        page.goto(f"/assessments/seats/{seat[1]}")
        _answer_all_at_once(page, lambda place, mark=mark: mark if place else 2)
        page.get_by_role("link", name="See the result").click()
        page.get_by_role("link", name="Title and site").click()
        page.get_by_label("What do you call this assessment?").fill(title)
        page.get_by_label("For which site?").select_option(KENT)
        page.get_by_role("button", name="Save").click()
        page.get_by_role("button", name=re.compile("^Close")).click()
        expect(page.locator(".app-flash")).to_contain_text("Closed")
    page.get_by_role("link", name="Over time and across places").click()
    lead = page.locator("section", has=page.locator("#moved")).locator(".app-lead")
    expect(lead).to_contain_text(re.compile(r"\d+ statements rose, 0 fell, 1 stayed"))
    expect(page.locator(".app-radar svg")).to_be_visible()
    expect(page.locator(".app-levels tbody tr").last).to_contain_text("1")
    expect(page.locator(".app-levels tbody tr").last).to_contain_text("4")
    expect(page.get_by_role("heading", name="Rose", exact=True)).to_be_visible()


def test_a_question_is_answered_with_the_keyboard_alone(open_page, assessed) -> None:
    page = open_page()
    page.goto(f"/assessments/seats/{assessed['seat']}/{assessed['statement']}")
    chosen = page.locator("input[name=level]:checked")
    before = chosen.get_attribute("value")
    tab_to(page, chosen)
    page.keyboard.press("ArrowDown")
    after = chosen.get_attribute("value")
    assert after != before
    first = page.locator("input[name=signs]").first
    was_ticked = first.is_checked()
    tab_to(page, first)
    page.keyboard.press("Space")
    assert first.is_checked() is not was_ticked
    tab_to(page, page.locator("summary", has_text="Add proof or a note"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("What shows it?"))
    page.keyboard.type("The minutes of March")
    tab_to(page, page.get_by_role("button", name="Save and see all answers"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/seats/{assessed['seat']}")
    page.locator(".app-answer a").first.click()
    expect(chosen).to_have_value(after or "")
    # What was said stands open, so that it is seen again.
    expect(page.get_by_label("What shows it?")).to_have_value("The minutes of March")
    expect(page.get_by_label("What shows it?")).to_be_visible()


def test_what_is_touched_while_answering_is_large_enough_for_a_thumb(open_page, assessed) -> None:
    page = open_page(viewport=PHONE)
    small = []
    for address in (f"/assessments/seats/{assessed['seat']}/{assessed['statement']}", f"/assessments/{assessed['lone']}", "/assessments/new"):
        page.goto(address)
        for one in (
            page.locator(".app-scale .nhsuk-radios__item, main .nhsuk-button, .app-tabs a, .app-pages a, main summary").locator("visible=true").all()
        ):
            box = one.bounding_box()
            if box and box["height"] < 44:
                small.append(f"{address}: {one.inner_text()[:40]!r} {box['height']:.0f}")
    assert not small, "\n".join(small)
    # Nothing lies over the answers.
    expect(page.locator(".app-thumb")).to_be_hidden()
