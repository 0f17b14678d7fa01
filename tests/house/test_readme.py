"""The README names everything that a person can type: commands, settings, make targets."""

from __future__ import annotations

import re

from commands import all_commands
from installation import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _is_named(command: str) -> bool:
    group, _, last = command.rpartition(" ")
    # `ticc content check | load | export` and `ticc content check|load` name all of them.
    return command in README or bool(re.search(rf"{re.escape(group)} [\w\-| `\[\]\\]*\b{re.escape(last)}\b", README))


def test_every_command_is_named() -> None:
    called = [" ".join(("ticc", *words)) for words, _ in all_commands()]
    assert len(called) > 12
    assert not [command for command in called if not _is_named(command)]


def test_every_command_says_what_it_is_for() -> None:
    assert not [words for words, command in all_commands() if not (command.help or "").strip()]


def test_every_setting_is_named() -> None:
    read = set(re.findall(r'"(TICC_[A-Z_]+|HOST|PORT)"', (ROOT / "ticc" / "settings.py").read_text(encoding="utf-8")))
    assert len(read) > 10
    assert not sorted(name for name in read if f"`{name}`" not in README)


def test_no_setting_is_named_that_is_not_read() -> None:
    read = (ROOT / "ticc" / "settings.py").read_text(encoding="utf-8")
    assert not sorted(name for name in set(re.findall(r"TICC_[A-Z_]+[A-Z]", README)) if f'"{name}"' not in read)


def test_no_setting_is_read_elsewhere() -> None:
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "ticc").rglob("*.py")
        if path.name != "settings.py" and re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    ]
    assert not elsewhere


def test_every_make_target_is_named() -> None:
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"run", "test", "setup"} <= set(targets)
    assert not [target for target in targets if f"make {target}" not in README]
