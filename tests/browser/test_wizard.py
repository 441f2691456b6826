"""The steps of the wizard in a browser: parts that come by themselves, and the question before a draft is put away."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import answer, choose, press, title

pytestmark = pytest.mark.xdist_group("browser")


def _begin(page: Page) -> None:
    page.goto("/partner/sales/opportunities/new/")
    choose(page, "Gol*****up")


def test_a_phase_brings_its_probabilities(visit):
    page = visit("ana")
    _begin(page)
    group = page.get_by_role("group", name="Win Probability")
    expect(group.get_by_role("radio")).to_have_count(5)
    page.get_by_label("Development Phase").focus()
    page.get_by_label("Development Phase").select_option("Testing")
    expect(group.get_by_role("radio")).to_have_count(3)
    expect(group.get_by_role("radio", name="50%")).to_be_checked()
    expect(group).to_contain_text("Usual for Testing: 30, 50 or 70%")
    expect(page.get_by_label("Development Phase")).to_be_focused()
    expect(page.locator("#live")).to_have_text("Win Probability: 50%")


def test_the_eye_of_the_card_keeps_the_focus_and_what_is_being_typed(visit):
    page = visit("ana")
    _begin(page)
    page.get_by_label("Opportunity name").fill("Half typed")
    eye = page.get_by_role("button", name="Show customer name")
    eye.click()
    expect(page.locator("#customer-card .pc-clear")).to_be_visible()
    expect(page.locator("#live")).to_have_text("The value is shown in full. It hides again in 5 minutes.")
    expect(eye).to_be_focused()
    expect(eye).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Opportunity name")).to_have_value("Half typed")
    expect(page.locator("#draft-status")).to_contain_text("Draft saved")
    eye.click()
    expect(page.locator("#customer-card .pc-clear")).to_have_count(0)


def test_the_name_of_another_system_is_asked_beside_other_only(visit):
    page = visit("ana")
    _begin(page)
    other = page.get_by_label("Other business system")
    expect(other).to_be_hidden()
    page.get_by_label("Customer Business System").select_option("other")
    expect(other).to_be_visible()
    page.get_by_label("Customer Business System").select_option("erp")
    expect(other).to_be_hidden()


def test_discard_asks_over_the_page_and_keeps_by_itself(visit):
    page = visit("ana")
    _begin(page)
    page.get_by_label("Opportunity name").fill("Not to be lost")
    press(page, "Discard draft")
    dialog = page.get_by_role("dialog", name="Discard this draft?")
    expect(dialog.get_by_role("link", name="Keep draft")).to_be_focused()
    expect(dialog).to_contain_text("The information you entered for Gol*****up")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Discard draft")).to_be_focused()
    expect(page.get_by_label("Opportunity name")).to_have_value("Not to be lost")
    press(page, "Discard draft")
    dialog.get_by_role("button", name="Discard draft").click()
    expect(page.get_by_text("The draft was discarded.")).to_be_visible()
    press(page, "Undo")
    page.get_by_role("link", name="Discard, Not to be lost").first.click()
    expect(dialog.get_by_role("link", name="Keep draft")).to_be_focused()


@pytest.mark.answers(422)
def test_a_refused_phase_and_probability_are_told_at_once(visit):
    page = visit("ana")
    _begin(page)
    answer(page, "Win Probability", "90%")
    press(page, "Next")
    summary = page.get_by_role("group", name="There is a problem")
    expect(summary.get_by_role("link", name="Enter an opportunity name")).to_be_visible()
    expect(summary.get_by_role("link", name="Win probability for Initial Contact must be 10% or 30%")).to_be_visible()
    expect(title(page, "Basic Information")).to_be_visible()
