"""From the database into the index: what is read, and how the index keeps up."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, delete, select, update

from tests.search.search_samples import document
from ticc.accounts.models import Account
from ticc.barriers.models import Barrier, State
from ticc.catalogue.codes import Code
from ticc.catalogue.links import Reports
from ticc.catalogue.revision import Revision, Touched
from ticc.foundation.database import Database
from ticc.kinds import KINDS
from ticc.obstacles.models import Obstacle
from ticc.schema import METADATA
from ticc.search.documents import document_of, plain, read_documents
from ticc.search.keep import IndexKeeper
from ticc.search.whoosh_engine import WhooshEngine
from ticc.sites.models import Partner
from ticc.sources.models import Source

VISITOR = frozenset({"public"})
ROOT = Path(__file__).resolve().parents[2]

# Logs obstacles one after the other and lets the index catch up after each, as a web process does.
LOGGER = """
import sys
from pathlib import Path
from tests.search.test_search_keeping import add_obstacle
from ticc.foundation.database import Database
from ticc.kinds import KINDS
from ticc.search.keep import IndexKeeper
from ticc.search.whoosh_engine import WhooshEngine

url, directory, name = sys.argv[1:]
database = Database(url)
keeper = IndexKeeper(WhooshEngine(Path(directory)), database, KINDS)
for number in range(8):
    with database.act() as session:
        add_obstacle(session, f"OBS-{name}{number}", f"{name}word{number}")
    if not keeper.catch_up():
        sys.exit("could not catch up")
    if not keeper.engine.search(f"{name}word{number}", {"public"}, "en").hits:
        sys.exit("what was logged was not found")
"""


@dataclass
class Desk:
    """A database and the keeper of its index."""

    database: Database
    keeper: IndexKeeper

    def codes(self, query: str, *audiences: str) -> list[str]:
        """The codes that answer a query, once the index has caught up."""
        assert self.keeper.catch_up()
        return [hit.code for hit in self.keeper.engine.search(query, {"public", *audiences}, "en").hits]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty database and no index."""
    database = Database(f"sqlite:///{tmp_path / 'ticc.db'}")
    METADATA.create_all(database.engine)
    yield Desk(database, IndexKeeper(WhooshEngine(tmp_path / "index"), database, KINDS, pause_seconds=0))
    database.engine.dispose()


def add_obstacle(session: Session, code: str, title: str, **fields: object) -> None:
    """Add an obstacle to the catalogue."""
    _enter(session, code, "obstacle")
    session.add(Obstacle(code=code, title=title, theme="it-data", level="team", **fields))


def _enter(session: Session, code: str, kind: str) -> None:
    session.add(Code(code=code, kind=kind))
    session.flush()


def _add_source(session: Session, code: str, reports: str, says: str) -> None:
    _enter(session, code, "source")
    session.add(Source(code=code, title="A report", type_of_text="report", language="nl"))
    session.add(Reports(subject_code=code, object_code=reports, reason=says))


def _add_barrier(session: Session, code: str, title: str, **fields: object) -> None:
    if session.get(Code, "PAR-kent") is None:
        _enter(session, "PAR-kent", "partner")
        session.add(Partner(code="PAR-kent", title="Kent", country="england", role="delivery"))
        session.add(Account(id=1, email="a@example.org", name="A"))
        session.flush()
    _enter(session, code, "barrier")
    session.add(Barrier(code=code, title=title, partner_code="PAR-kent", logged_by=1, since=date(2026, 1, 1), **fields))


