"""The two-party story of a reseller: invited by a link, applied in another browser, approved, joined, at work."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.mails import link_sent_to
from tests.browser.scenes_cooperation import APPLICATIONS, fill_application
from tests.browser.steps import menu, press, row, title
from tests.browser.visits import Visits
from tests.support.browsing import Visit
from tests.support.site import Addresses, copy_of, served
from tests.support.source import ROOT

pytestmark = pytest.mark.xdist_group("browser")

COMPANY, EMAIL, USER = "Harbor Kites Ltd", "bo@harbor-kites.example", "bo.kites"
PASSWORD = "a harbour full of quiet lanterns"


def _invite(page: Page) -> str:
    """By a link, which the administrator reads once."""
    page.goto("/partner/sales/resellers/")
    page.get_by_role("link", name="Cooperation Applications").click()
    page.get_by_role("link", name="Invite reseller").first.click()
    page.get_by_label("Company name").fill("Harbor Kites")
    page.get_by_label("By a link that I pass on myself").check()
    press(page, "Invite")
    link = page.locator("#link").inner_text()
    page.get_by_role("link", name="Go to Cooperation Applications").click()
    expect(row(page, "Harbor Kites")).to_contain_text("Invited until")
    return link


def _apply(page: Page, link: str) -> None:
    page.goto(link)
    expect(title(page, "Become a reseller of Meridian Supply")).to_be_visible()
    press(page, "Send application")
    expect(page.get_by_role("group", name="There is a problem")).to_be_visible()
    fill_application(page, COMPANY, EMAIL)
    press(page, "Send application")
    expect(title(page, "Your application has been sent")).to_be_visible()


def _approve(page: Page) -> None:
    page.goto("/partner/notifications/")
    page.get_by_role("button", name="A company has applied to become your reseller").click()
    expect(title(page, COMPANY)).to_be_visible()
    page.get_by_role("link", name="Approve").click()
    expect(page.get_by_label("Approve", exact=True)).to_be_checked()
    press(page, "Save decision")
    expect(page.get_by_text("1 application approved.")).to_be_visible()
    page.get_by_role("link", name="Go to reseller").click()
    expect(title(page, COMPANY)).to_be_visible()


def _join(page: Page, site: Addresses) -> None:
    page.goto(link_sent_to(EMAIL, site))
    expect(title(page, f"Join {COMPANY}")).to_be_visible()
    page.get_by_label("User name").fill(USER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    press(page, "Join")
    page.get_by_label("User name").fill(USER)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(menu(page, USER)).to_be_visible()


@pytest.fixture
def site(demo_database) -> Iterator[Addresses]:
    with copy_of(demo_database, "resellers") as addresses:
        yield addresses


@pytest.fixture
def visit(site, browser) -> Iterator[Visit]:
    """Pages of a site of its own, in which a reseller comes up."""
    log = ROOT / "var" / "browser" / "resellers.log"
    with served(site, log) as address:
        visits = Visits(browser, address, {})
        yield visits.open
        visits.close()
        assert visits.complaints({422}) == []


def test_a_company_is_invited_applies_is_approved_joins_and_begins(visit, site):
    administrator, company = visit("meridian"), visit()
    link = _invite(administrator)
    _apply(company, link)
    _approve(administrator)
    company.goto(link)
    expect(title(company, "Your application was approved")).to_be_visible()
    _join(company, site)
    for address, words in (
        ("/partner/sales/customers/mine/", "No customers yet"),
        ("/partner/sales/customer-development/", "No customers in development"),
        ("/partner/organization/distributor/", "Meridian Supply"),
        ("/partner/organization/members/", USER),
    ):
        company.goto(address)
        expect(company.get_by_role("main").get_by_text(words).first).to_be_visible()
    administrator.goto(f"{APPLICATIONS}/?state=cooperating")
    administrator.get_by_role("link", name=COMPANY).click()
    expect(administrator.get_by_text("has joined")).to_be_visible()
