"""The health of the installation: database and index, as `ticc doctor` reports them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import text

from ticc import migrate
from ticc.advice.health import Check, Grade
from ticc.assessment.instrument import Readable
from ticc.assessment.queries import list_changed_instruments
from ticc.catalogue.revision import current_revision
from ticc.foundation.database import Database
from ticc.search.engine import SearchEngine


def examine_system(database: Database, engine: SearchEngine, instruments: Mapping[str, Readable]) -> list[Check]:
    """Whether the schema is the newest one, the index holds the newest revision, and instruments in use stand as they were begun with."""
    with database.ask() as session:
        schema = session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar()
        revision = current_revision(session)
        rewritten = tuple(list_changed_instruments(session, instruments))
    behind = schema != migrate.newest()
    held = engine.revision()
    return [
        Check(
            "database schema older than the program: run 'ticc init'",
            Grade.ERROR if behind else Grade.INFO,
            (str(schema),) if behind else (),
            int(behind),
        ),
        Check(
            "search index missing or behind: it heals at the next search",
            Grade.WARNING if held != revision else Grade.INFO,
            (),
            int(held != revision),
        ),
        Check(
            "instrument changed under a version that assessments use: give the new words a new version",
            Grade.WARNING if rewritten else Grade.INFO,
            rewritten,
            len(rewritten),
        ),
    ]
