"""Pictures of every page and state: `python -m tests.browser.screenshots` writes them to var/screenshots/.

The two of the README are made by test_screenshots.py with the same scenes, so they show what the tests saw.
"""

import os
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Page, sync_playwright

from tests.browser.scenes import SCENES, Scene
from tests.browser.visits import Visits
from tests.support import chromium
from tests.support.site import demo_site
from tests.support.source import ROOT

WIDTHS = (1440, 360)
#: Longer pages are cut: a picture is to be looked at, not scrolled.
TALLEST = 2400
FOLDER = ROOT / "var" / "screenshots"


def take(page: Page, path: Path, *, height: int = TALLEST) -> None:
    """The page from its top, as wide as the window, without anything that blinks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tall = min(height, page.evaluate("() => document.documentElement.scrollHeight"))
    width = (page.viewport_size or {"width": 1440})["width"]
    page.screenshot(
        path=path,
        full_page=True,
        animations="disabled",
        caret="hide",
        clip={"x": 0, "y": 0, "width": width, "height": tall},
    )


def of_scene(visits: Visits, scene: Scene) -> None:
    """One state at each width, light and dark."""
    for width in WIDTHS:
        for dark in (False, True):
            page = visits.open(scene.account or None, width=width, dark=dark)
            scene.play(page)
            take(page, FOLDER / f"{scene.name}-{width}-{'dark' if dark else 'light'}.png")
            page.context.close()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partner_center.settings")
    os.environ.setdefault("INSECURE_HTTP", "1")
    # Playwright's event loop runs in this thread, where Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    django.setup()
    cookies: dict[str, Any] = {}
    with demo_site(ROOT / "var" / "browser" / "site.log") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_arguments())
        visits = Visits(browser, site, cookies)
        for scene in SCENES:
            of_scene(visits, scene)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")  # noqa: T201


if __name__ == "__main__":
    main()
