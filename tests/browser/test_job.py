"""The whole job of the product, by three people: who adds, who begins from a task, and who only looks."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import (
    NEXT_SPRING,
    NORTHWIND_MASKED,
    add_opportunity,
    choose,
    entries,
    fill_basic,
    fill_detailed,
    fill_progress,
    fill_revenue,
    open_details,
    open_from_sales,
    open_partner_center,
    press,
    row,
    search,
    sign_in,
    switch_to,
    title,
)

pytestmark = pytest.mark.xdist_group("browser")

ADDED = "The opportunity has been added successfully."
SUMMARY = "There is a problem"


@pytest.mark.answers(422)
def test_distributor_adds_for_a_resellers_customer(visit):
    page = visit()
    sign_in(page, "northstar")
    open_partner_center(page, "northstar")
    open_from_sales(page, "Opportunity Management")
    tabs = page.get_by_role("navigation", name="Opportunity Management")
    expect(tabs.get_by_role("link", name="Business Opportunities")).to_have_attribute("aria-current", "page")
    add_opportunity(page)
    switch_to(page, "Resellers' Customers")
    search(page, "Northwind")
    choose(page, NORTHWIND_MASKED)
    fill_basic(page, "Branch file server")
    press(page, "Next")
    fill_detailed(page)
    press(page, "Next")
    _submits_empty_and_follows_the_links(page)
    fill_revenue(page)
    press(page, "Submit")
    expect(title(page, ADDED)).to_be_focused()
    page.get_by_role("link", name="View Details").click()
    expect(title(page, "Branch file server")).to_be_visible()
    expect(page.get_by_role("navigation", name="Breadcrumb")).to_contain_text("Resellers' Customers")
    expect(page.get_by_role("region", name="Revenue Information")).to_contain_text("USD 10,000.00")
    expect(entries(page)).to_have_count(1)


def _submits_empty_and_follows_the_links(page: Page) -> None:
    """Every fault is a link that puts the cursor where it is mended."""
    press(page, "Submit")
    summary = page.get_by_role("group", name=SUMMARY)
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Step 4 of 4"))
    expect(summary.get_by_role("listitem")).to_have_text(
        [
            "Enter the estimated monthly revenue",
            "Enter the estimated attainment time",
            "Enter the service period in months",
            "Select product 1",
            "Enter the monthly revenue of product 1",
        ]
    )
    summary.get_by_role("link", name="Enter the estimated attainment time").click()
    expect(page.get_by_role("textbox", name="Estimated attainment time")).to_be_focused()
    summary.get_by_role("link", name="Select product 1").click()
    expect(page.get_by_role("combobox", name="Product")).to_be_focused()


def test_eye_shows_one_column_until_the_next_page(visit):
    page = visit("northstar")
    page.goto("/partner/sales/opportunities/resellers/?q=Northwind")
    eye = page.get_by_role("button", name="Show full customer names").locator("visible=true")
    expect(eye).to_have_attribute("aria-pressed", "false")
    assert "Northwind Foods Ltd" not in page.content()
    eye.click()
    expect(page.get_by_role("cell", name="Northwind Foods Ltd").first).to_be_visible()
    expect(eye).to_have_attribute("aria-pressed", "true")
    expect(eye).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(
        re.compile("Full customer names shown for .* They hide again in 5 minutes")
    )
    assert "Skyline Digital" not in page.content()
    page.reload()
    expect(page.get_by_text(NORTHWIND_MASKED).first).to_be_visible()
    assert "Northwind Foods Ltd" not in page.content()


@pytest.mark.answers(422)
def test_progress_is_specified_in_the_dialog(visit):
    page = visit("ana")
    open_details(page, "resellers", "Core system migration")
    before = entries(page).count()
    opener = page.get_by_role("link", name="Specify Progress")
    dialog = page.get_by_role("dialog", name="Specify Progress")
    opener.click()
    expect(dialog.get_by_label("Development Phase")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    dialog.get_by_role("button", name="Save progress").click()
    expect(dialog.get_by_role("group", name=SUMMARY)).to_be_focused()
    expect(dialog.get_by_role("link", name="Enter progress details")).to_be_visible()
    details = "Load test passed on three nodes.\nThe report is with their architect."
    fill_progress(dialog, phase="Testing", probability="50%", details=details)
    dialog.get_by_role("button", name="Save progress").click()
    expect(dialog).to_be_hidden()
    newest = entries(page).first
    expect(newest).to_be_focused()
    expect(newest).to_contain_text("Testing")
    expect(newest).to_contain_text("Load test passed on three nodes.")
    expect(page.get_by_role("region", name=f"Progress Details ({before + 1})")).to_be_visible()


def test_account_manager_begins_from_a_marketing_task(visit):
    page = visit("ana")
    page.goto("/partner/")
    open_from_sales(page, "Marketing Tasks")
    target = row(page, "Cloud backup Q4").filter(has_text="Blu")
    target.get_by_role("button", name="Add Opportunity").click()
    expect(title(page, "Basic Information")).to_be_visible()
    expect(page).to_have_title(re.compile("^Step 2 of 4"))
    expect(page.get_by_role("complementary", name="Customer")).to_contain_text("Cloud backup Q4")
    expect(page.get_by_label("Opportunity name")).to_have_value("Cloud backup Q4")
    fill_basic(page)
    press(page, "Next")
    fill_detailed(page)
    press(page, "Save and exit")
    expect(title(page, "Opportunity Management")).to_be_visible()
    page.get_by_role("link", name="Continue, Cloud backup Q4").click()
    expect(title(page, "Complete Revenue Information")).to_be_visible()
    press(page, "Previous")
    expect(title(page, "Detailed Information")).to_be_visible()
    pain = page.get_by_label("Customer pain points")
    expect(pain).to_have_value("Two outages this year, and nobody tests a restore.")
    pain.fill("Two outages this year. Nobody has tried a restore since March.")
    press(page, "Previous")
    expect(page.get_by_label("Customer Business System")).to_have_value(re.compile("."))
    page.get_by_label("Progress").get_by_role("link", name="Detailed Information").click()
    expect(pain).to_have_value("Two outages this year. Nobody has tried a restore since March.")
    press(page, "Next")
    expect(page.get_by_role("group", name="Product 1").get_by_role("combobox")).to_contain_text("Cloud backup")
    press(page, "Remove product 2")
    expect(page.get_by_role("group", name="Product 2")).to_have_count(0)
    fill_revenue(page)
    press(page, "Submit")
    expect(title(page, ADDED)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("The opportunity belongs to you.")
    page.get_by_role("link", name="Go to Business Opportunities").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Cloud backup Q4")


@pytest.mark.answers(403)
def test_director_sees_and_cannot_write(visit):
    page = visit("dora")
    page.goto("/partner/sales/opportunities/resellers/")
    expect(page.get_by_text("View only").first).to_be_visible()
    _has_no_way_to_write(page)
    open_details(page, "resellers", "Core system migration")
    expect(page.get_by_text("View only").first).to_be_visible()
    _has_no_way_to_write(page)
    details = page.url
    for address in (f"{details}modify/basic/", f"{details}progress/new/", "/partner/sales/opportunities/new/"):
        page.goto(address)
        expect(title(page, "You do not have access to this page")).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text(re.compile("Only .* can|Your role can view"))


def _has_no_way_to_write(page: Page) -> None:
    for name in ("Add Opportunity", "Modify", "Specify Progress", "Drafts"):
        expect(page.get_by_role("main").get_by_role("link", name=name)).to_have_count(0)
        expect(page.get_by_role("main").get_by_role("button", name=name)).to_have_count(0)


@pytest.mark.answers(422)
def test_job_without_javascript(visit):
    page = visit(javascript=False)
    sign_in(page, "northstar")
    open_partner_center(page, "northstar")
    open_from_sales(page, "Opportunity Management")
    add_opportunity(page)
    switch_to(page, "Resellers' Customers")
    search(page, "Northwind", javascript=False)
    page.get_by_role("button", name="Show full customer names").locator("visible=true").click()
    expect(row(page, "Northwind Foods Ltd")).to_be_visible()
    choose(page, "Northwind Foods Ltd")
    fill_basic(page, "Paper archive")
    press(page, "Next")
    fill_detailed(page)
    press(page, "Next")
    press(page, "Submit")
    expect(page.get_by_role("group", name=SUMMARY)).to_be_visible()
    fill_revenue(page)
    press(page, "Add another product")
    expect(page.get_by_role("textbox", name="Estimated attainment time")).to_have_value(NEXT_SPRING)
    press(page, "Remove product 2")
    press(page, "Submit")
    expect(title(page, ADDED)).to_be_visible()
    page.get_by_role("link", name="View Details").click()
    page.get_by_role("link", name="Specify Progress").click()
    expect(title(page, "Specify Progress")).to_be_visible()
    press(page, "Save progress")
    expect(page.get_by_role("link", name="Enter progress details")).to_be_visible()
    fill_progress(page, phase="Solution Validation", probability="50%", details="They accepted the architecture.")
    press(page, "Save progress")
    expect(title(page, "Paper archive")).to_be_visible()
    expect(entries(page)).to_have_count(2)
    expect(entries(page).first).to_contain_text("They accepted the architecture.")
