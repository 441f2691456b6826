"""Shortcuts: each key presses the control that stands there, and none while somebody types or has switched them off."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import open_details, press, search, title

pytestmark = pytest.mark.xdist_group("browser")

MINE = "/partner/sales/opportunities/mine/"
PREFERENCES = "/partner/preferences/"


def _keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _set(page: Page, section: str, choice: str) -> None:
    page.goto(PREFERENCES)
    page.get_by_role("region", name=section).get_by_label(choice, exact=True).check()
    page.get_by_role("button", name=f"Save {section}").click()
    expect(page.get_by_role("status").filter(has_text=f"{section} saved.")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 360])
def test_keys_lead_to_the_pages_of_the_menu(visit, width):
    page = visit("ana", width=width)
    page.goto("/partner/")
    for key, heading in (
        ("o", "Opportunity Management"),
        ("t", "Marketing Tasks"),
        ("c", "Customer Management"),
        ("h", "Home"),
    ):
        _keys(page, "g", key)
        expect(title(page, heading)).to_be_visible()


def test_keys_of_a_list(visit):
    page = visit("ana")
    page.goto(MINE)
    links = page.locator("#results tbody th a")
    _keys(page, "j")
    expect(links.nth(0)).to_be_focused()
    _keys(page, "j")
    expect(links.nth(1)).to_be_focused()
    _keys(page, "k", "k", "k")
    expect(links.nth(0)).to_be_focused()
    _keys(page, "/")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("title", "Key: /")
    # In a field, keys are letters.
    page.keyboard.type("njg?")
    expect(box).to_have_value("njg?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.goto(MINE)
    expect(page.get_by_role("link", name="Add Opportunity").first).to_have_attribute("title", "Key: n")
    _keys(page, "n")
    expect(title(page, "Select Customer")).to_be_visible()


def test_rows_that_were_swapped_in_are_reached_too(visit):
    page = visit("northstar")
    page.goto("/partner/sales/opportunities/resellers/")
    search(page, "Core")
    link = page.get_by_role("link", name="Core system migration", exact=True)
    expect(link).to_be_visible()
    page.get_by_role("searchbox").blur()
    _keys(page, "j")
    expect(link).to_be_focused()


def test_keys_of_an_opportunity(visit):
    page = visit("ana")
    open_details(page, "resellers", "Core system migration")
    _keys(page, "p")
    dialog = page.get_by_role("dialog", name="Specify Progress")
    expect(dialog.get_by_label("Development Phase")).to_be_focused()
    dialog.get_by_role("button", name="Close").focus()
    _keys(page, "e", "g", "h")
    expect(dialog).to_be_visible()
    _keys(page, "Escape")
    expect(dialog).to_be_hidden()
    _keys(page, "e")
    expect(page).to_have_url(re.compile("/modify/basic/$"))


def test_the_question_mark_opens_the_list_and_escape_leads_back(visit):
    page = visit("ana")
    page.goto(MINE)
    _keys(page, "j")
    link = page.locator("#results tbody th a").first
    _keys(page, "?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog.get_by_role("row", name="n Add Opportunity")).to_be_visible()
    _keys(page, "Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()
    expect(page).to_have_url(re.compile(f"{MINE}$"))
    _keys(page, "?")
    dialog.get_by_role("link", name="Change in Preferences").click()
    expect(title(page, "Preferences")).to_be_visible()


def test_a_director_has_no_key_to_what_is_not_there(visit):
    page = visit("dora")
    open_details(page, "resellers", "Core system migration")
    address = page.url
    _keys(page, "n", "p", "e")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).to_have_url(address)


def test_modifiers_belong_to_the_browser(visit):
    page = visit("ana")
    page.goto(MINE)
    _keys(page, "Control+n", "Alt+n", "Meta+n")
    expect(title(page, "Opportunity Management")).to_be_visible()


def test_keys_are_off_when_the_person_says_so(visit):
    page = visit("mia")
    _set(page, "Keyboard shortcuts", "Off")
    page.goto(MINE)
    _keys(page, "n", "j", "/", "?", "g", "h")
    expect(title(page, "Opportunity Management")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("searchbox")).not_to_have_attribute("title", re.compile("Key"))
    expect(page.get_by_role("contentinfo").get_by_role("link")).to_have_count(0)
    _set(page, "Keyboard shortcuts", "On")
    page.goto(MINE)
    _keys(page, "n")
    expect(title(page, "Select Customer")).to_be_visible()


def test_without_javascript_the_list_of_keys_is_a_page(visit):
    page = visit("ana", javascript=False)
    page.goto(MINE)
    page.get_by_role("contentinfo").get_by_role("link", name="Keyboard shortcuts").click()
    expect(title(page, "Help")).to_be_visible()
    expect(page).to_have_url(re.compile("/partner/help/#shortcuts$"))


# --- Looks and language -------------------------------------------------------------------------------------


def _canvas(page: Page) -> str:
    return str(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))


DARK, LIGHT = "rgb(17, 21, 27)", "rgb(245, 246, 248)"


def test_appearance_holds_whatever_the_device_says_also_after_sign_out(visit):
    page = visit("mia", dark=False)
    _set(page, "Appearance", "Dark")
    assert _canvas(page) == DARK
    page.context.clear_cookies(name="session")
    page.goto("/signin/")
    # In the HTML itself, so that nothing has to be redrawn.
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert _canvas(page) == DARK
    other = visit("mia", dark=True)
    _set(other, "Appearance", "Light")
    assert _canvas(other) == LIGHT
    _set(other, "Appearance", "Match my device")
    assert _canvas(other) == DARK


def test_compact_rows_are_lower(visit):
    page = visit("mia")

    def height() -> float:
        page.goto(MINE)
        box = page.locator("#results tbody tr").first.bounding_box()
        return box["height"] if box else 0

    comfortable = height()
    _set(page, "Density", "Compact")
    assert height() < comfortable
    _set(page, "Density", "Comfortable")
    assert height() == comfortable


def _other_language(page: Page, lang: str) -> None:
    page.locator("header .pc-account > summary").click()
    page.locator(f"header button[lang='{lang}']").click()
    expect(page.locator("html")).to_have_attribute("lang", "en" if lang == "en" else re.compile("zh"))


@pytest.mark.parametrize("javascript", [True, False])
def test_another_language_keeps_the_page_and_its_query(visit, javascript):
    page = visit("mia", javascript=javascript)
    page.goto(MINE)
    search(page, "Secret", javascript=javascript)
    address = page.url
    _other_language(page, "zh-hans")
    expect(page).to_have_url(address)
    _other_language(page, "en")
    expect(page).to_have_url(address)
    expect(page.get_by_role("searchbox")).to_have_value("Secret")


def test_another_language_keeps_what_is_typed_in_the_wizard(visit):
    """Also within the two seconds in which nothing has been saved yet, and without a question about leaving."""
    page, questions = visit("mia"), []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    page.goto("/partner/sales/opportunities/new/")
    page.get_by_role("radio").first.check()
    _other_language(page, "zh-hans")
    _other_language(page, "en")
    expect(page.get_by_role("radio").first).to_be_checked()
    press(page, "Next")
    name = page.get_by_label("Opportunity name")
    name.fill("Typed in a hurry")
    _other_language(page, "zh-hans")
    expect(page.locator("#id_name")).to_have_value("Typed in a hurry")
    _other_language(page, "en")
    expect(name).to_have_value("Typed in a hurry")
    assert questions == []
