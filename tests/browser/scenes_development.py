"""Customer Development in its states, for tests/browser/scenes.py."""

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.scene import SALES, Scene, at
from tests.browser.steps import row, title

DEVELOPMENT = f"{SALES}/customer-development"


def release(page: Page) -> None:
    page.goto(f"{DEVELOPMENT}/")
    row(page, "CUS-").get_by_role("link", name=_("Release")).first.click()
    expect(title(page, "Release customer")).to_be_visible()


def again(page: Page) -> None:
    page.goto(f"{DEVELOPMENT}/?state=expired")
    row(page, "CUS-").get_by_role("link", name=_("Preregister again")).first.click()
    expect(title(page, "Preregister again")).to_be_visible()


def nothing_typed(page: Page) -> None:
    page.goto(f"{DEVELOPMENT}/new/")
    page.locator("form#preregister").get_by_role("button", name=_("Preregister customer")).click()
    expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()


def taken(page: Page) -> None:
    """A customer of the rival distributor, asked for while it is typed."""
    page.goto(f"{DEVELOPMENT}/new/")
    page.get_by_label(_("Company name")).fill("Straits Precision Tools")
    page.get_by_label(_("Registration number")).fill("201912345K")
    page.get_by_label(_("Country or region")).select_option("SG")
    expect(page.get_by_role("button", name=_("Ask for a review"))).to_be_visible()


DEVELOPMENT_SCENES = [
    Scene("development", "ben", at(f"{DEVELOPMENT}/")),
    Scene("development-director", "dora", at(f"{DEVELOPMENT}/")),
    Scene("development-no-match", "ana", at(f"{DEVELOPMENT}/?q=zzzzz")),
    Scene("preregister", "northstar", at(f"{DEVELOPMENT}/new/")),
    Scene("preregister-error", "ana", nothing_typed, 422),
    Scene("preregister-taken", "ana", taken),
    Scene("release", "ana", release),
    Scene("preregister-again", "ben", again),
]
