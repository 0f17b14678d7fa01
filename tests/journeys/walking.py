"""What the walks share: the served application, what a page complains of, and the few steps that every walk takes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from looks import a_png
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response

TICC = Path(sys.executable).parent / "ticc"
PASSWORD = "three plain words 47"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

# What tells the eye where the focus is: an outline, a shadow or the yellow ground of the design system, other than without the focus.
LOOK_OF_FOCUS = """() => {
  const one = document.activeElement;
  const looks = node => { const style = getComputedStyle(node); return [style.outline, style.boxShadow, style.backgroundColor, style.border].join('|'); };
  // The design system draws the focus of a radio or a tick box on the label that stands for it.
  const label = one.labels && one.labels[0];
  const seen = () => [looks(one), label ? getComputedStyle(label, '::before').boxShadow : '', one.firstElementChild ? looks(one.firstElementChild) : ''].join('#');
  const focused = seen();
  one.blur();
  const plain = seen();
  one.focus({focusVisible: true});
  const box = one.getBoundingClientRect();
  return {name: (one.textContent || '').trim().slice(0, 60) || one.id, differs: focused !== plain, shown: box.width > 0 && box.height > 0};
}"""

# Who walks: account, name, role, partner.
PEOPLE = {
    "member": ("member@kent.example", "Mary Member", "partner-member", "PAR-kchft"),
    "other": ("other@france.example", "Odile Autre", "partner-member", "PAR-soignons-humain"),
    "adviser": ("adviser@team.example", "Ada Adviser", "adviser", None),
    "second": ("second@team.example", "Sam Second", "adviser", None),
    "lead": ("lead@team.example", "Lea Lead", "project-lead", None),
    "admin": ("admin@team.example", "Adam Admin", "admin", None),
}


@dataclass
class House:
    """The application as it runs: its address, its data folder, and who has an account."""

    address: str
    environment: dict[str, str]
    kept: Path
    states: dict[str, str] = field(default_factory=dict)

    def ticc(self, *arguments: str) -> str:
        """Run the console command beside the running application."""
        done = subprocess.run([TICC, *arguments], env=self.environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, f"ticc {' '.join(arguments)}: {done.stderr}"
        return done.stdout

    def invite(self, email: str, name: str, role: str, partner: str | None = None) -> str:
        """Add a person; returns the path of the link that sets the password."""
        home = ["--partner", partner] if partner else []
        said = self.ticc("user", "add", email, "--name", name, "--role", role, *home)
        found = re.search(r"(/account/set-password/\S+)", said)
        assert found, said
        return found[1]


class Watch:
    """What a page complains of while somebody walks through it: script errors, refused resources, server errors."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda request: self._failed(request.url, str(request.failure)))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 422 is told as an error too; whether it should, the walk itself asks.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _failed(self, url: str, why: str) -> None:
        # A page that is left while something still loads is no failure.
        if "ERR_ABORTED" not in why:
            self.complaints.append(f"{url}: {why}")

    def _response(self, response: Response) -> None:
        # A form that is refused is no failure either, whether it answers with a page or with a piece of one.
        is_refusal = response.request.resource_type == "document" or response.status == 422
        if response.status >= 500 or (response.status >= 400 and not is_refusal):
            self.complaints.append(f"{response.url}: {response.status}")


def signed_in(house: House, browser: Browser, who: str) -> str:
    """The kept session of one of the people; the first time, the person sets a password by the invitation link."""
    if who not in house.states:
        link = house.invite(*PEOPLE[who])
        with closing_context(browser, house) as context:
            page = context.new_page()
            page.goto(link)
            set_password(page)
            house.states[who] = str(house.kept / f"{who}.json")
            context.storage_state(path=house.states[who])
    return house.states[who]


@contextmanager
def closing_context(browser: Browser, house: House, state: str | None = None) -> Iterator[BrowserContext]:
    """A browser window that closes at the end."""
    context = browser.new_context(base_url=house.address, storage_state=state)
    try:
        yield context
    finally:
        context.close()


def set_password(page: Page) -> None:
    """On the page of an invitation link: choose the password."""
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("main button[type=submit]")
    assert page.locator(".app-flash").count() == 1, page.url


def log_barrier(page: Page, title: str, finish: bool) -> str:
    """Log a barrier in the plainest way; returns its code."""
    page.goto("/barriers/new")
    page.fill("#title", title)
    page.click("main button[type=submit]")
    # The form waits for words that are being kept, and the address is the draft's already then.
    page.wait_for_url(re.compile(r"/barriers/BAR-[^/]+/(?!what)"))
    found = re.search(r"/barriers/([^/]+)/", page.url)
    assert found, page.url
    if finish:
        page.locator("input[name=obstacle]").last.check()
        page.click("main button[type=submit]")
        page.locator("input[name=site_code]").first.check()
        page.fill("#month", "3")
        page.fill("#year", "2025")
        page.click("main button[type=submit]")
        page.locator("input[name=severity]").first.check()
        page.click("main button[type=submit]")
        assert page.url.endswith(f"/barriers/{found[1]}"), page.url
    return found[1]


def define_report(page: Page, title: str, theme: str) -> str:
    """Define a report on one theme that tells everything; returns its key."""
    page.goto("/reports/new")
    page.fill("#title", title)
    page.locator("input[name=depth][value=full]").check()
    page.locator("main details summary").first.click()
    page.locator(f"input[name=theme][value={theme}]").check()
    page.fill("#foreword", "What **we** learned.\n\n- First\n- Second")
    page.get_by_role("button", name="Save and look at it").click()
    found = re.search(r"/reports/([^/]+)$", page.url)
    assert found, page.url
    return found[1]


FIGURES = """Résultat;Lieu;Valeur;Jour;Source;Pointure
IND-03;Kent;12,5;31/03/2026;Enquête annuelle;43
IND-03;Kent;11,5;avril 2026;;
IND-03;Knet;11;2026-05-31;;
IND-03;Kent;onze;2026-06-30;;
IND-03;Kent;12,5;2026-03-31;;
"""


def send_figures(page: Page, name: str) -> str:
    """Send a file with figures, two of them sound; returns the key of the import."""
    page.goto("/outcomes/import")
    page.set_input_files("#file", {"name": name, "mimeType": "text/csv", "buffer": FIGURES.encode()})
    page.click("main form button[type=submit]")
    found = re.search(r"/imports/([^/?]+)$", page.url)
    assert found, page.url
    return found[1]


def add_look(page: Page, name: str) -> str:
    """Add a look with a logo for the partner of the member; returns its key."""
    page.goto("/reports/looks/new")
    page.fill("#name", name)
    page.select_option("#partner_code", "PAR-kchft")
    page.fill("#colour", "#8a1c4a")
    page.locator("input[name=cover][value=band]").check()
    page.set_input_files("#logo", {"name": "logo.png", "mimeType": "image/png", "buffer": a_png()})
    page.fill("#logo_alt", "An apple tree")
    page.get_by_role("button", name="Save this look").click()
    found = re.search(r"/reports/looks/([^/]+)$", page.url)
    assert found and found[1] != "new", page.url
    return found[1]


def tab_to(page: Page, wanted: Locator, most: int = 60) -> None:
    """Press Tab until the wanted one has the focus; every stop on the way must be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        look = page.evaluate(LOOK_OF_FOCUS)
        assert look["differs"], f"the focus cannot be seen on: {look['name']}"
        assert look["shown"], f"the focus is on something that is not shown: {look['name']}"
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {wanted}")
