"""The Whoosh engine's index on disk: crashes, damage, many processes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.search.search_samples import CATALOGUE, KENT, PUBLIC, document
from ticc.search import store
from ticc.search.engine import NoUsableIndex
from ticc.search.whoosh_engine import WhooshEngine

VISITOR = frozenset({PUBLIC})
ALL = frozenset({PUBLIC, KENT})
ROOT = Path(__file__).resolve().parents[2]

# Writes revision after revision, each into two shelves, until it is killed.
ENDLESS_WRITER = """
import sys
from pathlib import Path
from tests.search.search_samples import KENT, document
from ticc.search.whoosh_engine import WhooshEngine

engine = WhooshEngine(Path(sys.argv[1]))
revision = engine.revision()
while True:
    revision += 1
    said = [document("OBS-001", f"public{revision}"), document("BAR-001", f"kent{revision}", audience=KENT)]
    if revision % 3:
        engine.update(said, (), revision)
    else:
        engine.rebuild(said, revision)
    print(revision, flush=True)
"""

# Root may write whatever the mode says, so it becomes somebody else, once everything is imported.
READER = """
import os, sys
from pathlib import Path
from ticc.search.whoosh_engine import WhooshEngine

def tell():
    engine = WhooshEngine(Path(sys.argv[1]))
    print(engine.revision(), [hit.code for hit in engine.search("ceiling", {"public"}, "en").hits])
    return engine

tell()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
engine = tell()
try:
    engine.update([], (), 9)
except OSError:
    print("cannot write")
"""


def codes(engine: WhooshEngine, query: str) -> list[str]:
    """The codes that answer a query for a member of Kent."""
    return [hit.code for hit in engine.search(query, ALL, "en").hits]


def run(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another Python process that can import what this one can."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "error", "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A folder with an index of the samples and of one private entry, at revision 1."""
    WhooshEngine(tmp_path).rebuild([*CATALOGUE, document("BAR-001", "A private wheelchair", kind="barrier", audience=KENT)], 1)
    return tmp_path


def test_each_audience_has_a_folder_of_its_own(directory: Path) -> None:
    folders = sorted(path.name.split(".")[0] for path in directory.iterdir() if path.is_dir())
    assert folders == ["par-kent", "public"]
    assert list(directory.glob("public.*/*"))
    assert not any(b"wheelchair" in path.read_bytes() for path in directory.glob("public.*/*"))


def test_a_small_shelf_keeps_no_word_of_what_has_left_it(directory: Path) -> None:
    engine = WhooshEngine(directory)
    engine.update([document("OBS-012", "now private", audience=KENT)], (), 2)
    (folder,) = directory.glob("public.*")
    assert list(folder.glob("*.seg"))
    assert not any(b"ceiling" in path.read_bytes() for path in folder.iterdir())


