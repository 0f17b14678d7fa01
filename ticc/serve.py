"""Serving with gunicorn: threads for waiting, processes for work, a graceful stop."""

from __future__ import annotations

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from ticc.factory import create_app
from ticc.settings import Settings

THREADS = 4
TIMEOUT_SECONDS = 60


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with the settings of this application."""

    def __init__(self, settings: Settings, host: str, port: int, workers: int) -> None:
        self.settings = settings
        self.bind = f"{host}:{port}"
        self.workers = workers
        super().__init__()

    def load_config(self) -> None:
        """Say how to serve."""
        chosen: dict[str, Any] = {
            "bind": self.bind,
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": TIMEOUT_SECONDS,
            "graceful_timeout": 15,
            # A worker that has grown is replaced quietly; the jitter keeps all from going at once.
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "accesslog": "-" if self.settings.debug else None,
            "control_socket_disable": True,
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application of one worker."""
        return create_app(self.settings)


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until stopped."""
    Server(settings, host, port, workers).run()
