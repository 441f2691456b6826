"""Lists in a browser: what changes while one reads them, and their tools on a narrow screen."""

import re

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from tests.browser.steps import answer, open_details, press, row

pytestmark = pytest.mark.xdist_group("browser")

MINE = "/partner/sales/opportunities/mine/"
A_MINUTE = 61_000


def _polls(page: Page) -> list[str]:
    """The addresses at which the page asks for newer rows, as it goes on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "since=" in request.url else None)
    return asked


def _change_secret_rollout(visit) -> None:
    page = visit("mia")
    open_details(page, "mine", "Secret rollout")
    page.get_by_role("link", name="Modify").first.click()
    now = page.get_by_role("group", name="Opportunity type").get_by_role("radio", checked=True)
    answer(page, "Opportunity type", "Expansion" if now.get_attribute("value") != "expansion" else "Migration")
    press(page, "Save")
    expect(page.get_by_role("status").filter(has_text="Basic information saved.")).to_be_visible()


def test_list_says_that_something_changed_and_leaves_the_rows_alone(visit):
    page = visit("meridian")
    asked = _polls(page)
    page.clock.install()
    page.goto(MINE)
    refresh, table = page.get_by_role("link", name="Refresh"), page.get_by_role("table")
    refresh.focus()
    before, place = table.inner_text(), table.bounding_box()
    with page.expect_response(lambda response: "since=" in response.url) as nothing_new:
        page.clock.run_for(A_MINUTE)
    assert nothing_new.value.status == 204
    _change_secret_rollout(visit)
    page.clock.run_for(A_MINUTE)
    expect(page.get_by_text("1 opportunity changed.").first).to_be_visible()
    assert (table.inner_text(), table.bounding_box()) == (before, place)
    expect(refresh).to_be_focused()
    page.clock.run_for(A_MINUTE)
    # It has been said once, and is not asked for again.
    assert len(asked) == 2
    refresh.press("Enter")
    expect(page.locator("#freshness")).not_to_contain_text("changed")
    expect(refresh).to_be_focused()
    page.clock.run_for(A_MINUTE)
    expect(page).to_have_url(f"{page.url.partition('/partner/')[0]}{MINE}")


def test_list_that_nobody_looks_at_asks_nothing(visit):
    page = visit("meridian")
    asked = _polls(page)
    page.add_init_script("Object.defineProperty(document, 'hidden', {get: () => true})")
    page.clock.install()
    page.goto(MINE)
    page.clock.run_for(3 * A_MINUTE)
    assert asked == []


@pytest.mark.answers(401)
def test_dead_session_leaves_the_list_to_its_reader(visit):
    """The clock leads nobody to sign-in; the next thing that the person does, does."""
    page = visit("meridian")
    page.clock.install()
    page.goto(MINE)
    page.context.clear_cookies()
    with page.expect_response(lambda response: "since=" in response.url) as refused:
        page.clock.run_for(A_MINUTE)
    assert refused.value.status == 401
    expect(page.get_by_role("link", name="Secret rollout", exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("link", name="Refresh").click()
    expect(page.get_by_label("User name")).to_be_visible()


@pytest.mark.answers(503)
def test_an_error_leaves_the_list_and_says_what_its_page_would_say(visit):
    page = visit("ana")
    page.goto(MINE)
    rows, said = page.get_by_role("row").count(), render_to_string("503.html", {"reference": "7f3a90c2"})
    page.route("**/mine/?*", lambda route: route.fulfill(status=503, content_type="text/html", body=said))
    page.get_by_role("searchbox").fill("migration")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Partner Center is not available right now · Nothing is lost.")
    assert page.get_by_role("row").count() == rows
    page.unroute("**/mine/?*")
    alert.get_by_role("button", name="Try again").click()
    expect(alert).to_be_hidden()
    expect(page.get_by_role("row")).not_to_have_count(rows)


@pytest.mark.parametrize("javascript", [True, False])
def test_narrow_list_sorts_and_shows_in_full_from_the_toolbar(visit, javascript):
    page = visit("meridian", width=360, javascript=javascript)
    page.goto(MINE)
    toggle = page.get_by_role("group", name="Show full:").get_by_role("button", name="Show full customer names")
    # The eyes of the header are gone: each column has one control, whoever looks or listens.
    expect(page.get_by_role("button", name="Show full customer names")).to_have_count(1)
    expect(toggle).to_have_attribute("aria-pressed", "false")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(row(page, "Secret rollout").locator(".pc-clear")).to_be_visible()
    page.locator("summary", has_text="Sort by").click()
    page.get_by_role("link", name="Win Probability").locator("visible=true").click()
    expect(page).to_have_url(re.compile(r"[?&]sort="))
    expect(toggle).to_have_attribute("aria-pressed", "false")


def test_an_address_leaves_out_what_its_silence_stands_for(visit):
    page = visit("ana")
    page.goto(MINE)
    site = page.url.partition("/partner/")[0]
    page.get_by_role("searchbox").press_sequentially("erp")
    expect(page).to_have_url(f"{site}{MINE}?q=erp")
    expect(page.get_by_text("Clear filters")).to_have_count(0)
    page.locator("#filters").click()
    page.get_by_role("group", name="Status").get_by_label("Active").uncheck()
    press(page, "Apply filters")
    expect(page).to_have_url(f"{site}{MINE}?q=erp&attain=any")