class TestDocuments:
    def test_texts_are_plain_and_hold_everything_that_the_kind_names(self) -> None:
        obstacle = Obstacle(
            code="OBS-1",
            title="Typed *twice* & more",
            summary="A **bold** claim",
            body="## What\n\nSee [the record](https://example.org) & `code`.",
            theme="it-data",
            level="team",
            signs=["A paper list"],
            expressions={"france": "Dossier de liaison"},
        )
        made = document_of(obstacle, KINDS["obstacle"], "It *says* so.")
        assert made.texts["en"]["title"] == "Typed *twice* & more"
        assert made.texts["en"]["summary"] == "A bold claim"
        assert "See the record & code." in made.texts["en"]["body"]
        assert "A paper list" in made.texts["en"]["body"]
        assert "Dossier de liaison" in made.texts["en"]["body"]
        assert (made.audience, made.evidence) == ("public", "It says so.")

    def test_translations_are_read_with_all_their_fields(self) -> None:
        said = {"title": "Titre", "summary": "Résumé", "signs": ["un signe"], "expressions": {"france": "la liaison"}, "checked": True}
        made = document_of(Obstacle(code="OBS-1", theme="a", level="b", translations={"fr": said}), KINDS["obstacle"])
        assert made.texts["fr"]["title"] == "Titre"
        assert made.texts["fr"]["body"].split("\n\n") == ["un signe", "la liaison"]

    def test_a_barrier_is_read_in_the_language_of_its_writer_and_a_source_in_english(self) -> None:
        barrier = Barrier(code="BAR-1", title="Trop tard", partner_code="PAR-kent", logged_by=1, language="fr", visibility="private")
        assert document_of(barrier, KINDS["barrier"]).texts["fr"]["title"] == "Trop tard"
        assert document_of(barrier, KINDS["barrier"]).audience == "PAR-kent"
        source = Source(code="SRC-1", title="Een verslag", type_of_text="report", language="nl")
        assert list(document_of(source, KINDS["source"]).texts) == ["en"]

    @pytest.mark.parametrize(("markdown", "words"), [("a < b & c", "a < b & c"), ("plain", "plain"), ("- one\n- two", "one\ntwo"), ("", "")])
    def test_markdown_becomes_what_a_reader_sees(self, markdown: str, words: str) -> None:
        assert plain(markdown) == words

    def test_only_what_is_listed_and_not_retired_is_read(self, desk: Desk) -> None:
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "kept")
            add_obstacle(session, "OBS-2", "retired", is_retired=True)
            _add_barrier(session, "BAR-1", "draft", state=State.DRAFT)
            _add_barrier(session, "BAR-2", "open", state=State.OPEN, visibility="programme")
        with desk.database.ask() as session:
            assert [one.code for one in read_documents(session, KINDS)] == ["OBS-1", "PAR-kent", "BAR-2"]
            assert [one.code for one in read_documents(session, KINDS, ["OBS-1", "OBS-2", "BAR-1", "OBS-9"])] == ["OBS-1"]
            assert list(read_documents(session, KINDS, [])) == []

    def test_evidence_of_a_hidden_source_is_not_read_for_a_public_entry(self, desk: Desk) -> None:
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "an obstacle")
            _add_source(session, "SRC-open", "OBS-1", "openly said")
            _add_source(session, "SRC-inside", "OBS-1", "said inside")
            session.flush()
            session.get_one(Source, "SRC-inside").visibility = "programme"
        with desk.database.ask() as session:
            (read,) = read_documents(session, KINDS, ["OBS-1"])
            assert read.evidence == "openly said"


