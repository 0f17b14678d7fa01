"""A nurse shares a barrier from a phone without scripts: what names somebody is decided first."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_pages import STANDS_OUT
from tests.journeys.walking import PHONE, tab_to

pytestmark = pytest.mark.journey

SENTENCE = "Mrs Whitlock waits for a key safe, and her daughter on 07700 900123 has the only key"
NEUTRAL = "A client waits for a key safe, and her daughter on (phone number left out) has the only key"


def _log_up_to_the_last_step(page: Page, sentence: str) -> None:
    page.goto("/barriers/new")
    page.locator("#title").fill(sentence)
    page.get_by_role("button", name="Save and go on").click()
    page.locator("input[name=obstacle]").last.check()
    page.get_by_role("button", name="Go on").click()
    page.locator("input[name=site_code]").first.check()
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2025")
    page.get_by_role("button", name="Save and go on").click()
    page.locator("input[name=severity]").nth(1).check()
    page.get_by_role("button", name="Log the barrier").click()


def test_what_names_somebody_is_decided_before_it_is_shared_on_a_phone_without_scripts(open_page) -> None:
    page = open_page("member", viewport=PHONE, scripts=False)
    _log_up_to_the_last_step(page, SENTENCE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Does this tell who somebody is?")
    expect(page.locator("mark")).to_have_count(2)
    expect(page.locator("mark").first).to_contain_text("Mrs Whitlock")

    # One decision is missing: nothing is shared, and the other one stays.
    page.get_by_label("Use these words: “A client”").check()
    page.get_by_role("button", name="Share it like this").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Decide about finding 2")
    expect(page.get_by_label("Use these words: “A client”")).to_be_checked()

    # Back to the words, which are as they were typed, and to the sieve again.
    page.get_by_role("button", name="Write it otherwise").click()
    expect(page.locator("#title")).to_have_value(SENTENCE)
    code = re.search(r"/barriers/([^/]+)/what", page.url)
    assert code, page.url
    page.goto(f"/barriers/{code[1]}/sieve")
    for radio in page.get_by_role("radio", name="Use these words").all():
        radio.check()
    page.get_by_role("button", name="Share it like this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NEUTRAL)

    onlooker = open_page("other", viewport=PHONE, scripts=False)
    onlooker.goto(f"/barriers/{code[1]}")
    expect(onlooker.get_by_role("heading", level=1)).to_have_text(NEUTRAL)
    expect(onlooker.locator("main")).not_to_contain_text("Whitlock")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_page_of_the_sieve_fits_a_phone_in_another_language(open_page, language: str) -> None:
    page = open_page("member", viewport={"width": 320, "height": 700})
    _log_up_to_the_last_step(page, SENTENCE + " for Mr van-den-" + "x" * 24)
    page.goto(f"/{language}/{page.url.split('/', 3)[3]}")
    assert page.locator("html").get_attribute("lang") == language
    expect(page.locator("mark")).to_have_count(3)
    assert page.evaluate(STANDS_OUT) == []


def test_findings_are_decided_with_the_keyboard_alone(open_page) -> None:
    page = open_page("member")
    _log_up_to_the_last_step(page, SENTENCE)
    assert page.evaluate(STANDS_OUT) == []
    for place in range(2):
        tab_to(page, page.locator("fieldset").nth(place).get_by_role("radio").first)
        page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Share it like this"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A client waits for a key safe, and her daughter on 07700 900123 has the only key")
