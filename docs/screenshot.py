"""Makes docs/screenshot.png, the picture of the README, from the application that runs.

make run, and in another window: .venv/bin/python docs/screenshot.py [http://127.0.0.1:8000]
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHOWN = "/obstacles/OBS-060"
SIZE = {"width": 1280, "height": 900}


def main(address: str) -> None:
    """One obstacle entry as a visitor sees it on a desktop."""
    with sync_playwright() as playwright:
        flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport=SIZE)
        page.goto(address + SHOWN)
        page.screenshot(path=Path(__file__).with_name("screenshot.png"))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
