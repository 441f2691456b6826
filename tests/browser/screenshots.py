"""Pictures of every page and state: `make screenshots` writes them to var/screenshots/, and those of the docs anew.

Wide and narrow, by daylight and in the dark, in both languages. With names of scenes as arguments, only those.
"""

import sys
from itertools import product
from pathlib import Path
from typing import Any

from django.utils import translation
from playwright.sync_api import Page, sync_playwright

from tests.browser.scene import Scene
from tests.browser.scenes import SCENES
from tests.browser.visits import LOCALES, Visits
from tests.support import chromium
from tests.support.site import demo_site
from tests.support.source import ROOT

WIDTHS = (1440, 360)
#: Longer pages are cut: a picture is to be looked at, not scrolled.
TALLEST = 2400
FOLDER = ROOT / "var" / "screenshots"
#: The pictures of the README and the docs: which of them, and the name there. Cut to what fits a screen.
DOCS = {
    "list-resellers-1440-light-en": "screenshot-list.png",
    "details-1440-light-en": "screenshot-details.png",
    "revenue-step-ready-1440-light-en": "screenshot-wizard.png",
    "progress-dialog-1440-dark-en": "screenshot-dialog.png",
    "list-360-light-en": "screenshot-narrow.png",
    "list-resellers-1440-light-zh-hans": "screenshot-chinese.png",
}
FITS = 900


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
    """One state at each width, in each language, light and dark: only colours differ, so it is played once for both."""
    for width, language in product(WIDTHS, LOCALES):
        page = visits.open(scene.account or None, width=width, language=language)
        with translation.override(language):
            scene.play(page)
        for mode in ("light", "dark"):
            page.emulate_media(color_scheme=mode)
            name = f"{scene.name}-{width}-{mode}-{language}"
            take(page, FOLDER / f"{name}.png")
            if name in DOCS:
                take(page, ROOT / "docs" / DOCS[name], height=FITS)
        page.context.close()


def main(wanted: list[str]) -> None:
    cookies: dict[str, Any] = {}
    with demo_site(ROOT / "var" / "browser" / "site.log") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_arguments())
        visits = Visits(browser, site, cookies)
        for scene in SCENES:
            if scene.name in (wanted or [scene.name]):
                of_scene(visits, scene)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
