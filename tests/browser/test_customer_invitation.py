"""The two-party story of an invitation: ana makes a link, the customer accepts in another browser, ana is told."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.scenes_invitations import DEVELOPMENT
from tests.browser.steps import press, row, title
from tests.browser.visits import Visits
from tests.support.site import copy_of, served
from tests.support.source import ROOT

pytestmark = pytest.mark.xdist_group("browser")

CUSTOMER = "Blu*****o."


@pytest.fixture
def visit(demo_database: str, browser: Browser):
    """Pages of a site of its own: a customer of other tests becomes an associated one here."""
    log = ROOT / "var" / "browser" / "customer-invitation.log"
    with copy_of(demo_database, "customer_invitation") as addresses, served(addresses, log) as address:
        visits = Visits(browser, address, {})
        yield visits.open
        visits.close()
        assert visits.complaints({404}) == []
    assert "/invitations/" not in log.read_text()


def _make_link(page: Page) -> str:
    page.goto(f"{DEVELOPMENT}/")
    row(page, CUSTOMER).get_by_role("link", name="Invite").click()
    expect(title(page, "Invite customer")).to_be_visible()
    press(page, "Make link")
    link = page.get_by_label("Link", exact=True)
    expect(link).to_have_attribute("readonly", "")
    return link.input_value()


def test_a_customer_accepts_in_another_browser_and_the_account_manager_is_told(visit):
    ana, customer = visit("ana"), visit()
    link = _make_link(ana)
    customer.goto(link)
    expect(title(customer, "Northstar Distribution invites you to become its customer")).to_be_visible()
    expect(customer.get_by_text("Distributor customer")).to_be_visible()
    expect(customer.get_by_text(CUSTOMER)).to_be_visible()
    press(customer, "Accept")
    expect(title(customer, "You are a customer of Northstar Distribution now")).to_be_visible()
    customer.goto(link)
    expect(title(customer, "This invitation is not valid")).to_be_visible()

    ana.goto("/partner/notifications/")
    told = ana.get_by_role("main").get_by_role("listitem").filter(has_text="accepted the association.").first
    told.get_by_role("button").or_(told.get_by_role("link")).first.click()
    expect(ana.get_by_role("main").get_by_text("Associated", exact=True).first).to_be_visible()
    ana.goto(f"{DEVELOPMENT}/invitations/")
    newest = ana.get_by_role("row").nth(1)
    expect(newest).to_contain_text("Link")
    expect(newest).to_contain_text("Accepted")
