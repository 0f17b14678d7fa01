"""How fast the pages of the shipped catalogue are, one worker, beside the machine's floor; how long loading takes; how much memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import assessing, reporting
from benchmarks.serving import ROOT, free_port, gunicorn, memory_of_workers, serving, timed
from ticc import migrate
from ticc.content.load import load_pack
from ticc.foundation.database import Database
from ticc.kinds import KINDS

QUERIES = ["record", "team", "funding by the hour", "nurse", "coach", "manager", "inspection", "tariff", "council", "delegation"]
MEASURED = {
    "entry page": ([f"/obstacles/OBS-{number:03d}" for number in (1, 44, 80, 127, 171, 213)], 25),
    "facet list": (["/obstacles", "/obstacles?theme=funding", "/obstacles?theme=it-data&level=system", "/solutions?effort=low"], 25),
    "search page": ([f"/search?q={query.replace(' ', '+')}" for query in QUERIES], 30),
    "front page": (["/"], None),
    "site page": (["/sites/SIT-kent"], None),
}
LOADS = 3


def measure() -> list[str]:
    """Measure everything of this file; returns lines of Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"TICC_DATA_DIR": folder, "TICC_DEMO": "0"}
        subprocess.run([str(Path(sys.executable).parent / "ticc"), "init"], check=True, cwd=ROOT, env={**os.environ, **environment})
        return [*_pages(environment), *assessing.measure_pages(environment), *reporting.measure_reports(environment), *_loading(Path(folder))]


def _pages(environment: dict[str, str]) -> list[str]:
    ours, floor = free_port(), free_port()
    lines = ["| page | p50 ms | p95 ms | floor p50 ms | aim p50 ms |", "|---|---|---|---|---|"]
    with serving(gunicorn("app:app", ours), ours, environment) as master, serving(gunicorn("benchmarks.floor:app", floor), floor, ready="/"):
        for name, (paths, aim) in MEASURED.items():
            page, bare = timed(ours, paths), timed(floor, ["/"])
            lines.append(f"| {name} | {page.p50:.1f} | {page.p95:.1f} | {bare.p50:.1f} | {f'under {aim}' if aim else '–'} |")
        lines += ["", f"Worker memory after these pages: {max(memory_of_workers(master)):.0f} MB (aim: under 180 MB).", ""]
    return lines


def _loading(folder: Path) -> list[str]:
    took = []
    for number in range(LOADS):
        database = Database(f"sqlite:///{folder / f'load-{number}.db'}")
        migrate.upgrade(database.engine)
        started = time.perf_counter()
        with database.act() as session:
            loaded = load_pack(session, ROOT / "content", KINDS)
        took.append(time.perf_counter() - started)
    took.sort()
    return [f"Content load into an empty database ({len(loaded.added)} entries, check included): {took[LOADS // 2]:.2f} s (aim: under 3 s).", ""]
