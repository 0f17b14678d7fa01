"""Walks of a project lead: a report is defined by keyboard with its preview beside, and without scripts on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import PHONE, tab_to

pytestmark = pytest.mark.journey


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_a_report_is_defined_with_the_keyboard_and_its_preview_follows(open_page) -> None:
    page = open_page("lead")
    page.goto("/reports/new")
    preview = page.locator("#preview")
    expect(preview.locator(".app-report")).to_be_visible()
    everything = preview.locator(".app-preview__said").inner_text()
    page.locator("#title").press_sequentially("What blocks us", delay=2)
    expect(preview.locator(".app-report__title")).to_have_text("What blocks us")
    assert focused(page) == "title"

    # A section goes up, and the hand stays on its button.
    tab_to(page, page.locator("#up-failures"), 80)
    stood = page.locator("#up-failures").bounding_box()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Failures worth knowing is now 6 of 13.")
    expect(preview.locator("nav li").nth(5)).to_have_text("Failures worth knowing")
    assert focused(page) == "up-failures"
    assert page.locator("#title").input_value() == "What blocks us"
    now = page.locator("#up-failures").bounding_box()
    assert stood and now and abs(stood["y"] - now["y"]) < 200, "the page stays where it was"

    # A choice narrows the preview, which stays where it was scrolled to; taking it out leads on.
    page.locator("#preview-found").evaluate("one => { one.scrollTop = 300; }")
    page.locator("#scope summary").press("Enter")
    page.locator("input[name=level][value=team]").press("Space")
    expect(preview.locator("#chip-level-team")).to_be_visible()
    assert preview.locator(".app-preview__said").inner_text() != everything
    assert page.locator("#preview-found").evaluate("one => one.scrollTop") == 300
    preview.locator("#chip-level-team").press("Enter")
    expect(page.locator("input[name=level][value=team]")).not_to_be_checked()
    expect(preview.locator("#chips-none")).to_be_focused()
    expect(preview.locator(".app-preview__said")).to_have_text(everything)

    # What is wrong is said beside, and nothing is saved by looking.
    page.locator("#since").fill("20")
    expect(preview).to_contain_text("'20' is not a year")
    page.locator("#since").fill("")
    expect(preview.locator(".app-report")).to_be_visible()
    page.locator("#title").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What blocks us")
    assert re.search(r"/reports/[^/]+$", page.url)


def test_a_report_is_defined_on_a_phone_without_scripts(open_page) -> None:
    page = open_page("lead", viewport=PHONE, scripts=False)
    page.goto("/reports/new")
    page.locator("#title").fill("On the road")
    page.locator("#down-summary").click()
    assert page.url.endswith("#row-summary")
    assert page.locator("#title").input_value() == "On the road"
    page.get_by_role("button", name="Preview, without saving").click()
    expect(page.locator("#preview nav li").first).to_have_text("The story of the transfer")
    page.locator("#with-codes").check()
    page.get_by_role("button", name="Save and look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("On the road")
    page.get_by_label("Language of the report").select_option("nl")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".app-report")).to_have_attribute("lang", "nl")
    page.get_by_role("link", name="Delete the definition").click()
    page.get_by_role("button", name="Delete the definition").click()
    expect(page.get_by_role("status")).to_contain_text("Deleted: On the road")
