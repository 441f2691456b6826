"""What people do with the product, in their words: controls by role and name, never by class or id.

Each step ends where its page has answered, so that the next may begin. Names are said in the language that is active
here, which whoever opens a page in another language activates.
"""

import re
from datetime import date

from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page, expect

from accounts.demo import DEMO_PASSWORD

#: Whom the whole job is done for: Skyline's associated customer, as anybody may see its name.
NORTHWIND_MASKED = "Nor*****td"
NEXT_SPRING = f"{date.today().year + 1}-03"


def sign_in(page: Page, account: str) -> None:
    page.goto("/signin/")
    page.get_by_label(_("User name")).fill(account)
    page.get_by_label(_("Password")).fill(DEMO_PASSWORD)
    page.get_by_role("button", name=_("Sign in")).click()
    expect(menu(page, account)).to_be_visible()


def menu(page: Page, name: str) -> Locator:
    """What opens and closes a menu of the header. A summary has no role that could be asked for."""
    return page.get_by_role("banner").locator("summary:visible").filter(has_text=_(name))


def open_partner_center(page: Page, account: str) -> None:
    menu(page, account).click()
    page.get_by_role("banner").get_by_role("listitem").get_by_role("link", name=_("Partner Center")).click()
    expect(title(page, "Home")).to_be_visible()


def title(page: Page, text: str) -> Locator:
    return page.get_by_role("heading", level=1, name=_(text), exact=True)


def open_from_sales(page: Page, label: str) -> None:
    menu(page, "Sales").click()
    page.get_by_role("navigation", name=_("Main")).get_by_role("link", name=_(label)).click()
    expect(title(page, label)).to_be_visible()


def switch_to(page: Page, whose: str) -> None:
    links = page.get_by_role("navigation", name=_("Whose customers"))
    links.get_by_role("link", name=_(whose)).click()
    expect(links.get_by_role("link", name=_(whose))).to_have_attribute("aria-current", "page")


def row(page: Page, text: str) -> Locator:
    """The only row of a list with this text."""
    return page.get_by_role("row").filter(has_text=text)


def search(page: Page, text: str, *, javascript: bool = True) -> None:
    """Where scripts run, typing is enough; pressing Search besides would ask twice."""
    page.get_by_role("searchbox").fill(text)
    if not javascript:
        page.get_by_role("button", name=_("Search")).click()
    expect(page).to_have_url(re.compile(r"[?&]q="))


def add_opportunity(page: Page) -> None:
    page.get_by_role("link", name=_("Add Opportunity")).first.click()
    expect(title(page, "Select Customer")).to_be_visible()


def choose(page: Page, masked: str) -> None:
    row(page, masked).get_by_role("radio").check()
    press(page, "Next")
    expect(title(page, "Basic Information")).to_be_visible()


def press(page: Page, button: str) -> None:
    page.get_by_role("main").get_by_role("button", name=_(button), exact=True).click()


def fill_basic(page: Page, name: str = "") -> None:
    """Basic Information; without a name, the suggested one stays."""
    if name:
        page.get_by_label(_("Opportunity name")).fill(name)
    page.get_by_label(_("Customer industry")).select_option(index=2)
    page.get_by_label(_("Customer Business System")).select_option("erp")
    answer(page, "Opportunity type", "Migration")
    answer(page, "Test project", "Yes")
    answer(page, "Bidding project", "No")
    page.get_by_label(_("Development Phase")).select_option(_("Requirement Confirmed"))
    answer(page, "Win Probability", "30%")


def answer(page: Page, question: str, option: str) -> None:
    page.get_by_role("group", name=_(question)).get_by_label(_(option), exact=True).check()


def fill_detailed(page: Page) -> None:
    answer(page, "Current deployment", "Own data centre")
    page.get_by_label(_("Customer pain points")).fill("Two outages this year, and nobody tests a restore.")
    answer(page, "Budget status", "Approved")


def fill_revenue(page: Page) -> None:
    page.get_by_label(_("Estimated monthly revenue")).first.fill("10k")
    page.get_by_role("textbox", name=_("Estimated attainment time")).fill(NEXT_SPRING)
    page.get_by_label(_("Service period")).fill("12")
    line = page.get_by_role("group", name=_("Product %(number)s") % {"number": 1})
    line.get_by_role("combobox", name=_("Product")).select_option(index=1)
    line.get_by_label(_("Estimated monthly revenue")).fill("8,000")


def fill_progress(within: Page | Locator, *, phase: str, probability: str, details: str) -> None:
    within.get_by_label(_("Development Phase")).select_option(_(phase))
    within.get_by_role("radio", name=probability, exact=True).check()
    within.get_by_label(_("Technical Exchange")).first.select_option(_("Held"))
    within.get_by_label(_("Test Details")).first.select_option(_("Planned"))
    within.get_by_label(_("Progress Details")).fill(details)


def entries(page: Page) -> Locator:
    """The entries of Progress Details, newest first."""
    return page.get_by_role("region", name=_("Progress Details")).get_by_role("listitem")


def open_details(page: Page, whose: str, name: str) -> None:
    """From the list of mine or resellers to one opportunity."""
    page.goto(f"/partner/sales/opportunities/{whose}/")
    search(page, name)
    page.get_by_role("link", name=name, exact=True).click()
    expect(title(page, name)).to_be_visible()
