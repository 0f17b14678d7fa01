"""Documents printed beside: once, whole, and with a word about how far they are."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.documents import garden
from ticc.documents import press as printing
from ticc.documents.pdf import to_pdf
from ticc.documents.press import NoSuchPrint, Press, State, print_one
from ticc.foundation.clock import now

ORDER = {"name": "garden.pdf", "title": "A garden in Medway", "language": "en", "readers": "public"}
PATIENT = 60


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path / "prints")


@pytest.fixture
def idle(press: Press, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    """A press whose prints are ordered and not begun."""
    monkeypatch.setattr(Press, "_start", lambda *_: None)
    yield press


def test_file_is_that_of_the_writer_when_printed(press: Press) -> None:
    found = press.wait(press.order(garden(), "pdf", ORDER), PATIENT)
    assert found.state == State.READY
    assert found.file.read_bytes() == to_pdf(garden())
    assert (found.order["name"], found.order["wanted"]) == ("garden.pdf", "pdf")


def test_key_is_the_same_when_ordered_again(idle: Press) -> None:
    first = idle.order(garden(), "pdf", ORDER)
    assert idle.order(garden(), "pdf", ORDER) == first
    assert len({first, idle.order(garden(), "docx", ORDER), idle.order(garden(title="Another"), "pdf", ORDER)}) == 3


def test_key_differs_when_other_readers_may_fetch_it(idle: Press) -> None:
    assert idle.order(garden(), "pdf", ORDER) != idle.order(garden(), "pdf", {**ORDER, "readers": "programme"})


def test_nothing_is_printed_again_when_the_file_is_there(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    key = press.order(garden(), "pdf", ORDER)
    press.wait(key, PATIENT)
    started: list[str] = []
    monkeypatch.setattr(Press, "_start", lambda _self, which: started.append(which))
    press.order(garden(), "pdf", ORDER)
    assert started == []


def test_print_waits_when_another_is_at_work(press: Press) -> None:
    press.folder.mkdir()
    with (press.folder / "press.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        key = press.order(garden(), "pdf", ORDER)
        assert press.wait(key, 1).state == State.WAITING
    assert press.wait(key, PATIENT).state == State.READY


def test_print_is_interrupted_when_its_process_is_killed(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    processes: list[int] = []
    begin = printing.subprocess.Popen

    def watched(*args: object, **more: object) -> object:
        process = begin(*args, **more)  # type: ignore[call-overload]
        processes.append(process.pid)
        return process

    monkeypatch.setattr(printing.subprocess, "Popen", watched)
    press.folder.mkdir()
    with (press.folder / "press.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        key = press.order(garden(), "pdf", ORDER)
        os.kill(processes[0], signal.SIGKILL)
        found = press.wait(key, PATIENT)
    assert (found.state, found.trouble, found.file.exists()) == (State.FAILED, "", False)
    assert press.wait(press.order(garden(), "pdf", ORDER), PATIENT).state == State.READY, "the next order begins it anew"


def test_trouble_is_told_when_the_writer_fails(idle: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_document: object) -> bytes:
        raise ValueError("no room for the radar")

    key = idle.order(garden(), "pdf", ORDER)
    monkeypatch.setattr(printing, "WRITERS", {"pdf": fails})
    print_one(idle.folder, key)
    found = idle.look_at(key)
    assert (found.state, found.trouble) == (State.FAILED, "ValueError: no room for the radar")
    assert not found.file.exists()


def test_trouble_is_forgotten_when_ordered_again(idle: Press) -> None:
    key = idle.order(garden(), "pdf", ORDER)
    (idle.folder / key / "trouble").write_text("no room")
    idle.order(garden(), "pdf", ORDER)
    assert idle.look_at(key).trouble == ""


@pytest.mark.parametrize("key", ["", "..", "x" * 64, "0" * 64, "0" * 63 + "\n"])
def test_nothing_is_found_when_nobody_ordered_it(press: Press, key: str) -> None:
    with pytest.raises(NoSuchPrint):
        press.look_at(key)


def test_prints_are_cleared_away_when_they_are_old(idle: Press) -> None:
    key = idle.order(garden(), "pdf", ORDER)
    assert idle.sweep(now() - timedelta(hours=1)) == 0
    assert idle.look_at(key).key == key
    assert idle.sweep(now() + timedelta(hours=1)) == 1
    with pytest.raises(NoSuchPrint):
        idle.look_at(key)


def test_nothing_is_cleared_away_when_nothing_was_ever_printed(press: Press) -> None:
    assert press.sweep(now()) == 0


def test_turn_is_no_print_when_prints_are_cleared_away(idle: Press) -> None:
    idle.order(garden(), "pdf", ORDER)
    (idle.folder / "press.lock").touch()
    assert idle.sweep(now() + timedelta(hours=1)) == 1


def test_print_stays_when_it_is_at_work_and_old(idle: Press) -> None:
    key = idle.order(garden(), "pdf", ORDER)
    with (idle.folder / key / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert idle.sweep(now() + timedelta(hours=1)) == 0


def test_half_letters_are_no_trouble_when_printed(press: Press) -> None:
    assert press.wait(press.order(garden(title="half \ud83d letter"), "docx", ORDER), PATIENT).state == State.READY