class TestKeeping:
    def test_an_index_that_is_missing_is_made(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "wheelchair")
        with caplog.at_level(logging.WARNING):
            assert desk.codes("wheelchair") == ["OBS-1"]
        assert "no usable search index" in caplog.text

    def test_what_was_committed_is_found_and_what_was_rolled_back_is_not(self, desk: Desk) -> None:
        desk.database.after_commit.append(desk.keeper.catch_up)
        assert desk.keeper.catch_up()
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "wheelchair")
        assert desk.keeper.engine.search("wheelchair", VISITOR, "en").hits[0].code == "OBS-1"
        with pytest.raises(ZeroDivisionError), desk.database.act() as session:
            add_obstacle(session, "OBS-2", "ambulance")
            session.flush()
            raise ZeroDivisionError
        assert desk.codes("ambulance") == []

    def test_changes_reach_the_index_one_by_one(self, desk: Desk) -> None:
        with desk.database.act() as session:
            for number in range(3):
                add_obstacle(session, f"OBS-{number}", f"word{number}")
        assert desk.codes("word0 word1 word2") == ["OBS-0", "OBS-1", "OBS-2"]
        with desk.database.act() as session:
            session.get_one(Obstacle, "OBS-0").title = "another"
        with desk.database.act() as session:
            session.get_one(Obstacle, "OBS-1").is_retired = True
        assert (desk.codes("word0"), desk.codes("another"), desk.codes("word1"), desk.codes("word2")) == ([], ["OBS-0"], [], ["OBS-2"])

    def test_a_barrier_moves_between_audiences_with_its_visibility(self, desk: Desk) -> None:
        with desk.database.act() as session:
            _add_barrier(session, "BAR-1", "wheelchair", state=State.OPEN, visibility="private")
        assert (desk.codes("wheelchair"), desk.codes("wheelchair", "PAR-kent")) == ([], ["BAR-1"])
        for visibility, found in (("programme", []), ("public", ["BAR-1"]), ("private", [])):
            with desk.database.act() as session:
                session.get_one(Barrier, "BAR-1").visibility = visibility
            assert desk.codes("wheelchair") == found
        with desk.database.act() as session:
            session.get_one(Barrier, "BAR-1").state = State.WITHDRAWN
        assert desk.codes("wheelchair", "PAR-kent", "programme") == []

    def test_evidence_is_forgotten_when_its_source_is_hidden_or_the_link_is_gone(self, desk: Desk) -> None:
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "an obstacle")
            _add_source(session, "SRC-a", "OBS-1", "wheelchair")
            _add_source(session, "SRC-b", "OBS-1", "ambulance")
        assert (desk.codes("wheelchair"), desk.codes("ambulance")) == (["OBS-1"], ["OBS-1"])
        with desk.database.act() as session:
            session.get_one(Source, "SRC-a").visibility = "programme"
        assert desk.codes("wheelchair") == []
        with desk.database.act() as session:
            session.delete(session.exec(select(Reports).where(Reports.subject_code == "SRC-b")).one())
        assert desk.codes("ambulance") == []

    def test_nothing_is_done_when_nothing_has_changed(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        assert desk.keeper.catch_up()
        monkeypatch.setattr(desk.keeper.engine, "rebuild", None)
        monkeypatch.setattr(desk.keeper.engine, "update", None)
        assert desk.keeper.catch_up()

    def test_an_index_older_than_what_is_known_of_changes_is_made_anew(self, desk: Desk) -> None:
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "wheelchair")
        assert desk.keeper.catch_up()
        for number in (2, 3):
            with desk.database.act() as session:
                add_obstacle(session, f"OBS-{number}", f"word{number}")
        with desk.database.act() as session:
            session.execute(delete(Touched).where(Touched.revision <= 2))
        assert desk.codes("word2") == ["OBS-2"]

    def test_an_index_that_is_ahead_of_a_restored_catalogue_is_made_anew(self, desk: Desk) -> None:
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "wheelchair")
        desk.keeper.engine.rebuild([document("OBS-9", "ambulance")], 99)
        assert (desk.codes("ambulance"), desk.codes("wheelchair")) == ([], ["OBS-1"])

    def test_very_many_changes_make_it_anew(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        assert desk.keeper.catch_up()
        monkeypatch.setattr("ticc.search.keep.MANY", 2)
        monkeypatch.setattr(desk.keeper.engine, "update", None)
        with desk.database.act() as session:
            for number in range(3):
                add_obstacle(session, f"OBS-{number}", f"word{number}")
        assert desk.codes("word2") == ["OBS-2"]

    def test_a_failure_is_logged_and_paused_after_and_never_raised(self, desk: Desk, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
        (tmp_path / "index").write_text("no folder")
        desk.keeper.pause_seconds = 60
        assert not desk.keeper.catch_up()
        assert "could not be brought up to date" in caplog.text
        (tmp_path / "index").unlink()
        assert not desk.keeper.catch_up()
        desk.keeper._not_before = 0
        assert desk.keeper.catch_up()

    def test_a_database_that_is_away_is_a_failure_like_any_other(self, desk: Desk) -> None:
        METADATA.drop_all(desk.database.engine)
        assert not desk.keeper.catch_up()

    def test_a_rebuild_that_was_asked_for_says_what_hinders_it(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "index").write_text("no folder")
        with pytest.raises(OSError, match="index"):
            desk.keeper.rebuild()

    def test_a_rebuild_returns_the_revision_that_it_holds(self, desk: Desk) -> None:
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "wheelchair")
        assert desk.keeper.rebuild() == desk.keeper.engine.revision() == 1

    def test_an_index_that_was_thrown_away_comes_back_at_the_next_search(self, desk: Desk, tmp_path: Path) -> None:
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "wheelchair")
        assert desk.codes("wheelchair") == ["OBS-1"]
        shutil.rmtree(tmp_path / "index")
        assert desk.codes("wheelchair") == ["OBS-1"]

    def test_a_revision_moved_by_hand_without_a_change_is_caught_up_with(self, desk: Desk) -> None:
        with desk.database.act() as session:
            add_obstacle(session, "OBS-1", "wheelchair")
        assert desk.keeper.catch_up()
        with desk.database.act() as session:
            session.execute(update(Revision).values(number=5))
        assert desk.codes("wheelchair") == ["OBS-1"]
        assert desk.keeper.engine.revision() == 5

    def test_two_processes_that_write_at_once_lose_nothing(self, desk: Desk, tmp_path: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        arguments = [sys.executable, "-W", "error", "-c", LOGGER, desk.database.url, str(tmp_path / "index")]
        loggers = [subprocess.Popen([*arguments, name], env=environment, stderr=subprocess.PIPE, text=True) for name in ("left", "right")]
        said = [logger.communicate(timeout=60)[1] for logger in loggers]
        assert [logger.returncode for logger in loggers] == [0, 0], said
        assert [len(desk.codes(f"{name}word{number}")) for name in ("left", "right") for number in range(8)] == [1] * 16
        assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1
