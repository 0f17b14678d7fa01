"""The wall of the unit tests stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from installation import GARDENS, gardens_settings
from sqlmodel import Session, create_engine

from ticc.factory import create_app
from ticc.foundation.database import Database


def test_engine_is_refused_when_a_unit_test_makes_one() -> None:
    with pytest.raises(AssertionError, match="unit tests have no database"):
        create_engine("sqlite://")


def test_session_is_refused_when_a_unit_test_opens_one() -> None:
    with pytest.raises(AssertionError, match="unit tests have no database"):
        Session()


def test_database_is_refused_when_a_unit_test_asks_for_it() -> None:
    with pytest.raises(AssertionError, match="unit tests have no database"):
        Database("sqlite://")


def test_application_is_refused_when_a_unit_test_starts_it(tmp_path: Path) -> None:
    assert GARDENS.is_dir()
    with pytest.raises(AssertionError, match="unit tests have no database"):
        create_app(gardens_settings(tmp_path, "sqlite://"))
