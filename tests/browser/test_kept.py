"""Nothing typed is lost in a browser: when the session ends, when the form token is old, when a page is left."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.steps import menu, open_details, press, sign_in, title

pytestmark = pytest.mark.xdist_group("browser")

TYPED = "Typed on a train, with a tunnel ahead."
QUESTION = "Leave without saving your last changes?"


def _main(page: Page) -> Locator:
    """What the page says itself, without what is spoken."""
    return page.get_by_role("main")


def _new_draft(page: Page) -> None:
    page.goto("/partner/sales/opportunities/new/")
    page.get_by_role("radio").first.check()
    press(page, "Next")
    expect(title(page, "Basic Information")).to_be_visible()


def _modify(page: Page, tab: str = "other") -> None:
    open_details(page, "resellers", "Core system migration")
    page.goto(f"{page.url}modify/{tab}/")


def _signed_in(visit, account: str = "ben") -> Page:
    """With a session of its own, which the test may end."""
    page: Page = visit()
    sign_in(page, account)
    return page


def _sign_out_elsewhere(page: Page) -> Page:
    other = page.context.new_page()
    other.goto("/partner/")
    menu(other, "ben").click()
    other.get_by_role("button", name="Sign Out").click()
    expect(other.get_by_label("User name")).to_be_visible()
    return other


def _sign_in_here(page: Page, account: str = "ben") -> None:
    page.get_by_label("User name").fill(account)
    page.get_by_label("Password").fill("partner-center-demo")
    page.get_by_role("button", name="Sign in").click()


def _answer_with(text: str):
    return lambda route: route.fulfill(status=200, content_type="text/plain", body=text)


def test_whoever_does_nothing_is_asked_three_minutes_before(visit):
    page: Page = visit("ana")
    page.clock.install()
    _new_draft(page)
    page.get_by_label("Opportunity name").fill("Tunnel")
    page.clock.run_for(3_000)
    expect(_main(page).get_by_text("Draft saved ")).to_be_visible()
    page.route("**/partner/session/", _answer_with("180"))
    page.route("**/partner/session/?stay", _answer_with("1800"))
    page.clock.fast_forward(27 * 60 * 1000)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You will be signed out in 3 minutes. Your draft is saved.")
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    expect(page).to_have_title("Sign-out soon")
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).not_to_be_visible()
    expect(page).to_have_title(re.compile("Basic Information"))


def test_another_tab_keeps_the_session_and_nobody_is_asked(visit):
    page: Page = visit("ana")
    page.clock.install()
    page.goto("/partner/")
    with page.expect_response("**/partner/session/"):
        page.clock.fast_forward(27 * 60 * 1000)
    expect(page.get_by_role("dialog")).not_to_be_visible()


@pytest.mark.answers(401)
def test_a_step_survives_the_end_of_the_session(visit):
    page = _signed_in(visit)
    _new_draft(page)
    page.get_by_label("Opportunity name").fill("Kept before")
    expect(_main(page).get_by_text("Draft saved ")).to_be_visible()
    _sign_out_elsewhere(page)
    page.get_by_label("Opportunity name").fill(TYPED)
    told = page.get_by_role("alert")
    expect(told).to_contain_text(re.compile(r"You were signed out\. Your draft was saved at \d"))
    told.get_by_role("button", name="Sign in to continue").click()
    expect(page.get_by_text("Sign in again to continue. What you typed is still here.")).to_be_visible()
    _sign_in_here(page)
    expect(title(page, "Basic Information")).to_be_visible()
    expect(page.get_by_label("Opportunity name")).to_have_value(TYPED)
    expect(_main(page).get_by_text("Draft saved ")).to_be_visible()
    page.goto(page.url)
    expect(page.get_by_label("Opportunity name")).to_have_value(TYPED)


@pytest.mark.answers(401)
def test_a_dialog_survives_the_end_of_the_session(visit):
    page = _signed_in(visit, "ben")
    page.goto("/partner/sales/opportunities/mine/")
    page.get_by_role("table").get_by_role("rowheader").get_by_role("link").first.click()
    page.get_by_role("link", name="Specify Progress").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Development Phase")).to_be_focused()
    _sign_out_elsewhere(page)
    dialog.get_by_label("Progress Details").fill(TYPED)
    dialog.get_by_role("button", name="Save progress").click()
    expect(dialog.get_by_role("alert")).to_contain_text("You were signed out.")
    expect(dialog.get_by_label("Progress Details")).to_have_value(TYPED)
    dialog.get_by_role("button", name="Sign in to continue").click()
    _sign_in_here(page)
    expect(title(page, "Specify Progress")).to_be_visible()
    expect(page.get_by_label("Progress Details")).to_have_value(TYPED)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_form_survives_a_sign_in_in_another_tab(visit, javascript):
    page: Page = visit(javascript=javascript)
    sign_in(page, "northstar")
    _open(page)
    page.get_by_label("Customer pain points").fill(TYPED)
    other = page.context.new_page()
    other.goto("/signout/")
    other.get_by_role("main").get_by_role("button", name="Sign Out").click()
    expect(other.get_by_label("User name")).to_be_visible()
    _sign_in_here(other, "northstar")
    expect(menu(other, "northstar")).to_be_visible()
    press(page, "Save")
    expect(page.get_by_text("Check your answers and select Save again.")).to_be_visible()
    expect(page.get_by_label("Customer pain points")).to_have_value(TYPED)
    press(page, "Save")
    expect(page.get_by_text("Other information saved.")).to_be_visible()
    expect(page.get_by_text(TYPED).first).to_be_visible()


@pytest.mark.answers(403)
def test_an_autosave_that_is_refused_for_an_old_token_leads_to_a_new_one(visit):
    page: Page = visit("ana")
    _new_draft(page)
    for token in page.locator("form#step input[name=csrfmiddlewaretoken]").all():
        token.evaluate("(input) => { input.value = 'x'.repeat(64); }")
    page.get_by_label("Opportunity name").fill(TYPED)
    page.get_by_role("alert").get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Check your answers and select Next again.")).to_be_visible()
    expect(page.get_by_label("Opportunity name")).to_have_value(TYPED)
    expect(_main(page).get_by_text("Draft saved ")).to_be_visible()


def _open(page: Page) -> None:
    """Modify of some opportunity, with or without scripts."""
    page.goto("/partner/sales/opportunities/resellers/?q=Core+system+migration")
    page.get_by_role("link", name="Core system migration", exact=True).click()
    page.goto(f"{page.url}modify/other/")


def test_modify_asks_before_another_tab_is_opened(visit):
    page: Page = visit("northstar")
    _modify(page)
    page.get_by_label("Customer pain points").fill("Something else hurts since Friday.")
    tab = page.get_by_role("navigation", name="Modify").get_by_role("link", name="Revenue Information")
    dialog = page.get_by_role("dialog")
    tab.click()
    expect(dialog).to_contain_text(QUESTION)
    expect(dialog.get_by_role("button", name="Save and continue")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(page.get_by_label("Customer pain points")).to_have_value("Something else hurts since Friday.")
    tab.click()
    dialog.get_by_role("button", name="Leave without saving").click()
    expect(page.get_by_label("Service period")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Customer pain points")).not_to_have_value("Something else hurts since Friday.")
    page.get_by_label("Customer pain points").fill("Something else hurts since Friday.")
    tab.click()
    dialog.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Other information saved.")).to_be_visible()
    expect(page.get_by_label("Service period")).to_be_visible()


def test_leaving_a_step_saves_it_first_and_asks_nothing(visit):
    page: Page = visit("ana")
    _new_draft(page)
    step = page.url
    page.get_by_label("Opportunity name").fill(TYPED)
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").first.click()
    expect(page).not_to_have_url(step)
    page.goto(step)
    expect(page.get_by_label("Opportunity name")).to_have_value(TYPED)


@pytest.mark.answers(503)
def test_leaving_a_step_that_could_not_be_saved_is_asked_about(visit):
    page: Page = visit("ana")
    _new_draft(page)
    page.route("**/autosave/", lambda route: route.fulfill(status=503))
    page.get_by_label("Opportunity name").fill(TYPED)
    expect(_main(page).get_by_text("Not saved. Trying again in 10 seconds.")).to_be_visible()
    leave = page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").first
    dialog = page.get_by_role("dialog")
    leave.click()
    expect(dialog).to_contain_text(QUESTION)
    dialog.get_by_role("button", name="Stay").click()
    expect(page.get_by_label("Opportunity name")).to_have_value(TYPED)
    leave.click()
    dialog.get_by_role("button", name="Leave", exact=True).click()
    expect(title(page, "Basic Information")).not_to_be_visible()


@pytest.mark.answers(409)
def test_two_tabs_of_a_draft_ask_whose_version_stays(visit):
    page: Page = visit("ana")
    _new_draft(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Opportunity name").fill("The other tab's")
    expect(_main(other).get_by_text("Draft saved ")).to_be_visible()
    page.get_by_label("Opportunity name").fill("This tab's")
    told = page.get_by_role("alert")
    expect(told).to_contain_text(re.compile(r"This draft was changed in another tab at \d"))
    told.get_by_role("button", name="Keep mine").click()
    expect(_main(page).get_by_text("It replaced the version of the other tab.")).to_be_visible()
    other.get_by_label("Opportunity name").fill("The other tab's, again")
    other.get_by_role("alert").get_by_role("button", name="Load the newer version").click()
    expect(other.get_by_label("Opportunity name")).to_have_value("This tab's")


def test_a_page_says_that_it_is_offline_and_back(visit):
    page: Page = visit("ana")
    page.goto("/partner/")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_have_text("You are offline. Changes are not being saved.")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_text("Back online.")


@pytest.mark.answers(503)
def test_a_list_that_could_not_be_updated_is_asked_for_again(visit):
    page: Page = visit("northstar")
    page.goto("/partner/sales/opportunities/resellers/")

    def refuse(route: Route) -> None:
        route.fulfill(status=503)

    page.route("**/opportunities/resellers/?*", refuse)
    page.get_by_role("searchbox").fill("Core system")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("This could not be updated.")
    page.unroute("**/opportunities/resellers/?*", refuse)
    told.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("row").filter(has_text="Core system migration")).to_be_visible()
    expect(told).not_to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)


def test_a_pressed_button_says_so_and_a_slow_answer_is_told_of(visit):
    """An answer without a page stands for the one that does not come."""
    page: Page = visit("northstar")
    page.clock.install()
    _modify(page, "revenue")
    page.route("**/modify/revenue/", lambda route: route.fulfill(status=204))
    page.get_by_label("Service period").fill("30")
    save = _main(page).get_by_role("button", name="Save", exact=True)
    width = save.bounding_box()["width"]
    save.click()
    pressed = page.get_by_role("button", name="Saving")
    expect(pressed).to_have_attribute("aria-disabled", "true")
    assert pressed.bounding_box()["width"] == width
    expect(page.get_by_role("alert")).to_have_count(0)
    page.clock.fast_forward(10_000)
    expect(page.get_by_role("alert")).to_have_text("This is taking longer than usual. Do not close this page.")