def test_a_shelf_that_is_mostly_dead_is_made_compact(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ticc.search.shelf.QUICK_TO_COMPACT", 0)
    engine = WhooshEngine(directory)
    for revision in range(2, 30):
        engine.update(CATALOGUE[:2], (), revision)
        shelf = (engine._current().shelves or {})[PUBLIC]
        assert shelf._reader.doc_count_all() <= 2 * len(shelf) + 2
    assert codes(engine, "ceiling") == ["OBS-012"]


def test_an_empty_shelf_leaves_no_folder(directory: Path) -> None:
    engine = WhooshEngine(directory)
    engine.update([], ["BAR-001"], 2)
    assert [path.name for path in directory.glob("par-kent.*")] == []
    assert codes(engine, "wheelchair") == []


def test_a_reader_goes_on_while_the_index_is_swapped_under_it(directory: Path) -> None:
    reader = WhooshEngine(directory)
    held = reader._current().shelves
    assert held is not None
    WhooshEngine(directory).rebuild([document("OBS-001", "anew")], 2)
    assert "OBS-012" in held[PUBLIC].weights("title_en", ((0, "ceil"),))
    assert held[PUBLIC].texts("OBS-012")[0]["en"]["title"].startswith("The contract")
    assert codes(reader, "anew") == ["OBS-001"]


def test_readers_are_never_without_an_answer_while_others_write(directory: Path) -> None:
    reader, seen, stop = WhooshEngine(directory), [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.append((reader.revision(), reader.search("ceiling", VISITOR, "en")))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for revision in range(2, 12):
        writer = WhooshEngine(directory)
        if revision % 4:
            writer.update([document("OBS-500", f"word{revision}")], (), revision)
        else:
            writer.rebuild(CATALOGUE, revision)
    stop.set()
    for thread in threads:
        thread.join()
    assert {tuple(hit.code for hit in answer.hits) for _, answer in seen} == {("OBS-012",)}
    assert None not in {revision for revision, _ in seen}


def test_a_writer_that_is_killed_leaves_the_index_as_it_was_before_or_after(directory: Path) -> None:
    chance = random.Random(7)
    engine = WhooshEngine(directory)
    for _ in range(6):
        writer = run(ENDLESS_WRITER, directory)
        assert writer.stdout
        assert writer.stderr
        said = int(writer.stdout.readline())
        time.sleep(chance.uniform(0.0, 0.25))
        writer.send_signal(signal.SIGKILL)
        said = max([said, *map(int, writer.stdout.read().split())])
        assert writer.stderr.read() == ""
        writer.wait()
        writer.stdout.close()
        writer.stderr.close()
        # What it said it had done is done, and both shelves are of one revision.
        held = engine.revision()
        assert held is not None
        assert held in (said, said + 1)
        assert codes(engine, f"public{held}") == ["OBS-001"]
        assert codes(engine, f"kent{held}") == ["BAR-001"]
    assert held is not None
    engine.update([document("OBS-001", "after all")], (), held + 1)
    assert codes(engine, '"after all"') == ["OBS-001"]
    # The folders of the dead are gone.
    assert len([path for path in directory.iterdir() if path.is_dir()]) == 2


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    chance = random.Random(len(content))
    for _ in range(3):
        content[chance.randrange(len(content))] ^= 0x55
    path.write_bytes(content)


def _fill_with_noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


DAMAGES: list[Callable[[Path], None]] = [_truncate, _scribble, _fill_with_noise, _empty, Path.unlink]


def _files(directory: Path) -> Iterator[Path]:
    return (path for path in sorted(directory.rglob("*")) if path.is_file() and "lock" not in path.name.lower())


@pytest.mark.parametrize("harm", DAMAGES)
def test_damage_to_any_file_is_seen_and_healed_by_a_rebuild(directory: Path, harm: Callable[[Path], None]) -> None:
    names = [path.relative_to(directory) for path in _files(directory)]
    assert len(names) == 5
    for name in names:
        kept = directory.parent / f"kept-{harm.__name__}"
        shutil.copytree(directory, kept)
        open_already = WhooshEngine(kept)
        assert open_already.revision() == 1
        harm(kept / name)
        for engine in (WhooshEngine(kept), open_already):
            assert engine.revision() is None, name
            answer = engine.search("ceiling", ALL, "en")
            assert (answer.hits, answer.is_current) == ((), False)
            with pytest.raises(NoUsableIndex):
                engine.update([document()], (), 2)
        open_already.rebuild(CATALOGUE, 3)
        assert open_already.revision() == 3
        assert codes(open_already, "ceiling") == ["OBS-012"]
        shutil.rmtree(kept)


def test_writers_that_fail_again_and_again_do_not_fill_the_disk(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("ticc.search.whoosh_engine.write_shelf", fail)
    engine = WhooshEngine(directory)
    for _ in range(4):
        with pytest.raises(OSError, match="no space"):
            engine.rebuild(CATALOGUE, 2)
    assert len([path for path in directory.iterdir() if path.is_dir()]) <= 3
    assert codes(engine, "ceiling") == ["OBS-012"]


def test_files_that_do_not_belong_there_do_no_harm(directory: Path) -> None:
    (directory / "notes.txt").write_text("mine")
    (directory / "folder").mkdir()
    (directory / "CURRENT.new").write_text("half a mani")
    WhooshEngine(directory).update([document("OBS-001", "invoice")], (), 2)
    assert codes(WhooshEngine(directory), "invoice") == ["OBS-001"]
    assert (directory / "notes.txt").exists()
    assert (directory / "folder").exists()


def test_an_index_of_an_older_form_is_of_no_use(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FORM", "the next one")
    engine = WhooshEngine(directory)
    assert engine.revision() is None
    engine.rebuild(CATALOGUE, 1)
    assert engine.revision() == 1


def test_a_lock_that_another_holds_is_waited_for_and_then_given_up(directory: Path) -> None:
    engine = WhooshEngine(directory, patience=0.1)
    with store.Store(directory).writing(0), pytest.raises(TimeoutError):
        engine.update([], (), 2)
    engine.update([], (), 2)
    assert engine.revision() == 2


def test_of_two_that_want_to_rebuild_at_once_one_does(directory: Path) -> None:
    read = []

    def documents() -> Iterator[object]:
        read.append(1)
        time.sleep(0.3)
        yield from CATALOGUE

    threads = [threading.Thread(target=WhooshEngine(directory).rebuild, args=(documents(), 5)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [1]
    assert WhooshEngine(directory).revision() == 5


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    engine = WhooshEngine(tmp_path / "file")
    assert engine.revision() is None
    with pytest.raises(OSError, match=r"exists|directory"):
        engine.rebuild(iter(()), 1)


def test_an_index_that_may_only_be_read_is_read() -> None:
    # Not under pytest's own folder, which no other user may enter.
    directory = Path(tempfile.mkdtemp(prefix="ticc-read-only-"))
    try:
        WhooshEngine(directory).rebuild(CATALOGUE, 1)
        for path in [directory, *directory.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        reader = run(READER, directory)
        out, err = reader.communicate(timeout=30)
        assert (out.splitlines(), err) == (["1 ['OBS-012']", "1 ['OBS-012']", "cannot write"], "")
    finally:
        for path in [directory, *directory.rglob("*")]:
            path.chmod(0o755)
        shutil.rmtree(directory)
