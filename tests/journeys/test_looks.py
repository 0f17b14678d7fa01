"""A lead makes a look: what is typed and picked is seen at once, with and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.walking import House, Watch, add_look, closing_context, signed_in, tab_to

pytestmark = pytest.mark.journey


def test_specimen_follows_what_is_typed_and_picked(house: House, browser: Browser) -> None:
    with closing_context(browser, house, signed_in(house, browser, "lead")) as context:
        page = context.new_page()
        watch = Watch(page)
        page.goto("/reports/looks/new")
        shown = page.locator("#look-specimen")
        page.fill("#footer_words", "Under the apple tree")
        expect(shown).to_contain_text("Under the apple tree")
        page.fill("#colour", "#8a1c4a")
        expect(page.locator("#picker")).to_have_value("#8a1c4a")
        expect(shown.locator("[fill='#8a1c4a']").first).to_be_attached()
        page.locator("#picker").fill("#223344")
        expect(page.locator("#colour")).to_have_value("#223344")
        expect(shown.locator("[fill='#223344']").first).to_be_attached()
        assert not watch.complaints


def test_look_is_chosen_and_tried_by_keyboard(house: House, browser: Browser) -> None:
    with closing_context(browser, house, signed_in(house, browser, "lead")) as context:
        page = context.new_page()
        key = add_look(page, "By keyboard")
        page.goto(f"/reports/looks/{key}")
        tab_to(page, page.get_by_role("link", name="Change this look"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/edit")
        tab_to(page, page.locator("#colour"))
        page.keyboard.press("Control+A")
        page.keyboard.type("#223344")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("By keyboard")
        assert "#223344" in page.locator(".app-facts").inner_text()


def test_look_is_seen_before_it_is_saved_without_a_script(house: House, browser: Browser) -> None:
    context = browser.new_context(base_url=house.address, storage_state=signed_in(house, browser, "lead"), java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto("/reports/looks/new")
        page.fill("#name", "Unscripted")
        page.select_option("#partner_code", index=1)
        page.fill("#colour", "#8a1c4a")
        page.get_by_role("button", name="Look at it first").click()
        assert page.url.endswith("/reports/looks/new#look-specimen")
        assert page.locator("#look-specimen [fill='#8a1c4a']").count() > 0
        assert page.locator("#name").input_value() == "Unscripted"
        page.goto("/reports/looks")
        assert "Unscripted" not in page.locator("main").inner_text()
    finally:
        context.close()
