"""Companies that apply to become resellers, on both sides; and a reseller's own distributor."""

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.browser.scene import SALES, Scene, at
from tests.browser.steps import press

APPLICATIONS = f"{SALES}/resellers/applications"
#: The first one in the demo world that waits for a decision.
WAITING = f"{APPLICATIONS}/APP-0003"


def _make_link(page: Page) -> None:
    page.goto(f"{APPLICATIONS}/invite/")
    page.get_by_label(_("Company name")).fill("Birch Lane Systems")
    page.get_by_label(_("By a link that I pass on myself")).check()
    press(page, "Invite")
    expect(page.get_by_role("heading", name=_("Pass this link on"))).to_be_visible()


def _preview(page: Page) -> None:
    page.goto(f"{APPLICATIONS}/invite/")
    page.get_by_label(_("Company name")).fill("Birch Lane Systems")
    page.get_by_label(_("Email"), exact=True).fill("post@birch-lane.example")
    press(page, "Preview e-mail")
    expect(page.get_by_role("region", name=_("Preview of the e-mail"))).to_be_visible()


def _as_company(page: Page) -> None:
    """Whoever was given the link, in a browser that knows nobody."""
    _make_link(page)
    address = page.locator("#link").inner_text()
    page.context.clear_cookies()
    page.goto(address)


def fill_application(page: Page, company: str, email: str) -> None:
    for label, text in (
        ("Company name", company),
        ("Registration number", "91310000MA1K4BL09X"),
        ("What you sell", "Support and backup for offices."),
        ("Contact", "Bo Lindqvist"),
        ("Email", email),
        ("Mobile", "+86 139 0001 0009"),
    ):
        page.get_by_label(_(label), exact=True).fill(text)


def _nothing_typed(page: Page) -> None:
    _as_company(page)
    press(page, "Send application")
    expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()


def _applied(page: Page) -> None:
    _as_company(page)
    fill_application(page, "Birch Lane Systems", "bo@birch-lane.example")
    press(page, "Send application")
    expect(page.get_by_role("heading", name=_("Your application has been sent"))).to_be_visible()


def _ticked(page: Page) -> None:
    page.goto(f"{APPLICATIONS}/?state=applied")
    for number in ("APP-0003", "APP-0004"):
        page.locator(f"#tick-{number}").check()
    press(page, "Review")
    expect(page.get_by_label(_("Approve"), exact=True)).to_be_visible()


def _refused(page: Page) -> None:
    page.goto(f"{WAITING}/review/?decision=reject")
    press(page, "Save decision")
    expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()


COOPERATION_SCENES = [
    Scene("applications", "northstar", at(f"{APPLICATIONS}/")),
    Scene("applications-no-match", "northstar", at(f"{APPLICATIONS}/?q=zzzzz")),
    Scene("application", "northstar", at(f"{WAITING}/")),
    Scene("application-rejected", "northstar", at(f"{APPLICATIONS}/APP-0001/")),
    Scene("applications-review", "northstar", _ticked),
    Scene("application-reject-error", "northstar", _refused, 422),
    Scene("invite-reseller", "northstar", _preview),
    Scene("reseller-link", "northstar", _make_link),
    Scene("apply", "northstar", _as_company),
    Scene("apply-error", "northstar", _nothing_typed, 422),
    Scene("applied", "northstar", _applied),
    Scene("apply-closed", "", at("/apply/unknown/"), 404),
    Scene("distributor", "skyline", at("/partner/organization/distributor/")),
]
