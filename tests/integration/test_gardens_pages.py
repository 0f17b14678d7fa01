"""Another programme's pack goes through everything: nothing of the field is hard-wired."""

from __future__ import annotations

import pytest
from careful_client import CarefulClient
from factories import sign_in
from flask import Flask

PAGES = [
    "/", "/obstacles", "/obstacles/OBS-001", "/solutions", "/solutions/SOL-001", "/blueprint", "/blueprint/PRI-01", "/methodology",
    "/methodology/STEP-01", "/sites", "/sites/SIT-porto", "/partners/PAR-rose-school", "/sources", "/sources/SRC-porto-study", "/search?q=beans",
    "/graph/OBS-001", "/graph/SOL-001", "/glossary", "/about", "/tour", "/privacy", "/accessibility", "/sign-in",
]  # fmt: skip


@pytest.mark.parametrize("language", ["", "/fr", "/nl"])
@pytest.mark.parametrize("path", PAGES)
def test_page_of_another_programme_is_careful_when_browsed(visitor: CarefulClient, language: str, path: str) -> None:
    page = visitor.page(language + path)
    assert "Bean Club" in page.title


def test_home_of_member_is_careful(app: Flask) -> None:
    assert sign_in(app).page("/").heading
