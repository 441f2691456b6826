"""Signing out in a browser: what it kept of the pages goes, and signing in again works at once."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import menu, sign_in

pytestmark = pytest.mark.xdist_group("browser")

#: Everything that scripts can keep, but the one thing that htmx notes: the path of the page on screen.
KEPT = """() => {
  const { "htmx-current-path-for-history": path, ...rest } = { ...localStorage, ...sessionStorage };
  return [path, rest, document.cookie];
}"""


def test_the_browser_keeps_nothing_after_signing_out(visit):
    page = visit()
    sign_in(page, "ben")
    page.goto("/partner/sales/customers/mine/")
    assert page.evaluate(KEPT) == ["/partner/sales/customers/mine/", {}, ""]
    page.evaluate("() => { localStorage.setItem('a', 'b'); sessionStorage.setItem('a', 'b'); }")
    menu(page, "ben").click()
    with page.expect_response(lambda answer: "/signout/" in answer.url) as left:
        page.get_by_role("button", name="Sign Out").click()
    assert left.value.header_value("clear-site-data") == '"cache", "storage"'
    expect(page.get_by_label("User name")).to_be_visible()
    assert page.evaluate(KEPT) == ["/signin/", {}, ""]
    page.go_back()
    expect(page.get_by_label("User name")).to_be_visible()
    sign_in(page, "ben")
