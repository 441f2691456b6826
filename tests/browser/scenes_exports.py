"""Export and Export History, for tests/browser/scenes.py."""

from playwright.sync_api import Page, expect

from tests.browser.scene import SALES, Scene, at

EXPORTS = "/partner/exports/"


def menu_open(page: Page) -> None:
    page.goto(f"{SALES}/opportunities/mine/")
    page.locator("#export").click()
    expect(page.locator("#export-xlsx")).to_be_visible()


def asked_for(page: Page) -> None:
    """Back on the list, with the way to the file. The demo world has no worker here: it stays in preparation."""
    menu_open(page)
    page.locator("#export-csv").click()
    expect(page.locator("#flash").get_by_role("link")).to_be_visible()


def waiting(page: Page) -> None:
    asked_for(page)
    page.goto(EXPORTS)
    expect(page.get_by_role("row")).not_to_have_count(0)


EXPORT_SCENES = [
    Scene("export-menu", "ana", menu_open, within=".pc-list-head"),
    Scene("export-asked", "northstar", asked_for),
    Scene("exports", "northstar", at(EXPORTS)),
    Scene("exports-waiting", "ben", waiting),
    Scene("exports-none", "dora", at(EXPORTS)),
]
