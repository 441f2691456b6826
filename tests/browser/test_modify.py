"""Modify in a browser: three tabs, each saved by itself, and two people at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import NEXT_SPRING, answer, open_details, press, title

pytestmark = pytest.mark.xdist_group("browser")


def _open_tab(page: Page, tab: str) -> None:
    page.get_by_role("link", name=re.compile(f"^Modify.*{tab}")).click()
    expect(page.get_by_role("heading", level=2, name=tab)).to_be_visible()


def _saved(page: Page, message: str) -> None:
    press(page, "Save")
    expect(page.get_by_role("status").filter(has_text=message)).to_be_visible()


def test_three_tabs_are_saved_one_by_one(visit):
    page = visit("mia")
    open_details(page, "mine", "Secret rollout")
    _open_tab(page, "Basic Information")
    answer(page, "Opportunity type", "Renewal")
    _saved(page, "Basic information saved.")
    _open_tab(page, "Other Information")
    page.get_by_label("Customer pain points").fill("The figures of yesterday come after noon.")
    _saved(page, "Other information saved.")
    _open_tab(page, "Revenue Information")
    page.get_by_label("Service period").fill("18")
    _saved(page, "Revenue information saved.")
    expect(page.get_by_role("region", name="Basic Information")).to_contain_text("Renewal")
    expect(page.get_by_role("region", name="Other Information")).to_contain_text("come after noon")
    expect(page.get_by_role("region", name="Revenue Information")).to_contain_text("18 months")
    expect(page.get_by_role("region", name="Activity")).to_contain_text("Service period from")


@pytest.mark.answers(409)
def test_two_people_at_once_keep_both_their_words(visit):
    ana, northstar = visit("ana"), visit("northstar")
    for page in (ana, northstar):
        open_details(page, "resellers", "Core system migration")
        _open_tab(page, "Revenue Information")
    ana.get_by_label("Service period").fill("36")
    _saved(ana, "Revenue information saved.")
    northstar.get_by_role("textbox", name="Estimated attainment time").fill(NEXT_SPRING)
    northstar.get_by_label("Service period").fill("24")
    press(northstar, "Save")
    summary = northstar.get_by_role("group", name="changed this opportunity while you were editing")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("row", name="Service period")).to_contain_text("Service period, Your value: 24")
    expect(northstar.get_by_role("textbox", name="Estimated attainment time")).to_have_value(NEXT_SPRING)
    summary.get_by_role("radio", name="Service period, Their value: 36").check()
    press(northstar, "Save my choices")
    expect(northstar.get_by_role("status").filter(has_text="Revenue information saved.")).to_be_visible()
    expect(title(northstar, "Core system migration")).to_be_visible()
    expect(northstar.get_by_role("region", name="Revenue Information")).to_contain_text("36 months")
