"""Run everything that is measured, side by side in one run, and write `benchmarks/RESULTS.md`."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks import assessing, importing, pages
from benchmarks.serving import ROOT

PACKAGES = ("flask", "sqlmodel", "sqlalchemy", "networkx", "whoosh-reloaded", "gunicorn")


def main() -> None:
    """Measure and write."""
    lines = [
        "# Measured",
        "",
        f"On {datetime.now(UTC):%Y-%m-%d} with `make bench`: {os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in PACKAGES)
        + ". Medians; times are from sending a request to having read its answer on a kept local connection.",
        "",
        "## Pages of the shipped catalogue, one worker",
        "",
        *pages.measure(),
        "## Figures from a file",
        "",
        *importing.measure(),
        f"## Reading the self-assessment at {assessing.WORDS_A_MINUTE} words a minute",
        "",
        *assessing.measure_reading(),
    ]
    text = "\n".join(lines).rstrip() + "\n"
    (ROOT / "benchmarks" / "RESULTS.md").write_text(text)
    print(text)


main()
