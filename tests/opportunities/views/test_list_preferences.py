"""List preferences: what a list shows to one person, in which order, how many rows; and that nobody else notices."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.audit import REVEALED
from accounts.models import AuditEntry, User
from opportunities.lists import LISTS
from partner_center.web import formats
from tests import make
from tests.cast import Cast
from tests.support.browsers import client_of

MINE = "/partner/sales/opportunities/mine/"
PREFERENCES = "/partner/preferences/lists/opportunities-mine/"
DIALOG = {"HX-Request": "true", "HX-Target": "dialog"}

#: The columns of the first tab as they come, the row's name apart.
COLUMNS = [
    *("customer_name", "phase", "win", "revenue", "attain", "progress", "customer_account", "account_manager"),
    *("status", "updated", "type", "industry", "period", "contract", "weighted", "task", "created"),
]
LABELS = {
    "name": "Opportunity name",
    "phase": "Development Phase",
    "weighted": "Weighted, USD",
    "task": "Marketing task",
    "customer_name": "Customer name",
}


def headings(page: str) -> list[str]:
    """What stands over the columns of a list, in its order."""
    head = re.search(r"<thead.*?</thead>", page, re.DOTALL)
    assert head
    cells = re.findall(r"<th .*?</th>", head[0], re.DOTALL)
    texts = [re.findall(r"<span>([^<]+)</span>", cell) for cell in cells]
    return [found[0].replace("&#x27;", "'") for found in texts if found]


def form(client: Client, **changes: Any) -> dict[str, Any]:
    """What the form sends as it is drawn, with changes."""
    page = client.get(PREFERENCES).content.decode()
    drawn = {
        "column": re.findall(r'name="column" value="(\w+)"', page),
        "place": re.findall(r'name="place" value="(\w+)"', page),
        "show": re.findall(r'name="show" value="(\w+)" checked', page),
        "size": "25",
        "wraps": "on",
        "action": "save",
    }
    return drawn | changes


def test_the_form_shows_the_list_as_it_is(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    drawn = form(client)
    assert drawn["column"] == COLUMNS
    assert drawn["show"] == COLUMNS[:10]
    assert drawn["place"] == [str(place) for place in range(1, 18)]
    assert len(headings(client.get(MINE).content.decode())) == 11


def test_saved_columns_are_shown_in_their_order_and_the_others_are_not_in_the_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    sent = form(client, show=["task", "phase", "weighted"])
    sent["place"][COLUMNS.index("weighted")] = "1"
    answer = client.post(PREFERENCES, sent | {"next": f"{MINE}?phase=initial"})
    assert (answer.status_code, answer["Location"]) == (303, f"{MINE}?phase=initial")
    page = client.get(MINE).content.decode()
    assert headings(page) == [LABELS[key] for key in ("name", "weighted", "phase", "task")]
    assert formats.amount(cast.ann_opportunity.weighted_monthly_revenue) in page
    # Neither the values of hidden columns nor their eyes and their orders.
    for gone in ("Amb*****td", 'name="toggle"', 'id="sort-revenue"'):
        assert gone not in page
    shown = client.post(MINE, {"toggle": "customer_name"}).content.decode()
    assert "Amber Foods Ltd" not in shown
    assert not AuditEntry.objects.filter(action="revealed").exists()


def test_a_hidden_column_sorts_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    make.opportunity(customer=cast.ann_associated, owner=cast.ann, name="Zebra crossing")
    by_name = re.findall(r'id="open-(\S+)"', client.get(MINE, {"sort": "revenue"}).content.decode())
    client.post(PREFERENCES, form(client, show=["phase"]))
    page = client.get(MINE, {"sort": "revenue"}).content.decode()
    assert re.findall(r'id="open-(\S+)"', page) == re.findall(r'id="open-(\S+)"', client.get(MINE).content.decode())
    assert len(by_name) == 2


def test_rows_a_page_and_wrapping(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    for number in range(30):
        make.opportunity(customer=cast.ann_associated, owner=cast.ann, name=f"Project {number}")
    page = client.get(MINE).content.decode()
    assert ("Showing 1-25 of 31" in page, "Rows per page: 25" in page, "pc-table-nowrap" in page) == (True, True, False)
    sent = form(client, size="50")
    del sent["wraps"]
    client.post(PREFERENCES, sent)
    page = client.get(MINE).content.decode()
    assert ("Showing 1-31 of 31" in page, "Rows per page: 50" in page, "pc-table-nowrap" in page) == (True, True, True)
    assert 'id="page-next"' not in page


def test_an_eye_shows_50_rows_of_a_longer_page_and_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    for number in range(54):
        make.opportunity(customer=cast.ann_associated, owner=cast.ann, name=f"Project {number}")
    client.post(PREFERENCES, form(client, size="100"))
    page = client.post(MINE, {"toggle": "customer_name"}).content.decode()
    assert ("Showing 1-55 of 55" in page, page.count('class="pc-clear"'), page.count("pc-mask")) == (True, 50, 50)
    assert "An eye shows the first 50 rows of a page." in page
    assert "Full customer names shown for 50 rows. They hide again in 5 minutes." in page
    shown = re.findall(r'id="open-(OPP-[0-9-]+)"', page)[:50]
    assert set(AuditEntry.objects.filter(action=REVEALED).values_list("subject", flat=True)) == set(shown)
    assert (
        "first 50 rows" not in client.post(MINE, {"toggle": "customer_name", "shown": "customer_name"}).content.decode()
    )


def test_what_the_list_does_not_have_is_not_kept(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    sent = form(client, show=["phase", "password", "reseller"])
    sent["column"] += ["password", "phase", "name"]
    sent["place"] += ["1", "x", "-3"]
    client.post(PREFERENCES, sent)
    kept = User.objects.get(pk=cast.ann.pk).lists["opportunities-mine"]
    assert kept["order"] == COLUMNS
    assert set(COLUMNS) - set(kept["hidden"]) == {"phase"}
    assert headings(client.get(MINE).content.decode()) == ["Opportunity name", "Development Phase"]


@pytest.mark.parametrize("size", ["9", "1000", "many", ""])
def test_another_size_is_refused_and_everything_else_stays_as_typed(client: Client, cast: Cast, size: str) -> None:
    client.force_login(cast.ann)
    answer = client.post(PREFERENCES, form(client, show=["phase"], size=size))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Select how many rows a page has" in page
    assert re.findall(r'name="show" value="(\w+)" checked', page) == ["phase"]
    assert User.objects.get(pk=cast.ann.pk).lists == {}


def test_a_stored_column_that_is_gone_and_one_that_is_new_do_no_harm(client: Client, cast: Cast) -> None:
    lists = {"opportunities-mine": {"order": ["phase", "gone"], "hidden": ["gone", "customer_name"], "size": 9}}
    User.objects.filter(pk=cast.ann.pk).update(lists=lists)
    client.force_login(cast.ann)
    found = headings(client.get(MINE).content.decode())
    assert found[:3] == ["Opportunity name", "Development Phase", "Win Probability"]
    assert len(found) == 10


def test_moving_changes_the_form_and_not_the_list(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.post(PREFERENCES, form(client, action="up:win"), headers=DIALOG)
    page = answer.content.decode()
    moved = ["customer_name", "win", "phase", "revenue"]
    assert re.findall(r'name="column" value="(\w+)"', page)[:4] == moved
    # The pressed button keeps the focus, so that it can be pressed again.
    assert re.findall(r'id="([\w-]+)"[^>]* data-takes-focus', page) == ["up-win"]
    assert User.objects.get(pk=cast.ann.pk).lists == {}
    for action in ("up:customer_name", "down:created", "up:nothing", "sideways:phase"):
        page = client.post(PREFERENCES, form(client, action=action)).content.decode()
        assert re.findall(r'name="column" value="(\w+)"', page) == COLUMNS


@pytest.mark.parametrize(
    ("place", "expected"), [("1", ["win", "customer_name"]), ("2", ["customer_name", "win"]), ("99", ["customer_name"])]
)
def test_a_number_is_the_place_that_is_wanted(client: Client, cast: Cast, place: str, expected: list[str]) -> None:
    client.force_login(cast.ann)
    sent = form(client)
    sent["place"][COLUMNS.index("win")] = place
    client.post(PREFERENCES, sent)
    order = User.objects.get(pk=cast.ann.pk).lists["opportunities-mine"]["order"]
    assert order[: len(expected)] == expected
    assert order.index("win") == (int(place) if int(place) < 17 else 17) - 1


def test_defaults_come_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    before = headings(client.get(MINE).content.decode())
    client.post(PREFERENCES, form(client, show=["phase"]))
    client.post("/partner/preferences/lists/drafts/", {"size": "50"})
    answer = client.post(PREFERENCES, form(client, action="defaults"), headers=DIALOG)
    assert (answer.status_code, "list-preferred" in answer["HX-Trigger"]) == (204, True)
    assert headings(client.get(MINE).content.decode()) == before
    assert set(User.objects.get(pk=cast.ann.pk).lists) == {"drafts"}


def test_nobody_else_notices_and_no_log_tells(client: Client, cast: Cast) -> None:
    lines = AuditEntry.objects.count()
    client.force_login(cast.ann)
    client.post(PREFERENCES, form(client, show=["phase"]))
    assert User.objects.exclude(lists={}).get() == cast.ann
    assert AuditEntry.objects.count() == lines
    client.force_login(cast.nora)
    assert len(headings(client.get(MINE).content.decode())) == 11


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "/admin/", "javascript:x"])
def test_the_way_back_is_a_page_of_ours(client: Client, cast: Cast, back: str) -> None:
    client.force_login(cast.ann)
    assert client.post(PREFERENCES, form(client, next=back))["Location"] == MINE
    assert back not in client.get(PREFERENCES, {"next": back}).content.decode()


def test_a_list_that_there_is_not_has_no_preferences(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    assert client.get("/partner/preferences/lists/secrets/").status_code == 404


def test_who_may_not_open_a_list_gets_no_preferences_of_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.dirk)
    assert client.get("/partner/preferences/lists/audit-log/").status_code == 403
    assert client.post("/partner/preferences/lists/drafts/", {"size": "50"}).status_code == 403
    assert User.objects.get(pk=cast.dirk.pk).lists == {}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_obeys_its_preferences_and_leads_to_them(client: Client, cast: Cast, name: str) -> None:
    """All optional and all hideable columns in turn: the list draws what was asked for, with as many statements."""
    client.force_login(cast.nora)
    make.invitation(by=cast.nora)
    make.export(by=cast.nora)
    address, url = LISTS[name].address, f"/partner/preferences/lists/{name}/"
    columns = LISTS[name].columns(User.objects.get(pk=cast.nora.pk))
    keys = [column.key for column in columns if not column.is_header]
    sent = {"column": keys, "place": [""] * len(keys), "size": "50", "wraps": "on"}
    for show in ([], keys):
        assert client.post(url, sent | {"show": show}).status_code == 303
        page = client.get(address).content.decode()
        assert f'href="{url}?next=' in page
        assert len(headings(page)) - ("Select" in headings(page)) == len(show) + 1
        assert "Rows per page: 50" in page


def test_all_columns_ask_as_often_for_20_rows_as_for_one(cast: Cast) -> None:
    client = client_of("bob", cast)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(MINE).status_code == 200
        return len(queries)

    few = asked()
    client.post(PREFERENCES, form(client, show=COLUMNS))
    one = asked()
    for _row in range(19):
        customer = make.customer(partner=cast.north, account_manager=cast.bob)
        target = make.target(task=cast.running_task, customer=customer)
        make.opportunity(customer=customer, owner=cast.bob, industry=make.industry(), target=target)
    page = client.get(MINE).content.decode()
    assert page.count(f">{cast.running_task.number}<") == 19
    assert (few, asked()) == (one, one)
