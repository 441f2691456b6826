"""How lists look and feel in a browser: what stays in sight, what fills a narrow screen, where the focus is."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")

MINE = "/partner/sales/opportunities/mine/"
AUDIT = "/partner/organization/audit/"

#: Whether something else lies over the middle or over a corner of the focused control.
COVERED = """() => {
  const it = document.activeElement;
  const box = it.getBoundingClientRect();
  const middle = [box.left + box.width / 2, box.top + box.height / 2];
  const points = [[box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3], middle];
  return points.some(([x, y]) => {
    const over = document.elementFromPoint(x, y);
    return !over || !(it.contains(over) || over.contains(it));
  }) ? it.id || it.textContent.trim() : "";
}"""


def _tab_through(page: Page, backwards: bool = False) -> list[str]:
    """The controls of the results that are covered while they have the focus."""
    covered = []
    inside = "document.getElementById('results').contains(document.activeElement)"
    while page.evaluate(inside):
        covered.append(page.evaluate(COVERED))
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    return [name for name in covered if name]


@pytest.mark.parametrize("width", [1000, 1280, 1440])
def test_no_focused_control_is_covered_by_what_stays_in_sight(visit, width):
    page = visit("northstar", width=width)
    page.goto(MINE)
    page.locator("#list-preferences").focus()
    assert _tab_through(page) == []
    page.locator("#rows-per-page").focus()
    assert _tab_through(page, backwards=True) == []


@pytest.mark.parametrize("width", [1000, 1280, 1440])
def test_name_and_operation_leave_three_fifths_to_the_rest(visit, width):
    page = visit("northstar", width=width)
    page.goto(MINE)
    share = page.evaluate("""() => {
      const wrap = document.querySelector(".pc-table-wrap");
      const wide = (part) => wrap.querySelector(part).offsetWidth;
      return (wide("tbody th") + wide("tbody .pc-operation")) / wrap.clientWidth;
    }""")
    assert share < 0.4


def test_head_stays_under_the_pages_header_or_in_its_scroller(visit):
    page = visit("northstar")
    page.goto(AUDIT)
    head = page.get_by_role("columnheader", name="Time")
    page.evaluate("window.scrollTo(0, 500)")
    bar = page.get_by_role("banner").bounding_box()
    assert head.bounding_box()["y"] == pytest.approx(bar["y"] + bar["height"], abs=2)
    page.goto(MINE)
    head = page.get_by_role("columnheader", name="Opportunity name")
    scroller = page.get_by_role("region", name="Business Opportunities, My Customers")
    scroller.evaluate("wrap => wrap.scrollTo(300, 400)")
    assert head.bounding_box()["y"] == pytest.approx(scroller.bounding_box()["y"], abs=2)
    assert head.bounding_box()["x"] == pytest.approx(scroller.bounding_box()["x"], abs=2)


def test_paging_keeps_the_focus_and_says_which_rows_these_are(visit):
    page = visit("northstar")
    page.goto(MINE)
    following = page.locator("#page-next")
    following.focus()
    said = page.get_by_role("status").filter(has_text="Showing")
    page.keyboard.press("Enter")
    expect(said.last).to_contain_text("Showing 26-50")
    expect(following).to_be_focused()
    page.keyboard.press("Enter")
    expect(said.last).to_contain_text("Showing 51-")
    # The last page: the way on is closed, and the focus stays where it was.
    expect(following).not_to_have_attribute("href", re.compile(""))
    expect(following).to_be_focused()


def test_sorting_on_a_narrow_screen_loses_no_focus(visit):
    page = visit("northstar", width=360)
    page.goto(MINE)
    page.locator("summary", has_text="Sort by").click()
    page.locator("#order-revenue").press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]sort="))
    expect(page.locator("#results")).to_be_focused()


def test_filters_fill_a_narrow_screen_and_let_nothing_else_be_reached(visit):
    page = visit("northstar", width=360)
    page.goto(f"{MINE}?status=active")
    page.locator("summary", has_text="Filters (1)").click()
    filters = page.get_by_role("dialog", name="Filters")
    box = filters.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)
    expect(filters.get_by_role("button", name="Close")).to_be_focused()
    expect(page.get_by_role("banner").locator("xpath=self::*[@inert]")).to_have_count(1)
    for _stop in range(40):
        page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || Boolean(document.activeElement.closest('.pc-filter-panel'))"
        )
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(filters).to_have_count(0)
    expect(page.locator("#filters")).to_be_focused()
    expect(page.locator("[inert]")).to_have_count(0)
    page.locator("#filters").press("Enter")
    filters.get_by_label("This month").check()
    filters.get_by_role("button", name="Apply filters").click()
    expect(page.locator("#views")).to_contain_text("Attaining this month")
    assert sorted(page.url.partition("?")[2].split("&")) == ["attain=month", "status=active"]


def test_filters_stand_in_the_page_without_scripts(visit):
    page = visit("northstar", width=360, javascript=False)
    page.goto(MINE)
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("This quarter").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text("Attainment: This quarter")).to_be_visible()


def test_escape_clears_the_search(visit):
    page = visit("northstar")
    page.goto(f"{MINE}?q=zzzzz")
    box = page.get_by_role("searchbox")
    expect(page.get_by_text("No opportunities match these filters.")).to_be_visible()
    box.press("Escape")
    expect(box).to_have_value("")
    expect(page.get_by_text("No opportunities match these filters.")).to_have_count(0)
    expect(box).to_be_focused()


def test_list_preferences_change_the_list_in_place(visit):
    page = visit("ben")
    page.goto("/partner/sales/customers/mine/")
    gear = page.get_by_role("link", name="List preferences")
    gear.click()
    dialog = page.get_by_role("dialog", name="List preferences")
    dialog.get_by_role("checkbox", name="Email").uncheck()
    down = dialog.get_by_role("button", name="Move down: Customer name")
    down.press("Enter")
    expect(down).to_be_focused()
    expect(dialog.get_by_label("Position of Customer account")).to_have_value("1")
    dialog.get_by_role("button", name="Save").locator("visible=true").last.click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("columnheader", name="Email")).to_have_count(0)
    expect(page.get_by_role("columnheader").nth(1)).to_contain_text("Customer account")
    expect(gear).to_be_focused()
    gear.click()
    dialog.get_by_role("button", name="Use defaults").click()
    expect(page.get_by_role("columnheader", name="Email")).to_have_count(1)


def test_copying_puts_the_address_on_the_clipboard(visit):
    page = visit("northstar")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(MINE)
    page.locator("[id^='more-OPP']").first.click()
    copy = page.get_by_role("button", name="Copy link").first
    copy.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(page.url.partition("/partner/")[0] + "/partner/sales/opportunities/OPP-")
    expect(page.locator("#live")).to_contain_text("Copied: http")
