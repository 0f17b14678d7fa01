"""The full report: how long each format takes and how much memory, and whether that grows no faster than the catalogue.

Every figure is taken in a process of its own, as the command and the press run it: `python -m benchmarks.reporting pdf 10` makes the report of a
catalogue with ten times the obstacles and prints its times (s) and its peak of memory (MB).
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from benchmarks.serving import ROOT
from ticc.catalogue.snapshot import Card, Edge, Snapshot
from ticc.documents.document import Document

DAY = date(2026, 1, 1)
RUNS = 3
TIMES = 10
AIMS = {"html": 1.5, "md": 1.0, "pdf": 3.0, "docx": 6.0, "xlsx": None}
MEMORY_AIM = 500


def measure_reports(environment: dict[str, str]) -> list[str]:
    """Lines of the results: every format of the full report, as it is and with ten times the obstacles."""
    lines = [
        "| full report, in a process of its own | compose s | write s | aim s | peak MB | 10 × obstacles: write s | peak MB | s for each obstacle, × |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for wanted, aim in AIMS.items():
        once, often = (_runs(environment, wanted, times) for times in (1, TIMES))
        growth = often["write"] / often["obstacles"] / (once["write"] / once["obstacles"])
        lines.append(
            f"| {wanted} | {once['compose']:.2f} | {once['write']:.2f} | {f'under {aim}' if aim else '–'} | {once['peak']:.0f} "
            f"| {often['write']:.2f} | {often['peak']:.0f} | {growth:.2f} |"
        )
    whole, alone = (_runs(environment, wanted, 1)["write"] for wanted in ("pdf", "typst"))
    lines += [
        "",
        f"The PDF takes {whole / alone:.2f} times what the typesetter alone takes on the finished source ({alone:.2f} s; aim: at most 1.5). "
        f"Memory aim: under {MEMORY_AIM} MB.",
        "",
    ]
    return lines


def _runs(environment: dict[str, str], wanted: str, times: int) -> dict[str, float]:
    """Medians of a few runs."""
    command = [sys.executable, "-m", "benchmarks.reporting", wanted, str(times)]
    told = [
        json.loads(subprocess.run(command, env={**os.environ, **environment}, cwd=ROOT, capture_output=True, check=True).stdout) for _ in range(RUNS)
    ]
    return {name: statistics.median(one[name] for one in told) for name in told[0]}


def multiplied(seen: Snapshot, times: int) -> Snapshot:
    """A catalogue with so many times the obstacles, each with the links of the one that it repeats."""
    cards: dict[str, Card] = dict(seen.cards)
    edges: list[Edge] = list(seen.edges)
    for turn in range(1, times):
        again = {card.code: f"OBS-{turn}{card.code[4:]}" for card in seen.of_kind("obstacle")}
        cards |= {code: replace(seen.cards[old], code=code) for old, code in again.items()}
        edges += [_repeated(edge, again) for edge in seen.edges if {edge.subject, edge.object, edge.facts.get("obstacle_code")} & again.keys()]
    return Snapshot(seen.revision, cards, tuple(edges))


def _repeated(edge: Edge, again: dict[str, str]) -> Edge:
    facts = dict(edge.facts)
    if facts.get("obstacle_code") in again:
        facts["obstacle_code"] = again[facts["obstacle_code"]]
    return replace(edge, subject=again.get(edge.subject, edge.subject), object=again.get(edge.object, edge.object), facts=facts)


def _composed(times: int) -> tuple[Document, float, int]:
    """The full report of the public catalogue, how long composing took, and how many obstacles it has."""
    from ticc.cli.base import application, database_of, public_catalogue
    from ticc.reports.building import Wish, build
    from ticc.reports.compose import Definition
    from ticc.reports.looking import house_here
    from ticc.reports.material import Depth

    app = application()
    seen = multiplied(public_catalogue(app), times)
    with app.test_request_context(), database_of(app).ask() as session:
        began = time.perf_counter()
        document = build(session, seen, house_here(), Wish(DAY, depth=Depth.FULL), Definition())
        return document, time.perf_counter() - began, len(seen.of_kind("obstacle"))


def _took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _figures_of(wanted: str, data: bytes) -> dict[str, float]:
    """What writing takes in a process that knows nothing of the application."""
    command = [sys.executable, "-c", "import sys; from benchmarks.reporting import write; write(sys.argv[1])", wanted]
    told: dict[str, float] = json.loads(subprocess.run(command, input=data, cwd=ROOT, capture_output=True, check=True).stdout)
    return told


def write(wanted: str) -> None:
    """Write the document that comes as data, as the press does, and print how long it took and the peak of memory.

    `typst` sets the finished source of a PDF alone.
    """
    from ticc.documents import pdf
    from ticc.documents.keeping import from_data
    from ticc.reports.building import WRITERS

    document = from_data(json.load(sys.stdin))
    if wanted == "typst":
        source = pdf.finished_source(document)
        took = _took(lambda: pdf.typeset(source, DAY))
    else:
        took = _took(lambda: WRITERS[wanted](document))
    print(json.dumps({"write": took, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def main(wanted: str, times: int) -> None:
    """Print the figures of one run as JSON."""
    from ticc.documents.keeping import as_data

    document, composed, obstacles = _composed(times)
    figures = _figures_of(wanted, json.dumps(as_data(document)).encode())
    print(json.dumps({"compose": composed, "obstacles": obstacles, **figures}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
