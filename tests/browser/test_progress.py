"""Specify Progress over a list, and what its dialog says and asks."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.xdist_group("browser")

LIST = "/partner/sales/opportunities/mine/?status=active&type=migration&sort=name"


def _over_the_list(page: Page) -> tuple[str, Locator, Locator]:
    """The name in the first row, what opens its dialog, and the dialog."""
    page.goto(LIST)
    name = page.get_by_role("table").get_by_role("rowheader").get_by_role("link").first.inner_text()
    opener = page.get_by_role("table").get_by_role("link", name="Specify Progress").first
    opener.click()
    dialog = page.get_by_role("dialog", name="Specify Progress")
    expect(dialog.get_by_label("Development Phase")).to_be_focused()
    return name, opener, dialog


def test_progress_that_is_saved_over_a_list_leaves_its_reader_there(visit):
    page = visit("northstar")
    name, opener, dialog = _over_the_list(page)
    dialog.get_by_label("Progress Details").fill("They have asked for another date.")
    dialog.get_by_role("button", name="Save progress").click()
    expect(dialog).to_be_hidden()
    flash = page.get_by_role("main").get_by_role("status").filter(has_text=f"Progress saved for {name}.")
    expect(flash).to_be_visible()
    expect(page.locator("#live")).to_contain_text(f"Progress saved for {name}.")
    expect(page).to_have_url(re.compile(re.escape(LIST) + "$"))
    expect(opener).to_be_focused()
    flash.get_by_role("link", name="View progress").click()
    expect(page).to_have_url(re.compile(r"/OPP-[^/]+/#entry-\d+$"))
    expect(page.get_by_text("They have asked for another date.")).to_be_visible()


@pytest.mark.answers(422)
def test_dialog_that_was_refused_asks_before_it_closes(visit):
    page = visit("northstar")
    _name, _opener, dialog = _over_the_list(page)
    dialog.get_by_label("Progress Details").fill("No")
    with page.expect_response("**/autosave/"):
        dialog.get_by_role("button", name="Save progress").click()
    expect(dialog.get_by_text("Typed text kept")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog.get_by_role("alert")).to_contain_text("Discard what you typed?")
    expect(dialog.get_by_role("button", name="Keep editing")).to_be_focused()
    with page.expect_response("**/clear/"):
        dialog.get_by_role("button", name="Discard", exact=True).click()
    expect(dialog).to_be_hidden()


def test_new_phase_is_followed_by_what_depends_on_it_and_its_probability_is_announced(visit):
    page = visit("northstar")
    _name, _opener, dialog = _over_the_list(page)
    phase = dialog.get_by_label("Development Phase")
    label = dialog.locator("label", has_text="Technical Exchange").first
    for chosen, probability, optional in (("Initial Contact", "10%", True), ("Business Negotiation", "70%", False)):
        phase.select_option(chosen)
        expect(page.locator("#live")).to_have_text(f"Win Probability: {probability}")
        expect(label.get_by_text("(optional)")).to_be_visible(visible=optional)
        expect(phase).to_be_focused()


def test_older_entries_are_read_on_from_the_first_of_them(visit):
    page = visit("ana")
    page.goto("/partner/sales/opportunities/resellers/?attain=any&sort=name")
    shown = page.get_by_role("region", name="Progress Details").get_by_role("listitem")
    older = page.get_by_role("link", name=re.compile(r"Show \d+ older"))
    names = page.get_by_role("table").get_by_role("rowheader").get_by_role("link")
    for address in [link.get_attribute("href") for link in names.all()]:
        page.goto(address)
        if older.count():
            break
    expect(shown).to_have_count(3)
    older.click()
    expect(shown.nth(3)).to_be_focused()


def test_password_is_shown_and_hidden_by_one_button(visit):
    page = visit()
    page.goto("/signin/")
    password, eye = page.get_by_label("Password"), page.get_by_role("button", name="Show what you type")
    password.fill("secret words")
    expect(eye).to_have_attribute("aria-pressed", "false")
    for shown, kind in (("true", "text"), ("false", "password")):
        eye.click()
        expect(eye).to_have_attribute("aria-pressed", shown)
        expect(password).to_have_attribute("type", kind)
        expect(password).to_have_value("secret words")
