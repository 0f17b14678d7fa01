"""A real server on a free port, and what it answers how fast."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 8


@dataclass(frozen=True)
class Timing:
    """Milliseconds from sending a request to having read its answer, over one kept connection."""

    p50: float
    p95: float
    requests: int


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(command: list[str], port: int, environment: dict[str, str] | None = None, ready: str = "/health/ready") -> Iterator[int]:
    """Run a server until the end of the block; gives the number of its first process."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                if status_of(port, ready) == 200:
                    break
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended before it served")
            time.sleep(0.05)
        else:
            raise RuntimeError(f"{command[0]} did not serve within 30 s")
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def status_of(port: int, path: str) -> int:
    """The status of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def timed(port: int, paths: list[str], requests: int = 100) -> Timing:
    """Ask for the paths in turn; raises where one does not answer 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took = []
    for number in range(requests + WARM_UP):
        path = paths[number % len(paths)]
        started = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        if number >= WARM_UP:
            took.append((time.perf_counter() - started) * 1000)
    return Timing(median(took), quantiles(took, n=20)[-1], requests)


def memory_of_workers(master: int) -> list[float]:
    """Resident memory of a server's worker processes, in megabytes."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    found = []
    for child in children:
        status = Path(f"/proc/{child}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        found.append(int(line.split()[1]) / 1024)
    return found


def gunicorn(target: str, port: int) -> list[str]:
    """The command that serves a WSGI application with one worker and the threads that `ticc serve` uses."""
    return [sys.executable, "-m", "gunicorn", "-w", "1", "-k", "gthread", "--threads", "4", "-b", f"127.0.0.1:{port}", target]
