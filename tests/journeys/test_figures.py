"""A partner enters figures on a phone between two visits, without scripts; and by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.measured import fill_day
from tests.journeys.walking import PHONE, tab_to

pytestmark = pytest.mark.journey


def test_a_member_enters_two_figures_on_a_phone_without_scripts(open_page) -> None:
    page = open_page("member", viewport=PHONE, scripts=False)
    page.goto("/outcomes")
    page.get_by_role("link", name="Enter a figure").click()
    page.get_by_role("link", name="Sickness absence").click()
    expect(page.locator("#value")).to_have_attribute("inputmode", "decimal")
    page.locator("#value").fill("1.234")
    fill_day(page, "measured_on", 31, 12, 2025)
    page.locator("#source").fill("Our rota")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Leave out separators").click()
    assert page.url.endswith("#value")
    page.locator("#value").fill("6,8")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("6.8")
    page.get_by_role("link", name="Enter another for the same site").click()
    page.get_by_role("link", name="Staff satisfaction").click()
    expect(page.locator("#measured_on-year")).to_have_value("2025")
    expect(page.locator("#source")).to_have_value("Our rota")
    page.locator("#value").fill("80")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Staff satisfaction").last.click()
    expect(page.locator("#figures")).to_be_visible()
    expect(page.locator("svg.app-chart--lines")).to_be_visible()


def test_a_member_withdraws_a_figure_by_keyboard(open_page) -> None:
    page = open_page("member")
    page.goto("/outcomes/figures/new?indicator=IND-14")
    tab_to(page, page.locator("#value"))
    page.keyboard.type("3")
    for typed in ("1", "6", "2025"):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3")
    tab_to(page, page.locator("details summary >> nth=-1"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#because"))
    page.keyboard.type("It was typed twice")
    tab_to(page, page.locator("form[action$='/withdraw'] button"))
    page.keyboard.press("Enter")
    expect(page.locator(".nhsuk-inset-text")).to_contain_text("It was typed twice")
