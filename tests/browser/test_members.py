"""The two-party story of a member: invited, joined in another browser, at work, gone, and the work handed over."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.mails import link_sent_to
from tests.browser.steps import answer, fill_basic, fill_detailed, fill_revenue, menu, press, row, title
from tests.browser.visits import Visits
from tests.support.browsing import Visit
from tests.support.site import Addresses, copy_of, served
from tests.support.source import ROOT

pytestmark = pytest.mark.xdist_group("browser")

MEMBERS = "/partner/organization/members/"
EMAIL, USER, PASSWORD = "tom.reyes@meridian.example", "tom.reyes", "a harbour full of quiet lanterns"


def _invite(page: Page) -> None:
    page.goto("/partner/")
    menu(page, "Organization").click()
    page.get_by_role("banner").get_by_role("link", name="Member Management").locator("visible=true").click()
    page.get_by_role("link", name="Invite member").click()
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Name", exact=True).fill("Tom Reyes")
    answer(page, "Role", "Account Manager")
    press(page, "Preview e-mail")
    expect(page.get_by_role("region", name="Preview of the e-mail")).to_contain_text("Join Meridian Supply")
    press(page, "Send invitation")
    expect(row(page, EMAIL)).to_contain_text("Invited until")


def _join(page: Page, site: Addresses) -> None:
    page.goto(link_sent_to(EMAIL, site))
    expect(title(page, "Join Meridian Supply")).to_be_visible()
    page.get_by_label("User name").fill(USER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    press(page, "Join")
    expect(page.get_by_text("Welcome to Meridian Supply.")).to_be_visible()
    page.get_by_label("User name").fill(USER)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(menu(page, USER)).to_be_visible()


def _hand_over(page: Page, whose: str, to: str) -> None:
    page.goto(f"{MEMBERS}{whose}/")
    page.get_by_role("link", name="Deactivate").click()
    page.get_by_role("combobox", name="Give everything to").select_option(to)
    press(page, "Deactivate")
    expect(page.get_by_text(f"{whose} is deactivated and signed out.")).to_be_visible()


def _add_opportunity(page: Page, name: str) -> None:
    page.goto("/partner/sales/opportunities/new/")
    page.get_by_role("radio").first.check()
    press(page, "Next")
    fill_basic(page, name)
    press(page, "Next")
    fill_detailed(page)
    press(page, "Next")
    fill_revenue(page)
    press(page, "Submit")
    expect(page.get_by_text("The opportunity has been added successfully.")).to_be_visible()


@pytest.fixture
def site(demo_database) -> Iterator[Addresses]:
    with copy_of(demo_database, "members") as addresses:
        yield addresses


@pytest.fixture
def visit(site, browser) -> Iterator[Visit]:
    """Pages of a site of its own: people leave here whom other tests still need."""
    log = ROOT / "var" / "browser" / "members.log"
    with served(site, log) as address:
        visits = Visits(browser, address, {})
        yield visits.open
        visits.close()
        assert visits.complaints({404}) == []


def test_a_member_is_invited_joins_works_leaves_and_hands_over(visit, site):
    administrator, newcomer = visit("meridian"), visit()
    _invite(administrator)
    _join(newcomer, site)
    # mia leaves, and the newcomer takes over all that she had.
    _hand_over(administrator, "mia", USER)
    expect(administrator.get_by_text(f"Now {USER} has:")).to_be_visible()
    _add_opportunity(newcomer, "Lanterns for the harbour")
    # Then the newcomer leaves, and mia is back to take over.
    administrator.get_by_role("button", name="Reactivate").click()
    expect(administrator.get_by_text("mia can sign in again.")).to_be_visible()
    _hand_over(administrator, USER, "mia")
    newcomer.goto("/partner/")
    expect(newcomer.get_by_label("User name")).to_be_visible()
    newcomer.goto(link_sent_to(EMAIL, site))
    expect(title(newcomer, "This invitation is not valid")).to_be_visible()
    mias = visit("mia")
    mias.goto("/partner/sales/opportunities/mine/?q=Lanterns")
    expect(row(mias, "Lanterns for the harbour")).to_be_visible()
