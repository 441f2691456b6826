"""Step 1 in a browser: the chosen customer stays chosen wherever one looks next."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import NORTHWIND_MASKED, press, row, search, switch_to, title

pytestmark = pytest.mark.xdist_group("browser")

NEW = "/partner/sales/opportunities/new/"


def _line(page: Page):
    """The line of the chosen customer, which stands outside the list."""
    return page.locator("#chosen")


def test_choice_survives_search_and_switch_and_is_taken_along_by_next(visit):
    page = visit("ana")
    page.goto(f"{NEW}?group=resellers")
    expect(_line(page)).to_be_hidden()
    row(page, NORTHWIND_MASKED).get_by_role("radio").check()
    number = row(page, NORTHWIND_MASKED).get_by_role("radio").get_attribute("value")
    expect(_line(page)).to_contain_text(re.compile(f"Selected:\\s+{re.escape(NORTHWIND_MASKED)}.*{number}"))
    search(page, "nobody at all")
    expect(page.get_by_role("region", name="Customers").get_by_text("No customers match this search.")).to_be_visible()
    expect(_line(page)).to_be_visible()
    search(page, "northwind")
    expect(row(page, NORTHWIND_MASKED).get_by_role("radio")).to_be_checked()
    switch_to(page, "My Customers")
    expect(_line(page)).to_contain_text(number)
    expect(page.get_by_role("searchbox")).to_have_value("northwind")
    press(page, "Next")
    expect(title(page, "Basic Information")).to_be_visible()
    expect(page.get_by_role("complementary", name="Customer")).to_contain_text(number)


@pytest.mark.answers(422)
def test_cleared_choice_is_none(visit):
    page = visit("ana")
    page.goto(NEW)
    page.get_by_role("radio").first.check()
    _line(page).get_by_role("link", name="Clear").click()
    expect(_line(page)).to_be_hidden()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    press(page, "Next")
    expect(page.get_by_role("link", name="Select a customer")).to_be_visible()


def test_without_javascript_a_hint_says_how_far_the_choice_goes(visit):
    hint = "Your choice counts for the customers on this page"
    for javascript in (True, False):
        page = visit("ana", javascript=javascript)
        page.goto(NEW)
        expect(page.get_by_text(hint)).to_be_visible(visible=not javascript)
