"""People whose system chooses the colours, who want nothing to move, and who print."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import open_details

pytestmark = pytest.mark.xdist_group("browser")
LIST = "/partner/sales/opportunities/resellers/"

_BORDER = """(element) => {
  const style = getComputedStyle(element);
  return [style.borderTopStyle, parseFloat(style.borderTopWidth)];
}"""
_RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return [style.outlineStyle, style.outlineWidth];
}"""
_MOVES = """() => [...document.querySelectorAll("*")].flatMap((element) => {
  const style = getComputedStyle(element);
  const longest = Math.max(...`${style.transitionDuration},${style.animationDuration}`.split(",").map(parseFloat));
  return longest > 0.00001 ? [element.className] : [];
})"""


def test_forced_colours_keep_what_colours_said(visit):
    page = visit("northstar", width=1280, forced_colors="active")
    page.goto(LIST)
    eye = page.get_by_role("button", name="Show full customer names").locator("visible=true")
    eye.click()
    expect(eye).to_have_attribute("aria-pressed", "true")
    assert eye.evaluate(_BORDER) == ["solid", 1]
    assert page.locator(".pc-chip").first.evaluate(_BORDER) == ["solid", 1]
    current = page.get_by_role("navigation", name="Opportunity Management").locator("[aria-current]")
    assert current.evaluate("(element) => getComputedStyle(element).textDecorationLine") == "underline"
    page.get_by_role("link", name="Add Opportunity").first.focus()
    page.keyboard.press("Tab")
    ring = page.evaluate(_RING)
    assert ring == ["solid", "3px"]


def test_forced_colours_show_the_current_step(visit):
    page = visit("ana", width=1280, forced_colors="active")
    page.goto("/partner/sales/opportunities/new/")
    assert page.locator(".pc-step-current .pc-step-number").evaluate(_BORDER) == ["solid", 1]


@pytest.mark.parametrize("address", [LIST, "/partner/", "/partner/sales/opportunities/new/"])
def test_nothing_moves_for_whoever_wants_it_so(visit, address):
    page = visit("northstar")
    page.goto(address)
    assert page.evaluate(_MOVES) == []


def test_paper_shows_masks_and_no_controls(visit):
    """M-8: what was revealed on screen stays masked on paper."""
    page = visit("northstar")
    page.goto(f"{LIST}?q=Northwind")
    page.get_by_role("button", name="Show full customer names").locator("visible=true").click()
    clear = page.get_by_role("cell", name="Northwind Foods Ltd").first
    expect(clear).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("Northwind Foods Ltd").locator("visible=true")).to_have_count(0)
    expect(page.get_by_text("Nor*****td").locator("visible=true").first).to_be_visible()
    for control in (page.get_by_role("searchbox"), page.locator(".pc-header"), page.locator("#primary-action")):
        expect(control).to_be_hidden()


def test_paper_of_an_opportunity_is_light_and_names_it(visit):
    page = visit("northstar", dark=True)
    open_details(page, "resellers", "Core system migration")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("heading", level=1, name="Core system migration")).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "light"
