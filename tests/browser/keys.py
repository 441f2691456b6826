"""The product without a pointer: somebody who presses keys, and the main job done by nothing else."""

import re

from playwright.sync_api import Page, expect

from accounts.demo import DEMO_PASSWORD
from tests.browser.steps import NEXT_SPRING, entries, title

#: More stops than any page of ours has before what is wanted.
MOST_STOPS = 120

#: The name of what has the focus, and what is wrong with the sight of it.
_FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return ["", ""];
  const texts = [...(element.labels || [])].map((label) => label.innerText);
  const option = element.matches("[type=radio], [type=checkbox]");
  const group = option && element.closest("fieldset")?.querySelector("legend").innerText;
  const written = texts.length ? texts.join(" ") : element.innerText;
  const name = (element.getAttribute("aria-label") || written || "").trim();
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [group ? `${group}: ${name}` : name, ring && inside ? "" : `ring ${ring}, inside ${inside}`];
}"""


class Keys:
    """Presses keys on a page. Every stop on the way must be seen: a ring around it, inside the window."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def to(self, name: str, *, back: bool = False) -> None:
        """Tab on until the control with this name has the focus; `name` is a regular expression."""
        passed = []
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            found, wrong = self.page.evaluate(_FOCUSED)
            if wrong:
                self.unseen.append(f"{found}: {wrong}")
            if re.match(name, found):
                return
            passed.append(found)
        raise AssertionError(f"no stop is called {name}: {passed}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def open(self, name: str, lands_on: str) -> None:
        """Follow a link or press a button, and wait for the page with this title."""
        self.to(name)
        self.press("Enter")
        expect(title(self.page, lands_on)).to_be_visible()


def sign_in(keys: Keys, account: str) -> None:
    keys.page.goto("/signin/")
    keys.to("User name")
    keys.type(account)
    keys.to("Password")
    keys.type(DEMO_PASSWORD)
    keys.press("Enter")
    expect(keys.page.get_by_role("heading", level=1, name="Welcome")).to_be_visible()


def open_opportunities(keys: Keys, account: str) -> None:
    keys.to(account)
    keys.press("Enter")
    keys.open("Partner Center$", "Home")
    keys.to("Sales")
    keys.press("Enter")
    keys.open("Opportunity Management", "Opportunity Management")


def choose_customer(keys: Keys) -> None:
    keys.open("Add Opportunity", "Select Customer")
    keys.to("Resellers' Customers")
    keys.press("Enter")
    expect(keys.page).to_have_url(re.compile("group=resellers"))
    keys.to("Search")
    keys.type("Northwind")
    expect(keys.page).to_have_url(re.compile(r"[?&]q=Northwind"))
    keys.to("Select customer")
    keys.press("Space")
    keys.open("Next", "Basic Information")


def fill_basic(keys: Keys, name: str) -> None:
    keys.to("Opportunity name")
    keys.press("Control+a")
    keys.type(name)
    keys.to("Customer industry")
    keys.type("Ret")
    keys.to("Customer Business System")
    keys.type("ERP")
    for question in ("Opportunity type", "Test project", "Bidding project"):
        keys.to(f"(?i){question}")
        keys.press("Space")
    # No to the tender: the second of two.
    keys.press("ArrowDown")
    keys.to("Opportunity name", back=True)
    keys.press("Enter")
    expect(title(keys.page, "Detailed Information")).to_be_visible()


def fill_detailed(keys: Keys) -> None:
    keys.to("Current deployment")
    keys.press("Space", "ArrowDown")
    keys.to("Current providers")
    keys.press("Space")
    keys.to("Customer pain points")
    keys.type("Two outages this year, and nobody tests a restore.")
    keys.to("Budget status")
    keys.press("Space")
    keys.open("Next", "Complete Revenue Information")


def submit_empty_and_mend(keys: Keys) -> None:
    keys.to("Submit")
    keys.press("Enter")
    expect(keys.page.get_by_role("group", name="There is a problem")).to_be_focused()
    keys.to("Enter the estimated monthly revenue")
    keys.press("Enter")
    keys.type("10k")
    keys.to("Enter the estimated attainment time", back=True)
    keys.press("Enter")
    keys.type(NEXT_SPRING)
    keys.to("Service period")
    keys.type("12")
    keys.to("Product$")
    keys.press("ArrowDown")
    keys.to("Estimated monthly revenue")
    keys.type("8,000")


def submit(keys: Keys) -> None:
    keys.to("Submit")
    keys.press("Enter")
    expect(title(keys.page, "The opportunity has been added successfully.")).to_be_focused()


def specify_progress(keys: Keys, name: str) -> None:
    keys.open("View Details", name)
    keys.to("Specify Progress")
    keys.press("Enter")
    dialog = keys.page.get_by_role("dialog")
    expect(dialog.get_by_label("Development Phase")).to_be_focused()
    with keys.page.expect_response(re.compile("progress/new/")):
        keys.press("ArrowDown")
    keys.to("Progress Details")
    keys.type("They named a sponsor.")
    keys.press("Control+Enter")
    expect(dialog).to_be_hidden()
    expect(entries(keys.page).first).to_be_focused()


def leave_dialog_and_sign_out(keys: Keys, account: str) -> None:
    keys.to("Specify Progress", back=True)
    keys.press("Enter")
    expect(keys.page.get_by_role("dialog").get_by_label("Development Phase")).to_be_focused()
    keys.press("Escape")
    expect(keys.page.get_by_role("link", name="Specify Progress")).to_be_focused()
    keys.to(account, back=True)
    keys.press("Enter")
    keys.open("Sign Out", "Sign in to your account")


def whole_job(keys: Keys, account: str = "northstar", name: str = "Branch file server by keyboard") -> None:
    """From sign-in to sign-out: an opportunity is added for a reseller's customer, and its first progress specified."""
    sign_in(keys, account)
    open_opportunities(keys, account)
    choose_customer(keys)
    fill_basic(keys, name)
    fill_detailed(keys)
    submit_empty_and_mend(keys)
    submit(keys)
    specify_progress(keys, name)
    leave_dialog_and_sign_out(keys, account)
