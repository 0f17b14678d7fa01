"""The code: what every file keeps to, and the import contracts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from installation import ROOT

LONGEST_FILE = 300
BUILT = {".venv", "node_modules", "var", ".git", "vendor", "__pycache__"}
CODE = sorted((ROOT / "ticc").rglob("*.py"))
OURS = [*CODE, *sorted((ROOT / "migrations").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
# Put together here, so that this file does not name them either.
INDEX_HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"), ("registry", "yarnpkg", "com"))]  # fmt: skip


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", OURS, ids=_name)
def test_module_says_in_one_line_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said, "begin the module with one line that says what it is for"
    assert said.splitlines()[0].strip().endswith((".", "!", "?")) or path.name == "__init__.py"


@pytest.mark.parametrize("path", [*OURS, *sorted((ROOT / "templates").rglob("*.html"))], ids=_name)
def test_file_is_short_enough_to_be_read(path: Path) -> None:
    if "migrations/versions" in _name(path) or "tests/search" in _name(path):
        return
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE, "a longer file is asking for a name"


@pytest.mark.parametrize("path", sorted((ROOT / "ticc").rglob("models.py")), ids=_name)
def test_tables_are_read_without_postponed_annotations(path: Path) -> None:
    assert "from __future__ import annotations" not in path.read_text(encoding="utf-8"), "SQLModel reads the annotations themselves"


def test_function_is_named_well_when_it_acts() -> None:
    careless = []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and re.match(
                r"(process(?!_bind_param|_result_value|_formdata)|handle|manage)_|.*_(utils?|helper|manager)$", node.name
            ):
                careless.append(f"{_name(path)}: {node.name}")
    assert not careless


def test_services_leave_the_commit_to_the_edge() -> None:
    careful = {"foundation/database.py"}
    careless = [_name(path) for path in CODE if re.search(r"\.commit\(\)", path.read_text(encoding="utf-8"))]
    assert {one.removeprefix("ticc/") for one in careless} == careful


def test_nobody_asks_the_clock_behind_its_back() -> None:
    asks = re.compile(r"datetime\.(?:now|utcnow|today)\(|date\.today\(")
    assert [_name(path) for path in CODE if asks.search(path.read_text(encoding="utf-8"))] == ["ticc/foundation/clock.py"]


def test_import_contracts_hold() -> None:
    done = subprocess.run([str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_text_of_the_repository_names_a_package_index() -> None:
    naming = []
    for path in sorted(ROOT.rglob("*")):
        if BUILT.intersection(path.relative_to(ROOT).parts) or path.suffix in {".png", ".mo", ".db", ".pyc"} or not path.is_file():
            continue
        if path.relative_to(ROOT).parts[0].startswith(".") and path.relative_to(ROOT).parts[0] not in {".ci", ".npmrc", ".gitignore"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        naming += [f"{_name(path)}: {host}" for host in INDEX_HOSTS if host in text]
    assert not naming
