"""What people do with the product, in their words: controls by role and name, never by class or id."""

from playwright.sync_api import Page, expect

from accounts.demo import DEMO_PASSWORD


def sign_in(page: Page, account: str) -> None:
    page.goto("/signin/")
    page.get_by_label("User name").fill(account)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("group").filter(has_text=account).first).to_be_visible()
