"""Capture in a real browser: words kept while they are typed, a quick note with one thumb, and a file without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import PHONE

pytestmark = pytest.mark.journey

NARROW = {"width": 320, "height": 640}
THUMB = 44


def _too_small(page: Page) -> list[str]:
    """The buttons and choices of the page that a thumb misses; smaller ones inside a list are no main act."""
    return page.eval_on_selector_all(
        "main form .nhsuk-button:not(.nhsuk-button--small), main .nhsuk-radios__item, main form .nhsuk-input",
        f"all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < {THUMB} - 4).map(one => one.outerHTML.slice(0, 90))",
    )


def test_words_are_kept_while_they_are_typed_and_found_on_another_device(open_page) -> None:
    phone = open_page("member", viewport=PHONE)
    phone.goto("/barriers/new")
    phone.locator("#title").press_sequentially("The scales are locked away at the week-end", delay=2)
    expect(phone.locator("#kept")).to_contain_text("Saved as a draft at")
    phone.wait_for_url(re.compile(r"/barriers/BAR-[\d-]+/what$"))
    address = phone.url
    phone.locator("#because").fill("One person has the key")
    phone.locator("#body").focus()
    laptop = open_page("member")
    for _ in range(20):
        laptop.goto(address)
        if laptop.locator("#because").input_value():
            break
        laptop.wait_for_timeout(300)
    assert laptop.locator("#because").input_value() == "One person has the key"

    # Both go on: the phone learns of it, and loses nothing.
    laptop.locator("#because").fill("Said on the laptop")
    expect(laptop.locator("#kept")).to_contain_text("Saved as a draft at")
    phone.locator("#because").fill("Said on the phone")
    expect(phone.locator("#kept")).to_contain_text("Said on the laptop")
    assert phone.locator("#because").input_value() == "Said on the phone"

    # Sent at once after typing, it stays one draft.
    laptop.locator("#so_that").fill("Weights are guessed")
    laptop.get_by_role("button", name="Save and go on").click()
    expect(laptop.get_by_role("heading", level=1)).to_have_text("Is it one of these?")
    laptop.goto("/barriers")
    expect(laptop.get_by_role("link", name="The scales are locked away at the week-end")).to_have_count(1)
    # The refused saving of the phone is no fault of the page.
    phone.close()


def test_a_quick_note_is_written_with_one_thumb(open_page) -> None:
    page = open_page("member", viewport=NARROW, scripts=False)
    page.goto("/barriers/quick")
    assert _too_small(page) == []
    page.locator("#title").fill("Nobody may open the store after four")
    page.get_by_role("radio", name="Kent", exact=True).check()
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator("main")).to_contain_text("This is a quick note")
    page.get_by_role("link", name="Add or remove a file").click()
    page.locator("#file").set_input_files({"name": "store.txt", "mimeType": "text/plain", "buffer": b"Opening hours"})
    page.get_by_role("button", name="Attach the file").click()
    expect(page.locator("main")).to_contain_text("store.txt")
    page.locator("form[action$='/remove'] button").click()
    expect(page.locator("main")).to_contain_text("No file is attached")


def test_a_look_alike_is_recognised_by_keyboard_while_typing(open_page) -> None:
    page = open_page("other")
    page.goto("/barriers/new")
    page.locator("#title").press_sequentially("We type every visit twice, into two systems", delay=2)
    button = page.locator("button[name=met][value=OBS-043]")
    expect(button).to_be_visible()
    expect(page.locator("#kept")).to_contain_text("Saved as a draft at")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Where, and since when?")
