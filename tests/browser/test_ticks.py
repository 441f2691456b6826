"""Ticking rows of a list: counted as one ticks, kept while an eye is pressed, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import press

pytestmark = pytest.mark.xdist_group("browser")

MINE = "/partner/sales/customers/mine/"


def _boxes(page: Page):
    return page.locator("[id^=tick-]")


def test_ticked_rows_are_counted_kept_and_cleared(visit):
    page = visit("northstar")
    page.goto(MINE)
    bar = page.locator("#batch")
    expect(bar).to_be_hidden()
    _boxes(page).nth(0).check()
    _boxes(page).nth(2).check()
    expect(bar).to_be_visible()
    page.get_by_role("button", name="Show full customer names").locator("visible=true").click()
    expect(page.locator(".pc-clear").first).to_be_visible()
    expect(_boxes(page).locator(":scope:checked")).to_have_count(2)
    everything = page.get_by_role("checkbox", name="Select all customers of this page")
    everything.check()
    expect(_boxes(page).locator(":scope:checked")).to_have_count(_boxes(page).count())
    everything.uncheck()
    expect(bar).to_be_hidden()
    _boxes(page).nth(1).check()
    press(page, "Clear")
    expect(bar).to_be_hidden()


def test_ticked_rows_lead_to_one_question(visit):
    page = visit("northstar")
    page.goto(f"{MINE}?manager=none")
    for number in range(2):
        _boxes(page).nth(number).check()
    press(page, "Assign account manager")
    expect(page.get_by_role("heading", name="Assign account manager to 2 customers")).to_be_visible()
    expect(page.get_by_label("Open opportunities follow")).to_be_checked()
    options = page.get_by_label("New account manager").get_by_role("option").all_inner_texts()
    assert re.fullmatch(r"Ana Moreira \(ana\): \d+ customers, \d+ open opportunities", options[1])
    page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(re.compile(r"manager=none$"))
