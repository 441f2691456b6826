"""Clear values go by themselves (interface M-7), whatever the server says and whatever is being typed."""

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.xdist_group("browser")

CUSTOMERS = "/partner/sales/customers/mine/"
MORE_THAN_FIVE_MINUTES = 301_000


def _never_answers(_route: Route) -> None:
    """The request stays on its way."""


def _show(page: Page, eye: str) -> None:
    page.get_by_role("button", name=eye).locator("visible=true").click()
    expect(page.locator(".pc-clear").first).to_be_visible()


def _expect_masks(page: Page) -> None:
    expect(page.locator(".pc-clear")).to_have_count(0)
    expect(page.get_by_text("*****").first).to_be_visible()
    expect(page.locator("#live")).to_have_text("Customer details are hidden again.")


def test_clear_values_are_hidden_though_the_server_does_not_answer(visit):
    page = visit("mia")
    page.clock.install()
    page.goto(CUSTOMERS)
    _show(page, "Show full customer names")
    page.route("**/customers/**", _never_answers)
    page.clock.run_for(MORE_THAN_FIVE_MINUTES)
    _expect_masks(page)


def test_clear_values_of_a_record_are_hidden_and_can_be_shown_again(visit):
    page = visit("mia")
    page.clock.install()
    page.goto("/partner/sales/opportunities/new/")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Next").click()
    for _time in range(2):
        _show(page, "Show customer name")
        page.clock.run_for(MORE_THAN_FIVE_MINUTES)
        _expect_masks(page)


def test_clear_values_are_hidden_beside_what_could_not_be_kept_yet(visit):
    page = visit("mia")
    page.clock.install()
    page.goto("/partner/sales/opportunities/new/")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Next").click()
    _show(page, "Show customer name")
    page.route("**/autosave/", _never_answers)
    page.get_by_label("Opportunity Name").fill("Half typed")
    page.clock.run_for(MORE_THAN_FIVE_MINUTES)
    _expect_masks(page)
    expect(page.get_by_label("Opportunity Name")).to_have_value("Half typed")
