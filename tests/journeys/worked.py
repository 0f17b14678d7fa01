"""Steps of the walks in which a barrier is worked."""

from __future__ import annotations

import re

from playwright.sync_api import Page


def send(page: Page, address: str, said: dict[str, str], button: str, *chosen: str) -> None:
    """Open the page of an act, fill it in and send it."""
    page.goto(address)
    for name, words in said.items():
        page.locator(f"main [name={name}]").fill(words)
    for one in chosen:
        page.locator(one).check()
    page.get_by_role("button", name=button, exact=True).click()
    assert "/barriers/BAR-" in page.url and "/new" not in page.url, page.url


def work_on(page: Page, code: str) -> dict[str, str]:
    """One of everything that can be done about a barrier; returns the keys."""
    at = f"/barriers/{code}"
    send(page, f"{at}/notes/new", {"words": "The council **knows** of it.\n\n- one\n- two"}, "Keep the note")
    send(page, f"{at}/steps/new", {"words": "Ask the council for an export", "due_on": "2026-01-10"}, "Keep the step")
    send(page, f"{at}/costs/new", {"on": "2025-06-01", "hours_low": "10", "hours_likely": "20", "hours_high": "40"}, "Save")
    send(page, f"{at}/costs/new", {"on": "2026-01-01", "hours_low": "5", "hours_likely": "9", "hours_high": "12", "money_likely": "300"}, "Save")
    send(page, f"{at}/stances/new", {"who": "Head of community services"}, "Save", "input[name=position] >> nth=1")
    send(page, f"{at}/escalations/new", {"body": "A regulator", "ask": "Allow one record for both"}, "Put it to the advisers")
    said = {"other": "SOL-007", "happened": "Nobody answered for three months."}
    send(page, f"{at}/tries/new", said, "Save", "input[name=solution][value=other]", "input[name=result] >> nth=2")
    found = {}
    for name, part in (("note", "notes"), ("step", "steps"), ("cost", "costs"), ("stance", "stances")):
        link = page.locator(f"main a[href*='/{part}/']:not([href$='/new'])").last.get_attribute("href") or ""
        key = re.search(rf"/{part}/([^/?#]+)", link)
        assert key, (name, link)
        found[f"worked_{name}"] = key[1]
    return found


def key_of_escalation(page: Page, code: str) -> str:
    """As an adviser: the key of what was put to the advisers."""
    page.goto(f"/barriers/{code}")
    link = page.locator("main a[href*='/escalations/']").first.get_attribute("href") or ""
    return link.split("/")[-2]


def key_of_question(page: Page, code: str) -> str:
    """As the partner: the key of what an adviser asked."""
    page.goto(f"/barriers/{code}")
    link = page.locator("main a[href*='/questions/']:not([href$='/new'])").first.get_attribute("href") or ""
    return link.rpartition("/")[2]
