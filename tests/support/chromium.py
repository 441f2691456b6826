"""The browser of the browser tests. `python -m tests.support.chromium` brings one when none is found.

Knows where browsers are and how to get one; how tests use it stands in browsing.py.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
WITHOUT_QUESTIONS = {"DEBIAN_FRONTEND": "noninteractive"}
#: Playwright knows where it puts its own browser. A process of its own, because it leaves an event loop behind.
WHERE_PLAYWRIGHT_HAS_IT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


def find() -> Path | None:
    """The machine's Chromium or Chrome, else the one that Playwright has downloaded."""
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    if on_path:
        return Path(on_path)
    asked = subprocess.run([sys.executable, "-c", WHERE_PLAYWRIGHT_HAS_IT], capture_output=True, text=True, check=False)
    own = Path(asked.stdout.strip())
    return own if asked.stdout.strip() and own.exists() else None


def bring() -> Path | None:
    """Debian's package as root, else Playwright's own download; None when neither is to be had."""
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways = [["apt-get", "update"], ["apt-get", "install", "-y", "chromium"], *ways]
    for way in ways:
        subprocess.run(way, env=os.environ | WITHOUT_QUESTIONS, stdout=sys.stderr, check=False)
        if found := find():
            return found
    return None


def launch_arguments() -> dict[str, Any]:
    """How Playwright starts it. Chromium refuses its sandbox to root."""
    return {"executable_path": find(), "args": ["--no-sandbox"] if os.geteuid() == 0 else []}


def main() -> int:
    if find() or bring():
        return 0
    sys.stderr.write(
        "The browser tests need Chromium, and none could be found or installed. "
        "Install the package chromium (or Google Chrome), or run: python -m playwright install chromium\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
