"""Import of customers in its states, for tests/browser/scenes.py."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.scene import SALES, Scene, at
from tests.browser.steps import press, row

IMPORTS = f"{SALES}/imports"


def one(state: str, path: str = "") -> Callable[[Page], object]:
    """The page of the import in this state, or one below it."""

    def play(page: Page) -> None:
        page.goto(f"{IMPORTS}/")
        address = row(page, _(state)).first.locator("a").first.get_attribute("href")
        page.goto(f"{address}{path}")

    return play


def nothing_chosen(page: Page) -> None:
    page.goto(f"{IMPORTS}/new/")
    press(page, "Upload")
    expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()


def nothing_matched(page: Page) -> None:
    one("Match columns", "match/")(page)
    press(page, "Preview")
    expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()


IMPORT_SCENES = [
    Scene("imports", "northstar", at(f"{IMPORTS}/")),
    Scene("imports-none", "skyline", at(f"{IMPORTS}/")),
    Scene("import-new", "northstar", at(f"{IMPORTS}/new/")),
    Scene("import-new-error", "northstar", nothing_chosen, 422),
    Scene("import-match", "northstar", one("Match columns", "match/")),
    Scene("import-match-error", "northstar", nothing_matched, 422),
    Scene("import-preview", "northstar", one("Ready to import")),
    Scene("import-cancel", "northstar", one("Ready to import", "cancel/")),
    Scene("import-done", "northstar", one("Imported")),
]
