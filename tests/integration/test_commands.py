"""The `ticc` command: help, exit codes, what is wrong on stderr, one JSON document on stdout."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from careful_client import CarefulClient
from click.testing import CliRunner, Result
from clusters import Store
from commands import all_commands
from factories import add_barrier, rows
from flask import Flask
from installation import GARDENS

from ticc.accounts.models import Account
from ticc.catalogue.words import Visibility
from ticc.cli import ticc
from ticc.settings import Settings

Run = Callable[..., Result]
# What is called with its least arguments, for commands that read or change the catalogue.
LEAST: dict[str, tuple[str, ...]] = {
    "content load": ("content", "load"),
    "content export": ("content", "export", "{tmp}/out"),
    "search": ("search", "beans"),
    "similar": ("similar", "nobody waters the beans"),
    "suggest": ("suggest", "OBS-001"),
    "graph stats": ("graph", "stats"),
    "graph export": ("graph", "export", "{tmp}/graph.json"),
    "doctor": ("doctor",),
    "user add": ("user", "add", "new@beans.example", "--name", "New", "--role", "adviser"),
    "user invite": ("user", "invite", "new@beans.example"),
    "demo remove": ("demo", "remove"),
    "report build": ("report", "build", "--out", "{tmp}/report.md"),
    "release make": ("release", "make"),
    "release list": ("release", "list"),
    "release changes": ("release", "changes", "1"),
    "tidy": ("tidy",),
    "notify": ("notify",),
    "index rebuild": ("index", "rebuild"),
}
# Covered by tests of their own, or by the browser walks (they serve until they are stopped).
ELSEWHERE = {"init", "serve", "run", "content check", "import measurements", "import barriers", "import undo"}


def _runner(database_url: str, data_dir: Path, content_dir: Path = GARDENS) -> Run:
    environment = {"TICC_DATABASE_URL": database_url, "TICC_DATA_DIR": str(data_dir), "TICC_CONTENT_DIR": str(content_dir)}

    def run(*words: str, **more: str) -> Result:
        return CliRunner().invoke(ticc, words, env={**environment, **more})

    return run


@pytest.fixture
def run(settings: Settings) -> Run:
    """Call the command on this test's database."""
    return _runner(settings.database_url, settings.data_dir)


@pytest.mark.parametrize("words", [words for words, _ in all_commands()], ids=" ".join)
def test_command_explains_itself_when_asked_for_help(words: tuple[str, ...]) -> None:
    told = CliRunner().invoke(ticc, [*words, "--help"])
    assert told.exit_code == 0
    assert told.stdout.startswith("Usage: ticc")


def test_every_command_is_tried() -> None:
    assert {" ".join(words) for words, _ in all_commands()} == set(LEAST) | ELSEWHERE


@pytest.mark.parametrize("name", LEAST)
def test_command_says_what_to_do_and_exits_1_when_the_database_is_empty(store: Store, tmp_path: Path, name: str) -> None:
    url = store.empty()
    told = _runner(url, tmp_path / "data")(*(word.format(tmp=tmp_path) for word in LEAST[name]))
    store.drop(url)
    assert told.exit_code == 1, told.output
    assert isinstance(told.exception, SystemExit), told.exception
    assert "ticc init" in told.stderr
    assert told.stdout == ""


@pytest.mark.parametrize("name", sorted(set(LEAST) - {"user invite", "doctor", "release changes"}))
def test_command_exits_0_when_all_is_well(run: Run, tmp_path: Path, name: str) -> None:
    told = run(*(word.format(tmp=tmp_path) for word in LEAST[name]))
    assert told.exit_code == 0, told.output


@pytest.mark.parametrize(
    "words", [["nonsense"], ["search"], ["search", "x", "--limit", "0"], ["search", "x", "--kind", "x"], ["user", "add", "x"], ["index"], ["suggest"]]
)
def test_command_exits_2_when_it_is_called_wrongly(run: Run, words: list[str]) -> None:
    told = run(*words)
    assert told.exit_code == 2
    assert "Usage:" in told.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("suggest", "OBS-999"), "there is no obstacle 'OBS-999'"),
        (("suggest", "SOL-001"), "there is no obstacle 'SOL-001'"),
        (("graph", "export", "graph.svg"), "graphml, gexf, json"),
        (("graph", "export", "/no/such/folder/graph.json"), "/no/such/folder"),
        (("content", "export", str(GARDENS)), "is not empty"),
        (("content", "load", "/no/such/folder"), "there is no such folder"),
        (("user", "add", "nonsense", "--name", "N", "--role", "adviser"), "is not an e-mail address"),
        (("user", "add", "n@n.example", "--name", "N", "--role", "partner-member"), "needs the code of a partner"),
        (("user", "add", "n@n.example", "--name", "N", "--role", "partner-member", "--partner", "PAR-x"), "needs the code of a partner"),
        (("user", "invite", "nobody@n.example"), "has no account"),
    ],
)
def test_command_says_what_is_wrong_and_exits_1_when_it_is_refused(run: Run, words: tuple[str, ...], says: str) -> None:
    told = run(*words)
    assert told.exit_code == 1, told.output
    assert isinstance(told.exception, SystemExit), told.exception
    assert says in told.stderr
    assert told.stdout == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [("TICC_SECRET_KEY", "change-me"), ("TICC_SECRET_KEY", "short"), ("TICC_WORKERS", "many"), ("TICC_DEMO", "perhaps"), ("PORT", "²")],
)
def test_command_names_the_setting_when_it_makes_no_sense(run: Run, name: str, value: str) -> None:
    told = run("graph", "stats", **{name: value})
    assert told.exit_code == 1
    assert name in told.stderr


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("search", "beans", "--json"), {"query", "total", "took_ms", "did_you_mean", "facets", "hits"}),
        (("similar", "nobody waters the beans", "--json"), {"text", "hits"}),
        (("suggest", "OBS-001", "--json"), {"obstacle", "suggestions"}),
        (("doctor", "--json"), {"checks"}),
    ],
)
def test_json_is_one_document_and_nothing_else(run: Run, words: tuple[str, ...], keys: set[str]) -> None:
    assert set(json.loads(run(*words).stdout)) == keys


