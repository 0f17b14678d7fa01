"""A test client that looks at every page it receives as a validator, a screen reader and a burglar would."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import unquote_plus

from flask.testing import FlaskClient
from page_rules import problems_of_page
from pages import Page, form_values
from werkzeug.test import TestResponse

from ticc.foundation.security import POLICY

# Pieces of a page that htmx puts into another one.
FRAGMENTS = {"logging.while_typing", "drafting.keep", "prints.state", "looks.try_it", "reports.preview"}
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SEEN_LONG_AGO = 4000

_fine: set[str] = set()


class CarelessPage(AssertionError):
    """A page of the application that nobody should get; lists everything that is wrong with it."""


class CarefulClient(FlaskClient):
    """A client that refuses careless pages. A page of error 500 is refused too, unless `expects_defect` is set."""

    expects_defect = False
    # Off where thousands of pages are compared that other tests look at.
    looks = True
    # Odd words that a test types on purpose and that a page may say again.
    typed = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, look, and give the answer back."""
        # Read at once and closed: a file that is sent stays open otherwise.
        kwargs.setdefault("buffered", True)
        response = super().open(*args, **kwargs)
        if self.looks:
            self.look_at(response)
        return response

    def look_at(self, response: TestResponse) -> None:
        """Raise CarelessPage with everything that is wrong with an answer."""
        where = f"{response.request.method} {response.request.path} → {response.status_code}"
        problems = [f"{name} is {response.headers.get(name)!r}" for name, value in HEADERS.items() if response.headers.get(name) != value]
        if response.status_code >= 500 and not self.expects_defect and response.status_code != 503:
            problems.append("a defect (the log says which)")
        pool = self.application.extensions["database"].engine.pool
        if pool.checkedout():
            problems.append(f"{pool.checkedout()} database sessions are left open")
        if response.mimetype == "text/html" and response.data and not 300 <= response.status_code < 400:
            # A file to save needs nothing else: it holds its styles and its logo itself, as no page of the application may.
            is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
            problems += [one for one in self._problems_of_page(response) if not (is_file and (one == "inline style" or "data:image/" in one))]
        if problems:
            raise CarelessPage("\n  ".join([where, *problems]))

    def _problems_of_page(self, response: TestResponse) -> list[str]:
        html = response.get_data(as_text=True)
        fingerprint = hashlib.sha256(f"{id(self.application)}{response.request.path}{html}".encode()).hexdigest()
        if fingerprint in _fine:
            return []
        if len(_fine) > SEEN_LONG_AGO:
            _fine.clear()
        problems = [f"{name} is missing" for name in ("Cache-Control", "Vary") if name not in response.headers]
        problems += problems_of_page(
            html, self.application, response.request.method, response.request.path, FRAGMENTS, self.typed + unquote_plus(response.request.full_path)
        )
        if not problems:
            _fine.add(fingerprint)
        return problems

    def page(self, path: str, **kwargs: Any) -> Page:
        """Get a page that must be there (status 200)."""
        response = self.get(path, **kwargs)
        assert response.status_code == 200, f"{path} answered {response.status_code} {response.headers.get('Location', '')}"
        return Page(response)

    def submit(self, path: str, said: dict[str, Any] | None = None, *, form: int | str | None = None, follow: bool = False) -> TestResponse:
        """Open a page and send one of its forms as a browser would: what stands in it, and what `said` changes (None: take out).

        `form` says which one, by position among the POST forms or by a part of its action.
        """
        return self.send(self.page(path), said, form=form, follow=follow)

    def send(self, page: Page, said: dict[str, Any] | None = None, *, form: int | str | None = None, follow: bool = False) -> TestResponse:
        """Send a form of a page that was opened before."""
        forms = page.post_forms()
        if isinstance(form, str):
            forms = [one for one in forms if form in one.get("action", "")]
        elif form is None:
            # A page has one form beside those of its frame.
            forms = [one for one in forms if "sign-out" not in one.get("action", "")]
        else:
            forms = [forms[form]]
        assert len(forms) == 1, f"{len(forms)} forms on {page.path} fit {form!r}"
        values = form_values(forms[0])
        for name, value in (said or {}).items():
            if value is None:
                values.pop(name, None)
            else:
                values[name] = value
        return self.post(forms[0].get("action") or page.path, data=values, follow_redirects=follow)

    def token(self) -> str:
        """A token for a hand-made POST, from a page that has one."""
        return str(form_values(self.page("/account" if self.is_signed_in else "/sign-in").post_forms()[0])["csrf_token"])

    @property
    def is_signed_in(self) -> bool:
        """Whether the session belongs to somebody."""
        with self.session_transaction() as kept:
            return "_user_id" in kept
