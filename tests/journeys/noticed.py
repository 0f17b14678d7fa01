"""Steps of the walks on notices: choosing mail, and having something to hear of."""

from __future__ import annotations

import re
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page
from posting import mail_server

from tests.journeys.walking import House, log_barrier

TITLE = "Every visit is typed twice and nobody reads the second form"


def choose_mail(page: Page, rhythm: str) -> None:
    """Say how often mail is to come."""
    page.goto("/account/notices")
    page.locator(f"input[name=rhythm][value={rhythm}]").check()
    page.locator("form[action$='/rhythm'] button").click()
    assert "Saved" in page.locator(".app-flash").inner_text(), page.url


def tell_of_a_match(member: Page, adviser: Page) -> str:
    """A member logs a barrier and an adviser confirms which obstacle it is; returns the barrier's code."""
    code = log_barrier(member, TITLE, finish=True)
    adviser.goto(f"/barriers/{code}/match")
    adviser.locator("input[name=obstacle]").first.check()
    adviser.fill("[name=reason]", "It is the same.")
    adviser.locator("main form button[type=submit]").first.click()
    assert adviser.url.endswith(f"/barriers/{code}"), adviser.url
    return code


def mails(house: House) -> list[EmailMessage]:
    """What `ticc notify` sends now, taken by a mail server of the test."""
    with mail_server() as box:
        words = [Path(sys.executable).parent / "ticc", "notify"]
        done = subprocess.run(words, env={**house.environment, **box.settings}, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return list(box.taken)


def key_that_ends_mail(house: House, to: str) -> str:
    """The key that stands in the mail to a person for whom something waits."""
    mail = next(mail for mail in mails(house) if mail["To"] == to)
    found = re.search(r"/account/mail/([^>]+)>", mail["List-Unsubscribe"])
    assert found
    return found[1]