def test_graph_stats_count_nodes_and_links(run: Run) -> None:
    told = json.loads(run("graph", "stats", "--json").stdout)
    assert told["nodes"]["obstacle"] == 6
    assert told["links"]["answers"] == 5
    assert told["obstacles_without_solution"] == 2


def test_commands_show_what_everybody_may_see_and_no_more(app: Flask, run: Run) -> None:
    add_barrier(app, "rose", "Zebrafinches drink the water butt", visibility=Visibility.PROGRAMME)
    assert json.loads(run("search", "zebrafinches", "--json").stdout)["total"] == 0
    assert "barrier" not in json.loads(run("graph", "stats", "--json").stdout)["nodes"]


def test_search_tells_the_same_as_the_page(run: Run, visitor: CarefulClient) -> None:
    told = json.loads(run("search", "water", "--theme", "soil", "--json").stdout)
    page = visitor.get("/search?q=water&theme=soil", headers={"Accept": "application/json"}).get_json()
    assert {**told, "took_ms": 0} == {**page, "took_ms": 0}


def test_init_can_be_run_again_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    url = store.empty()
    run = _runner(url, tmp_path / "data")
    first = run("init")
    assert (first.exit_code, "31 added" in first.stdout) == (0, True)
    again = run("init")
    assert again.exit_code == 0
    assert "added" not in again.stdout
    assert json.loads(run("search", "hedgehog", "--json").stdout)["total"] > 0
    store.drop(url)


def test_init_loads_nothing_and_names_every_problem_when_the_pack_is_broken(store: Store, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(GARDENS, tmp_path / "pack"))
    (pack / "sites/SIT-oslo.md").write_text("nonsense")
    url = store.empty()
    told = _runner(url, tmp_path / "data", pack)("init")
    assert told.exit_code == 1
    assert "pack/sites/SIT-oslo.md:1:" in told.stderr
    store.drop(url)


def test_check_lists_every_problem_and_touches_nothing(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(GARDENS, tmp_path / "pack"))
    assert CliRunner().invoke(ticc, ["content", "check", str(pack)]).exit_code == 0
    (pack / "sites/SIT-oslo.md").write_text("nonsense")
    (pack / "vocabulary/themes.yaml").write_text("- [")
    told = CliRunner().invoke(ticc, ["content", "check", str(pack)])
    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert all(re.match(r"pack/\S+:\d+: \S", line) for line in lines)
    assert len({line.split(":")[0] for line in lines}) > 3


def test_dry_run_says_what_would_be_done_and_does_nothing(app: Flask, run: Run, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(GARDENS, tmp_path / "pack"))
    path = pack / "sites/SIT-oslo.md"
    path.write_text(path.read_text().replace("title: Oslo", "title: Oslo garden"))
    assert "0 added, 1 changed, 30 kept" in run("content", "load", str(pack), "--dry-run").stdout
    assert app.test_client().page("/sites/SIT-oslo").heading == "Oslo"  # type: ignore[attr-defined]
    assert "1 changed" in run("content", "load", str(pack)).stdout
    assert app.test_client().page("/sites/SIT-oslo").heading == "Oslo garden"  # type: ignore[attr-defined]


def test_added_person_sets_a_password_with_the_printed_link(app: Flask, run: Run) -> None:
    told = run(
        "user", "add", "new@beans.example", "--name", "New Bean", "--role", "partner-member", "--role", "adviser", "--partner", "PAR-hill-school"
    )
    link = told.stdout.strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/account/set-password/\S+", link)
    client: CarefulClient = app.test_client()  # type: ignore[assignment]
    path = link.removeprefix("http://127.0.0.1:8000")
    assert client.submit(path, {"password": "four dry leaves", "again": "four dry leaves"}).status_code == 303
    assert "Hill School" in client.page("/account").text


def test_nobody_is_added_when_one_of_the_roles_is_refused(app: Flask, run: Run) -> None:
    assert run("user", "add", "n@n.example", "--name", "N", "--role", "adviser", "--role", "partner-member").exit_code == 1
    assert rows(app, Account) == []
