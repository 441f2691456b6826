"""Every page in every state that is worth a look: what axe judges and what the screenshots show.

A scene brings a fresh page of its person's browser to the state; it looks, and adds nothing but drafts and, once,
preferences.
"""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from accounts.samples import SAMPLES
from tests.browser.member_scenes import MEMBER_SCENES
from tests.browser.scene import SALES, Scene, at
from tests.browser.scenes_customers import CUSTOMER_SCENES
from tests.browser.scenes_development import DEVELOPMENT_SCENES
from tests.browser.scenes_invitations import INVITATION_SCENES
from tests.browser.scenes_marketing import MARKETING_SCENES
from tests.browser.steps import (
    fill_basic,
    fill_detailed,
    fill_revenue,
    menu,
    open_details,
    press,
    row,
    search,
    title,
)

OPPORTUNITIES = f"{SALES}/opportunities"


def _wrong_password(page: Page) -> None:
    page.goto("/signin/")
    press(page, "Sign in")
    expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()


def _menu_open(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/")
    narrow = (page.viewport_size or {"width": 0})["width"] < 992
    menu(page, "Menu" if narrow else "Sales").click()


def _account_menu(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/")
    page.get_by_role("banner").locator(".pc-account > summary").click()


def _compact(page: Page) -> None:
    """Dark by choice, not by device. Nobody else looks at anything as sky.sam, whose pages stay like this."""
    for section, choice in (("Density", "Compact"), ("Appearance", "Dark")):
        page.goto("/partner/preferences/")
        page.get_by_role("region", name=_(section)).get_by_label(_(choice)).check()
        press(page, f"{_('Save')} {_(section)}")
        expect(page.get_by_role("status").filter(has_text=_(f"{section} saved."))).to_be_visible()
    page.goto(f"{SALES}/customers/mine/")


def _keys(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name=_("Keyboard shortcuts"))).to_be_visible()


def _filters_open(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/?phase=testing")
    page.get_by_role("search").locator("summary", has_text=_("Filters")).click()


def _row_menu_open(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/")
    page.locator("[id^=more-OPP]").first.click()


def _details_menu_open(page: Page) -> None:
    _details(page)
    page.locator(".pc-actions summary").click()


def _views_open(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/?only=update")
    page.get_by_role("search").locator("summary", has_text=_("View:")).click()


def _preferences(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/")
    page.get_by_role("link", name=_("List preferences")).click()
    expect(page.get_by_role("dialog").get_by_role("button", name=_("Use defaults"))).to_be_visible()


def _dense(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/")
    page.locator("html").evaluate("page => page.dataset.density = 'compact'")


def _revealed(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/resellers/")
    eye = _("Show full %(names)s") % {"names": _("customer names")}
    page.get_by_role("button", name=eye).locator("visible=true").click()
    expect(page.get_by_text("Northwind Foods Ltd").locator("visible=true").first).to_be_visible()


def _nobody_chosen(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/new/")
    press(page, "Next")
    expect(page.get_by_role("link", name=_("Select a customer"), exact=True)).to_be_visible()


def _step(slug: str, *, submit: bool = False) -> Callable[[Page], None]:
    """A new draft for the first customer of ana, at one of its steps, empty."""

    def play(page: Page) -> None:
        page.goto(f"{OPPORTUNITIES}/new/")
        page.get_by_role("radio").first.check()
        press(page, "Next")
        expect(title(page, "Basic Information")).to_be_visible()
        page.goto(page.url.replace("/basic/", f"/{slug}/"))
        if submit:
            press(page, "Submit" if slug == "revenue" else "Next")
            expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()

    return play


def _details(page: Page) -> None:
    open_details(page, "resellers", "Core system migration")


def _modify(tab: str, *, emptied: str = "") -> Callable[[Page], None]:
    def play(page: Page) -> None:
        _details(page)
        page.goto(f"{page.url}modify/{tab}/")
        if emptied:
            page.get_by_label(_(emptied)).fill("")
            press(page, "Save")
            expect(page.get_by_role("group", name=_("There is a problem"))).to_be_visible()

    return play


def _asked_before_leaving(page: Page) -> None:
    _modify("other")(page)
    page.get_by_label(_("Customer pain points")).fill("It hurts, and nobody saves this.")
    page.get_by_role("navigation", name=_("Modify")).get_by_role("link", name=_("Revenue Information")).click()
    expect(page.get_by_role("dialog").get_by_role("button", name=_("Stay"))).to_be_visible()


def _came_back(page: Page) -> None:
    """Sent with the token of an earlier session."""
    _modify("other")(page)
    page.get_by_label(_("Customer pain points")).fill("It hurts, and nobody saves this.")
    for token in page.locator("form#modify input[name=csrfmiddlewaretoken]").all():
        token.evaluate("(input) => { input.value = 'x'.repeat(64); }")
    press(page, "Save")
    expect(page.locator(".pc-flash-info").first).to_be_visible()


def _signed_out_soon(page: Page) -> None:
    page.clock.install()
    page.route("**/partner/session/", lambda route: route.fulfill(status=200, content_type="text/plain", body="180"))
    _step("basic")(page)
    page.clock.fast_forward(27 * 60 * 1000)
    expect(page.get_by_role("dialog").get_by_role("button", name=_("Stay signed in"))).to_be_visible()


def _conflict(page: Page) -> None:
    """As if somebody had saved since the page was opened: the page brings an older version than there ever was."""
    _details(page)
    page.goto(f"{page.url}modify/revenue/")
    page.get_by_label(_("Service period")).fill("24")
    page.evaluate("document.querySelector('[name=version]').value = '0'")
    page.evaluate("document.querySelector('[name=shown-service_period]').value = '1'")
    press(page, "Save")
    expect(page.get_by_role("button", name=_("Save my choices"))).to_be_visible()


def _ready(page: Page) -> None:
    """A draft that lacks nothing, kept by itself while it is typed."""
    _step("basic")(page)
    fill_basic(page, "Ready to go")
    press(page, "Next")
    fill_detailed(page)
    press(page, "Next")
    fill_revenue(page)
    expect(page.get_by_text(_("Ready to submit"))).to_be_attached()
    # What lies half under the header has not the size that it has.
    page.evaluate("scrollTo(0, 0)")


def _progress_page(page: Page) -> None:
    _details(page)
    page.goto(f"{page.url}progress/new/")


def _dialog(page: Page) -> None:
    _details(page)
    page.get_by_role("link", name=_("Specify Progress")).click()
    expect(page.get_by_role("dialog").get_by_label(_("Development Phase"))).to_be_focused()


def _dialog_refused(page: Page) -> None:
    _dialog(page)
    page.get_by_role("dialog").get_by_label(_("Progress Details")).fill("")
    page.get_by_role("dialog").get_by_role("button", name=_("Save progress")).click()
    expect(page.get_by_role("dialog").get_by_role("group", name=_("There is a problem"))).to_be_visible()


def _entry(page: Page) -> None:
    _details(page)
    page.goto(f"{page.url}progress/1/")


def _steer(what: str) -> Callable[[Page], None]:
    def play(page: Page) -> None:
        _details(page)
        page.goto(f"{page.url}{what}/")

    return play


def _task(page: Page) -> None:
    page.goto(f"{SALES}/marketing-tasks/")
    page.get_by_role("link", name="Cloud backup Q4").first.click()
    expect(title(page, "Cloud backup Q4")).to_be_visible()


def _handle(page: Page) -> None:
    page.goto(f"{SALES}/marketing-tasks/")
    row(page, "Cloud backup Q4").get_by_role("link", name=_("Handle")).first.click()
    expect(page.get_by_role("dialog").get_by_role("button", name=_("Save"))).to_be_visible()


def _customer(page: Page) -> None:
    page.goto(f"{SALES}/customers/resellers/")
    search(page, "Northwind")
    page.get_by_role("link", name="CUS-").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def _error(status: int) -> Callable[[Page], None]:
    """An error page as the server draws it, without bringing the server to it."""

    def play(page: Page) -> None:
        said = render_to_string(f"{status}.html", {"reference": "7f3a90c2"})
        page.route("**/as-it-were/", lambda route: route.fulfill(status=status, content_type="text/html", body=said))
        page.goto("/as-it-were/")

    return play


def _sample(component: str, state: str) -> Scene:
    return Scene(f"sample-{component}-{state}", "operator", at(f"/admin/components/{component}/{state}/"))


SCENES = [
    Scene("signin", "", at("/signin/")),
    Scene("signin-error", "", _wrong_password),
    Scene("account-home", "northstar", at("/")),
    Scene("signout", "northstar", at("/signout/")),
    Scene("home", "ana", at("/partner/")),
    Scene("sales", "ana", at(f"{SALES}/")),
    Scene("organization", "northstar", at("/partner/organization/")),
    *MEMBER_SCENES,
    Scene("preferences", "ana", at("/partner/preferences/")),
    Scene("notifications", "ana", at("/partner/notifications/")),
    Scene("notifications-none", "sky.sam", at("/partner/notifications/")),
    Scene("help", "ana", at("/partner/help/")),
    Scene("list", "ana", at(f"{OPPORTUNITIES}/mine/")),
    Scene("list-resellers", "northstar", at(f"{OPPORTUNITIES}/resellers/")),
    Scene("list-menu", "ana", _menu_open, within="header"),
    Scene("list-account-menu", "ana", _account_menu, within="header"),
    Scene("list-keys", "ana", _keys),
    Scene("customers-compact-dark", "sky.sam", _compact),
    Scene("list-filters", "northstar", _filters_open),
    Scene("list-revealed", "northstar", _revealed),
    Scene("list-no-match", "ana", at(f"{OPPORTUNITIES}/mine/?q=zzzzz")),
    Scene("list-empty", "skyline", at(f"{OPPORTUNITIES}/mine/")),
    Scene("list-director", "dora", at(f"{OPPORTUNITIES}/mine/")),
    Scene("list-views", "ana", _views_open, within=".pc-filter-bar"),
    Scene("list-row-menu", "ana", _row_menu_open, within=".pc-filter-bar"),
    Scene("list-compact", "ana", _dense),
    Scene("list-preferences", "northstar", _preferences),
    Scene("list-preferences-page", "ana", at("/partner/preferences/lists/customers-mine/")),
    Scene("customer-step", "northstar", at(f"{OPPORTUNITIES}/new/?group=resellers")),
    Scene("customer-step-error", "northstar", _nobody_chosen, 422),
    Scene("basic-step", "ana", _step("basic")),
    Scene("basic-step-error", "ana", _step("basic", submit=True), 422),
    Scene("detailed-step", "ana", _step("detailed")),
    Scene("detailed-step-error", "ana", _step("detailed", submit=True), 422),
    Scene("revenue-step", "ana", _step("revenue")),
    Scene("revenue-step-error", "ana", _step("revenue", submit=True), 422),
    Scene("revenue-step-ready", "ana", _ready),
    Scene("drafts", "ana", at(f"{OPPORTUNITIES}/drafts/")),
    Scene("drafts-empty", "ben", at(f"{OPPORTUNITIES}/drafts/")),
    Scene("details", "northstar", _details),
    Scene("details-director", "dora", _details),
    Scene("details-menu", "ana", _details_menu_open, within=".pc-actions"),
    Scene("entry", "ana", _entry),
    Scene("modify-basic", "ana", _modify("basic")),
    Scene("modify-other", "ana", _modify("other")),
    Scene("modify-revenue", "ana", _modify("revenue")),
    Scene("modify-error", "ana", _modify("revenue", emptied="Service period"), 422),
    Scene("modify-leaving", "ana", _asked_before_leaving),
    Scene("modify-came-back", "ana", _came_back),
    Scene("session-warning", "ana", _signed_out_soon),
    Scene("modify-conflict", "ana", _conflict, 409),
    Scene("progress-page", "ana", _progress_page),
    Scene("progress-dialog", "ana", _dialog),
    Scene("progress-dialog-error", "ana", _dialog_refused, 422),
    Scene("void", "northstar", _steer("void")),
    Scene("transfer", "northstar", _steer("transfer")),
    Scene("tasks", "ana", at(f"{SALES}/marketing-tasks/")),
    Scene("tasks-distributor", "northstar", at(f"{SALES}/marketing-tasks/")),
    Scene("task", "northstar", _task),
    Scene("tasks-all", "northstar", at(f"{SALES}/marketing-tasks/all/")),
    Scene("task-own", "ana", _task),
    Scene("handle-dialog", "ana", _handle),
    Scene("customers", "ana", at(f"{SALES}/customers/mine/")),
    Scene("customers-resellers", "northstar", at(f"{SALES}/customers/resellers/")),
    Scene("customer", "northstar", _customer),
    *CUSTOMER_SCENES,
    *MARKETING_SCENES,
    *DEVELOPMENT_SCENES,
    *INVITATION_SCENES,
    Scene("refused", "dora", at(f"{OPPORTUNITIES}/new/"), 403),
    Scene("not-found", "ana", at(f"{OPPORTUNITIES}/OPP-2026-999999/"), 404),
    *(Scene(f"error-{status}", "", _error(status), status) for status in (400, 409, 413, 429, 500, 503)),
    _sample("field", "faulty"),
    _sample("table", "revealed"),
    _sample("filter_bar", "faulty"),
]
#: Every component in every state: for the full sweep.
SAMPLE_SCENES = [_sample(component, sample.state) for component, states in SAMPLES.items() for sample in states]
