"""A file with figures is sent, looked at, mended, taken and undone: with the keyboard alone, and on a phone without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import FIGURES, PHONE, tab_to

pytestmark = pytest.mark.journey


def test_figures_of_a_file_are_taken_and_undone_with_the_keyboard_alone(open_page) -> None:
    page = open_page("member")
    page.goto("/outcomes/import")
    tab_to(page, page.locator("#file"))
    # What the file chooser of the system gives back; it opens with Space, and is no page.
    page.set_input_files(
        "#file", {"name": "keyboard.csv", "mimeType": "text/csv", "buffer": FIGURES.replace("Kent", "Medway").replace("12,5", "12,75").encode()}
    )
    tab_to(page, page.get_by_role("button", name="Look what it would bring"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/imports/*")
    expect(page.locator("main")).to_contain_text("onze")
    tab_to(page, page.get_by_role("button", name="Forget this file"))
    page.keyboard.press("Enter")
    expect(page.locator(".app-flash")).to_contain_text("forgotten")


def test_figures_of_a_file_are_taken_and_undone_on_a_phone_without_scripts(open_page) -> None:
    page = open_page("other", PHONE, scripts=False)
    page.goto("/fr/outcomes/import")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".nhsuk-error-summary a")).to_have_attribute("href", "#file")
    page.set_input_files("#file", {"name": "france.csv", "mimeType": "text/csv", "buffer": FIGURES.replace("Kent", "SIT-france").encode()})
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("france.csv")
    expect(page.locator("main table tbody tr")).to_have_count(5)
    expect(page.locator("main table tbody tr").first).to_contain_text("Knet")
    with page.expect_download() as mended:
        page.locator("a[href$='/problems.csv']").click()
    assert "Knet" in mended.value.path().read_text(encoding="utf-8-sig")
    page.locator("form[action$='/take'] button").click()
    expect(page.locator(".app-flash")).to_contain_text("2")
    page.goto("/fr/outcomes/IND-03?site=SIT-france")
    expect(page.locator("main")).to_contain_text("12,5")
    page.go_back()
    page.locator("form[action$='/undo'] button").click()
    expect(page.locator(".app-flash")).to_contain_text("2")
    page.goto("/fr/outcomes/IND-03?site=SIT-france")
    expect(page.locator("main")).not_to_contain_text("12,5")
