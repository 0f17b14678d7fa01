"""Steps of the walks in which partners enter figures and targets."""

from __future__ import annotations

import re

from playwright.sync_api import Page

INDICATOR = "IND-03"


def fill_day(page: Page, name: str, day: int, month: int, year: int) -> None:
    """Type a day into its three fields."""
    for part, value in (("", day), ("-month", month), ("-year", year)):
        page.locator(f"#{name}{part}").fill(str(value))


def enter_figure(page: Page, value: str, year: int) -> str:
    """Enter a figure for everybody to see; returns its key."""
    page.goto(f"/outcomes/figures/new?indicator={INDICATOR}")
    page.locator("#value").fill(value)
    fill_day(page, "measured_on", 31, 3, year)
    page.locator("input[name=visibility][value=public]").check()
    page.locator("main form button[type=submit]").click()
    found = re.search(r"/outcomes/figures/([\w-]+)$", page.url)
    assert found and found[1] != "new", page.url
    return found[1]


def set_target(page: Page, value: str, year: int) -> str:
    """Set a target for everybody to see; returns its key."""
    page.goto(f"/outcomes/targets/new?indicator={INDICATOR}")
    page.locator("#value").fill(value)
    fill_day(page, "due_on", 31, 3, year)
    page.locator("input[name=visibility][value=public]").check()
    page.locator("main form button[type=submit]").click()
    link = page.locator("a[href*='/outcomes/targets/'][href$='/edit']").first.get_attribute("href") or ""
    return link.split("/")[-2]
