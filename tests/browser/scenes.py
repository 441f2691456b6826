"""Every page in every state that is worth a look: what axe judges and what the screenshots show.

A scene brings a fresh page of its person's browser to the state; it looks, and adds nothing but drafts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.steps import menu, open_details, press, row, search, title

SALES = "/partner/sales"
OPPORTUNITIES = f"{SALES}/opportunities"


@dataclass(frozen=True, slots=True)
class Scene:
    """`account` empty: nobody has signed in. `answers`: the refusal that the state is about.

    `within`: what is judged where the state covers the rest of the page.
    """

    name: str
    account: str
    play: Callable[[Page], object]
    answers: int = 0
    within: str = ""


def at(address: str) -> Callable[[Page], object]:
    return lambda page: page.goto(address)


def _wrong_password(page: Page) -> None:
    page.goto("/signin/")
    press(page, "Sign in")
    expect(page.get_by_role("group", name="There is a problem")).to_be_visible()


def _menu_open(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/")
    narrow = (page.viewport_size or {"width": 0})["width"] < 992
    menu(page, "Menu" if narrow else "Sales").click()


def _filters_open(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/?phase=testing")
    page.get_by_role("search").locator("summary", has_text="Filters").click()


def _views_open(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/?only=update")
    page.get_by_role("search").locator("summary", has_text="View:").click()


def _preferences(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/")
    page.get_by_role("link", name="List preferences").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Use defaults")).to_be_visible()


def _compact(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/mine/")
    page.locator("html").evaluate("page => page.dataset.density = 'compact'")


def _revealed(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/resellers/")
    page.get_by_role("button", name="Show full customer names").locator("visible=true").click()
    expect(page.get_by_text("Northwind Foods Ltd").locator("visible=true").first).to_be_visible()


def _nobody_chosen(page: Page) -> None:
    page.goto(f"{OPPORTUNITIES}/new/")
    press(page, "Next")
    expect(page.get_by_role("link", name="Select a customer", exact=True)).to_be_visible()


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
            expect(page.get_by_role("group", name="There is a problem")).to_be_visible()

    return play


def _details(page: Page) -> None:
    open_details(page, "resellers", "Core system migration")


def _modify(tab: str, *, emptied: str = "") -> Callable[[Page], None]:
    def play(page: Page) -> None:
        _details(page)
        page.goto(f"{page.url}modify/{tab}/")
        if emptied:
            page.get_by_label(emptied).fill("")
            press(page, "Save")
            expect(page.get_by_role("group", name="There is a problem")).to_be_visible()

    return play


def _progress_page(page: Page) -> None:
    _details(page)
    page.goto(f"{page.url}progress/new/")


def _dialog(page: Page) -> None:
    _details(page)
    page.get_by_role("link", name="Specify Progress").click()
    expect(page.get_by_role("dialog").get_by_label("Development Phase")).to_be_focused()


def _dialog_refused(page: Page) -> None:
    _dialog(page)
    page.get_by_role("dialog").get_by_label("Progress Details").fill("")
    page.get_by_role("dialog").get_by_role("button", name="Save progress").click()
    expect(page.get_by_role("dialog").get_by_role("group", name="There is a problem")).to_be_visible()


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
    row(page, "Cloud backup Q4").get_by_role("link", name="Handle").first.click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Save")).to_be_visible()


def _customer(page: Page) -> None:
    page.goto(f"{SALES}/customers/resellers/")
    search(page, "Northwind")
    page.get_by_role("link", name="CUS-").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


SCENES = [
    Scene("signin", "", at("/signin/")),
    Scene("signin-error", "", _wrong_password),
    Scene("account-home", "northstar", at("/")),
    Scene("signout", "northstar", at("/signout/")),
    Scene("home", "ana", at("/partner/")),
    Scene("sales", "ana", at(f"{SALES}/")),
    Scene("list", "ana", at(f"{OPPORTUNITIES}/mine/")),
    Scene("list-resellers", "northstar", at(f"{OPPORTUNITIES}/resellers/")),
    Scene("list-menu", "ana", _menu_open, within="header"),
    Scene("list-filters", "northstar", _filters_open),
    Scene("list-revealed", "northstar", _revealed),
    Scene("list-no-match", "ana", at(f"{OPPORTUNITIES}/mine/?q=zzzzz")),
    Scene("list-empty", "skyline", at(f"{OPPORTUNITIES}/mine/")),
    Scene("list-director", "dora", at(f"{OPPORTUNITIES}/mine/")),
    Scene("list-views", "ana", _views_open, within=".pc-filter-bar"),
    Scene("list-compact", "ana", _compact),
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
    Scene("drafts", "ana", at(f"{OPPORTUNITIES}/drafts/")),
    Scene("drafts-empty", "ben", at(f"{OPPORTUNITIES}/drafts/")),
    Scene("details", "northstar", _details),
    Scene("details-director", "dora", _details),
    Scene("entry", "ana", _entry),
    Scene("modify-basic", "ana", _modify("basic")),
    Scene("modify-other", "ana", _modify("other")),
    Scene("modify-revenue", "ana", _modify("revenue")),
    Scene("modify-error", "ana", _modify("revenue", emptied="Service period"), 422),
    Scene("progress-page", "ana", _progress_page),
    Scene("progress-dialog", "ana", _dialog),
    Scene("progress-dialog-error", "ana", _dialog_refused, 422),
    Scene("void", "northstar", _steer("void")),
    Scene("transfer", "northstar", _steer("transfer")),
    Scene("tasks", "ana", at(f"{SALES}/marketing-tasks/")),
    Scene("tasks-distributor", "northstar", at(f"{SALES}/marketing-tasks/")),
    Scene("task", "northstar", _task),
    Scene("handle-dialog", "ana", _handle),
    Scene("customers", "ana", at(f"{SALES}/customers/mine/")),
    Scene("customers-resellers", "northstar", at(f"{SALES}/customers/resellers/")),
    Scene("customer", "northstar", _customer),
    Scene("refused", "dora", at(f"{OPPORTUNITIES}/new/"), 403),
    Scene("not-found", "ana", at(f"{OPPORTUNITIES}/OPP-2026-999999/"), 404),
]
