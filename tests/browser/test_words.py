"""Words that were typed and sent by nobody: they outlive a closed tab, a closed dialog and a swapped page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import open_details, press

pytestmark = pytest.mark.xdist_group("browser")

NOTE = "They want a price by Friday.\nAsk the purchaser first."


def _dialog(page: Page):
    page.get_by_role("link", name="Specify Progress", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Development Phase")).to_be_focused()
    return dialog


def _type(dialog, words: str) -> None:
    dialog.get_by_label("Progress Details").press_sequentially(words)
    expect(dialog.get_by_text("Typed text kept")).to_be_visible()


def test_progress_that_was_typed_comes_back_until_it_is_cleared_or_discarded(visit):
    page = visit("mia")
    open_details(page, "mine", "Secret rollout")
    _type(_dialog(page), "They would like")
    page.keyboard.press("Escape")  # Nothing is lost, so nothing is asked.
    expect(page.get_by_role("dialog")).to_be_hidden()
    address = page.url
    page.close()
    page = visit("mia")
    page.goto(address)
    dialog = _dialog(page)
    expect(dialog.get_by_text("Restored what you typed on")).to_be_visible()
    expect(dialog.get_by_label("Progress Details")).to_have_value("They would like")
    dialog.get_by_role("button", name="Clear").click()
    expect(dialog.get_by_text("Restored what you typed on")).to_be_hidden()
    expect(dialog.get_by_label("Progress Details")).to_have_value("")
    expect(page).to_have_url(address)
    _type(dialog, "Something else")
    dialog.get_by_label("Progress Details").press_sequentially(" and more")
    page.keyboard.press("Escape")
    with page.expect_response("**/clear/"):
        dialog.get_by_role("button", name="Discard", exact=True).click()
    expect(_dialog(page).get_by_label("Progress Details")).to_have_value("")


def test_note_that_is_typed_outlives_an_eye_the_end_of_its_time_and_the_filter(visit):
    page = visit("mia")
    page.clock.install()
    open_details(page, "mine", "Secret rollout")
    activity = page.get_by_role("region", name="Activity")
    activity.get_by_label("Note").fill(NOTE)
    page.get_by_role("button", name="Show customer name").click()
    expect(page.get_by_role("button", name="Show customer name")).to_have_attribute("aria-pressed", "true")
    # The masks' timer begins when the page has settled.
    page.clock.run_for("00:01")
    with page.expect_response(page.url):
        page.clock.fast_forward("05:01")
    page.clock.run_for("00:01")
    expect(page.get_by_role("button", name="Show customer name")).to_have_attribute("aria-pressed", "false")
    activity.get_by_role("link", name="Notes").click()
    expect(activity.get_by_role("link", name="Notes")).to_have_attribute("aria-current", "true")
    expect(activity.get_by_label("Note")).to_have_value(NOTE)
    press(page, "Add note")
    expect(page.get_by_role("status").filter(has_text="Note added.")).to_be_visible()
    expect(activity.get_by_role("listitem").filter(has_text="noted")).to_contain_text("Ask the purchaser first.")
    expect(activity.get_by_label("Note")).to_have_value("")
