"""Walks of somebody who hears of something: on a phone without scripts, and from a mail."""

from __future__ import annotations

import re

import pytest
from posting import html_of

from tests.journeys.noticed import TITLE, choose_mail, mails, tell_of_a_match
from tests.journeys.walking import PHONE

pytestmark = pytest.mark.journey


def test_member_hears_of_a_match_on_a_phone_without_scripts_and_ends_mail(open_page, house) -> None:
    member = open_page("other", viewport=PHONE, scripts=False)
    choose_mail(member, "at-once")
    mails(house)
    code = tell_of_a_match(member, open_page("adviser"))
    mail = next(mail for mail in mails(house) if mail["To"] == "other@france.example")
    assert TITLE in mail["Subject"]
    links = re.findall(r'href="([^"]+)"', html_of(mail))
    assert f"{house.address}/barriers/{code}" in links
    # The link of the mail leads to the barrier; the notice waits in the menu.
    member.goto(f"{house.address}/barriers/{code}")
    member.locator(".app-menu summary").click()
    member.locator(".app-menu a[href='/account/notices']").click()
    first = member.locator(".app-notices > li").first
    assert TITLE in first.inner_text() and "What was tried elsewhere" in first.inner_text()
    first.get_by_role("button", name="Mark as read").click()
    assert "1 notice is marked as read" in member.locator(".app-flash").inner_text()
    # Somebody without a session ends all mail from the mail.
    visitor = open_page(viewport=PHONE, scripts=False)
    visitor.goto(next(link for link in links if "/account/mail/" in link))
    visitor.get_by_role("button", name="End all mail").click()
    assert visitor.locator("h1").inner_text() == "No more mail will come"
    member.goto("/account/notices")
    assert member.locator("input[name=rhythm][value=never]").is_checked()


def test_count_beside_the_name_leads_to_what_is_unread(open_page) -> None:
    member = open_page("member")
    adviser = open_page("adviser")
    tell_of_a_match(member, adviser)
    member.goto("/obstacles")
    count = member.locator(".app-header__unread-link")
    assert "unread notice" in (count.text_content() or "")
    count.focus()
    member.keyboard.press("Enter")
    member.wait_for_url("**/account/notices")
    member.get_by_role("button", name="Mark these as read").click()
    assert member.locator(".app-header__unread-link").count() == 0
