"""The engines that every test of the suite runs against; another engine is one more line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.search.search_samples import CATALOGUE, OpenEngine
from ticc.search.engine import SearchEngine
from ticc.search.synonyms import NO_SYNONYMS, Synonyms
from ticc.search.whoosh_engine import WhooshEngine

ENGINES: dict[str, Callable[[Path, Synonyms], SearchEngine]] = {"whoosh": WhooshEngine}


@pytest.fixture(params=ENGINES)
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> OpenEngine:
    """A function that opens the index of this test; each call gives an engine that knows nothing of the others."""
    return lambda synonyms=NO_SYNONYMS: ENGINES[request.param](tmp_path / "index", synonyms)


@pytest.fixture
def engine(open_engine: OpenEngine) -> SearchEngine:
    """An engine that holds the sample catalogue at revision 1."""
    made = open_engine()
    made.rebuild(CATALOGUE, 1)
    return made


@pytest.fixture(scope="session", params=ENGINES)
def lasting_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    """The sample catalogue for tests that only ask."""
    made = ENGINES[request.param](tmp_path_factory.mktemp("lasting"), NO_SYNONYMS)
    made.rebuild(CATALOGUE, 1)
    return made
