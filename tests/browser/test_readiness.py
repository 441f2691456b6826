"""What is missing, and how typed texts were read, in a browser: the way to a field, and a page that stays put."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import NEXT_SPRING, choose, press, title

pytestmark = pytest.mark.xdist_group("browser")

#: Every shift that no click or key explains counts, from the first paint on.
WATCH_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
"""


def _begin(page: Page) -> None:
    page.goto("/partner/sales/opportunities/new/")
    choose(page, "Gol*****up")


def _step(page: Page, slug: str) -> None:
    page.goto(page.url.replace("/basic/", f"/{slug}/"))


@pytest.mark.parametrize("javascript", [True, False])
def test_each_missing_thing_is_a_link_to_its_field(visit, javascript):
    page = visit("ana", javascript=javascript)
    _begin(page)
    missing = page.locator("#readiness")
    missing.get_by_role("link", name="Select an opportunity type").click()
    expect(page.get_by_role("radio", name="New Business")).to_be_focused()
    missing.get_by_role("link", name="Enter the service period in months (step 4)").click()
    expect(title(page, "Complete Revenue Information")).to_be_visible()
    expect(page.get_by_label("Service period")).to_be_focused()


def test_the_list_grows_shorter_while_one_types_and_takes_no_focus(visit):
    page = visit("ana")
    _begin(page)
    expect(page.get_by_role("heading", name="13 things missing")).to_be_visible()
    page.get_by_label("Opportunity name").fill("Counting down")
    expect(page.get_by_role("heading", name="12 things missing")).to_be_visible()
    expect(page.get_by_label("Opportunity name")).to_be_focused()
    page.get_by_label("Opportunity name").fill("")
    expect(page.get_by_role("heading", name="13 things missing")).to_be_visible()


def test_echoes_and_sums_come_without_moving_anything(visit):
    page = visit("ana")
    page.add_init_script(WATCH_SHIFTS)
    _begin(page)
    _step(page, "revenue")
    total = page.get_by_label("Estimated monthly revenue").first
    total.fill("１２万")
    total.press("Tab")
    expect(page.locator("#id_estimated_monthly_revenue_echo")).to_have_text("USD 120,000.00")
    when = page.get_by_role("textbox", name="Estimated attainment time")
    when.fill(NEXT_SPRING)
    when.press("Tab")
    expect(page.locator("#id_estimated_attainment_echo")).to_contain_text("March ")
    period = page.get_by_label("Service period")
    period.fill("12")
    period.press("Tab")
    sums = page.locator("#sums")
    expect(sums).to_contain_text("Contract value USD 1,440,000.00 (120,000.00 x 12 months).")
    expect(page.get_by_role("heading", name="10 things missing")).to_be_visible()
    total.fill("12 millions")
    expect(page.locator("#id_estimated_monthly_revenue_echo")).to_have_text("")
    total.press("Tab")
    expect(sums).to_have_text("")
    expect(page.get_by_role("heading", name="11 things missing")).to_be_visible()
    assert page.evaluate("window.shifts") == []


def test_the_only_product_takes_the_total(visit):
    page = visit("ana")
    _begin(page)
    _step(page, "revenue")
    page.get_by_label("Estimated monthly revenue").first.fill("10k")
    press(page, "Same as total")
    line = page.get_by_role("group", name="Product 1").get_by_label("Estimated monthly revenue")
    expect(line).to_have_value("10k")
    expect(line).to_be_focused()
    press(page, "Add another product")
    expect(page.get_by_role("group", name="Product 2").get_by_role("combobox")).to_be_focused()
    press(page, "Remove product 2")
    expect(page.get_by_role("button", name="Add another product")).to_be_focused()
