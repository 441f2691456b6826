"""Back and reload after a page that answered a POST: what is stored is shown, and nothing is sent again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import answer, choose, fill_basic, open_details, press, title

pytestmark = pytest.mark.xdist_group("browser")


def _posts(page: Page) -> list[str]:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


@pytest.mark.answers(422)
def test_back_to_a_refused_step_shows_the_draft_as_stored(visit):
    page = visit("ana")
    page.goto("/partner/sales/opportunities/new/")
    choose(page, "Gol*****up")
    page.get_by_label("Opportunity name").fill("Refused at first")
    press(page, "Next")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    fill_basic(page, "Good at last")
    press(page, "Next")
    expect(title(page, "Detailed Information")).to_be_visible()
    posts = _posts(page)
    page.go_back()
    expect(title(page, "Basic Information")).to_be_visible()
    expect(page.get_by_label("Opportunity name")).to_have_value("Good at last")
    expect(page.get_by_role("heading", name="There is a problem")).to_have_count(0)
    assert posts == []


@pytest.mark.answers(422)
def test_reload_of_a_refused_step_sends_nothing_again(visit):
    page = visit("ana")
    page.goto("/partner/sales/opportunities/new/")
    choose(page, "Gol*****up")
    page.get_by_label("Opportunity name").fill("Kept as typed")
    press(page, "Next")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    posts = _posts(page)
    page.reload()
    expect(page.get_by_label("Opportunity name")).to_have_value("Kept as typed")
    expect(page.get_by_role("heading", name="There is a problem")).to_have_count(0)
    assert posts == []


@pytest.mark.answers(422)
def test_back_to_a_refused_tab_of_modify_shows_the_record(visit):
    page = visit("ana")
    open_details(page, "resellers", "Core system migration")
    page.goto(f"{page.url.split('?')[0].split('#')[0]}modify/basic/")
    page.get_by_label("Opportunity name").fill("x")
    press(page, "Save")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Opportunity name").fill("Core system migration")
    answer(page, "Test project", "Yes")
    press(page, "Save")
    expect(title(page, "Core system migration")).to_be_visible()
    posts = _posts(page)
    page.go_back()
    expect(page.get_by_label("Opportunity name")).to_have_value("Core system migration")
    assert posts == []
