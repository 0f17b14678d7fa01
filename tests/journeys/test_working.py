"""A barrier is worked from a phone without scripts, and by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.test_pages import STANDS_OUT
from tests.journeys.walking import DESKTOP, PHONE, log_barrier, tab_to
from tests.journeys.worked import send, work_on

pytestmark = pytest.mark.journey


def test_barrier_is_worked_on_a_phone_without_scripts(open_page) -> None:
    page = open_page("member", viewport=PHONE, scripts=False)
    code = log_barrier(page, "Two passwords are asked for at every door of the clinic", finish=True)
    work_on(page, code)
    main = page.locator("main")
    expect(page.locator("#now")).to_have_text("What is next")
    expect(main).to_contain_text("overdue by")
    assert page.evaluate(STANDS_OUT) == []
    page.locator(".app-work-steps a").first.click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Say what came of it")
    page.get_by_label("What came of it?").fill("They send one every month")
    page.get_by_role("button", name="Save").click()
    expect(main).to_contain_text("No next step is written down.")
    page.get_by_role("link", name="Tries", exact=True).click()
    expect(main).to_contain_text("Nobody answered for three months.")
    expect(main).not_to_contain_text("They send one every month")

    onlooker = open_page("other", viewport=PHONE, scripts=False)
    onlooker.goto(f"/barriers/{code}")
    expect(onlooker.locator("main")).to_contain_text("Nobody answered for three months.")
    for hidden in ("The council knows of it", "Ask the council", "Head of community services", "A regulator", "What it costs"):
        expect(onlooker.locator("main")).not_to_contain_text(hidden)
    page.goto("/barriers?view=board&mine=1")
    expect(page.locator("main")).to_contain_text("Two passwords are asked for")
    assert page.evaluate(STANDS_OUT) == []


def test_note_is_written_by_keyboard_alone(open_page) -> None:
    page = open_page("member", viewport=DESKTOP)
    code = log_barrier(page, "The key cabinet is locked when the evening shift begins", finish=True)
    page.goto(f"/barriers/{code}")
    tab_to(page, page.get_by_role("link", name="Add a note"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a note")
    tab_to(page, page.get_by_label("What happened?"))
    page.keyboard.type("The porter has a second key")
    tab_to(page, page.get_by_role("button", name="Keep the note"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("The porter has a second key")


def test_try_without_a_name_is_read_without_a_name(open_page) -> None:
    page = open_page("member", viewport=PHONE, scripts=False)
    code = log_barrier(page, "The evening round begins before the handover ends", finish=True)
    said = {"other": "SOL-012", "happened": "It was dropped after a week"}
    chosen = ("input[name=solution][value=other]", "input[name=result] >> nth=3", "input[name=authorship] >> nth=2")
    send(page, f"/barriers/{code}/tries/new", said, "Save", *chosen)
    expect(page.locator("main")).to_contain_text("told without a name")
    onlooker = open_page("other", viewport=PHONE, scripts=False)
    onlooker.goto("/solutions/SOL-012")
    expect(onlooker.locator("main")).to_contain_text("It was dropped after a week")
    expect(onlooker.locator("main")).not_to_contain_text(code)
    onlooker.goto(f"/barriers/{code}")
    expect(onlooker.locator("main")).not_to_contain_text("It was dropped after a week")
