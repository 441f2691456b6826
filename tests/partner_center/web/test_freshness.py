"""The line over a list: when it was read, and how many of its rows have changed since. Asked through the pages."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customers.models import Customer
from marketing.models import Target
from opportunities.models import Opportunity
from partner_center.web import listing
from tests import make
from tests.cast import Cast
from tests.support.browsers import written
from tests.support.markup import element
from tests.support.walls import asked_of

SALES = "/partner/sales"
MINE = f"{SALES}/opportunities/mine/"
ASKS = {"HX-Request": "true", "HX-Target": "freshness"}
LISTS = ["opportunities/mine/", "customers/mine/", "marketing-tasks/", "opportunities/drafts/", "opportunities/new/"]


def poll_url(client: Client, address: str = MINE) -> str:
    """Where a list that is on screen asks for newer rows."""
    line = element(client.get(address).content.decode(), "freshness")
    return re.findall(r'hx-get="([^"]+)" hx-trigger="every 60s"', line)[0].replace("&amp;", "&")


def said(answer) -> str:
    return " ".join(re.findall(r'<p class="pc-changed" data-announce>([^<]*)</p>', answer.content.decode()))


@pytest.mark.parametrize("address", LISTS)
def test_each_list_says_when_it_was_read_in_the_tenants_time_zone(
    client: Client, cast: Cast, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "now", lambda: datetime(2026, 11, 3, 6, 32, tzinfo=UTC))
    client.force_login(cast.max)
    line = element(client.get(f"{SALES}/{address}?q=magnolia&sort=number").content.decode(), "freshness")
    assert "Updated 14:32" in line
    here = f"{SALES}/{address}?q=magnolia&amp;sort=number"
    assert f'id="refresh" href="{here}" hx-get="{here}" hx-target="#results"' in line
    # Whoever is about to choose, and whoever looks at what nobody else can change, is not told of changes.
    assert ("hx-trigger" in line) == (address not in LISTS[3:])


def _change_opportunity(cast: Cast, at: datetime) -> None:
    Opportunity.objects.filter(pk=cast.ann_opportunity.pk).update(updated_at=at)


def _change_customer(cast: Cast, at: datetime) -> None:
    Customer.objects.filter(pk=cast.ann_associated.pk).update(last_activity_at=at)


def _handle_target(cast: Cast, at: datetime) -> None:
    Target.objects.filter(pk=cast.ann_target.pk).update(handled_at=at)


@pytest.mark.parametrize(
    ("address", "change", "text"),
    [
        (MINE, _change_opportunity, "1 opportunity changed."),
        (f"{SALES}/customers/mine/", _change_customer, "1 customer changed."),
        (f"{SALES}/marketing-tasks/", _handle_target, "1 customer was handled."),
    ],
)
def test_poll_says_how_many_changed_and_nothing_else(client: Client, cast: Cast, address, change, text) -> None:
    client.force_login(cast.ann)
    asked = poll_url(client, f"{address}?sort=number")
    unchanged = client.get(asked, headers=ASKS)
    assert (unchanged.status_code, unchanged.content) == (204, b"")
    change(cast, timezone.now())
    before = written()
    answer = client.get(asked, headers=ASKS)
    page = answer.content.decode().strip()
    assert (answer.status_code, said(answer), written()) == (200, text, before)
    assert page == element(page, "freshness")
    assert f'href="{address}?sort=number"' in page
    # It has said so, and asks no more: the rest is up to whoever reads.
    assert ("hx-trigger" in page, "<table" in page, "since=" in page) == (False, False, False)
    assert "HX-Target" in answer["Vary"]


def test_poll_tells_of_nothing_outside_the_scope_or_the_filters(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    everything, filtered = poll_url(client, f"{MINE}?attain=any"), poll_url(client, f"{MINE}?phase=lost&q=warehouse")
    Opportunity.objects.exclude(owner=cast.ann).update(updated_at=timezone.now())
    assert client.get(everything, headers=ASKS).status_code == 204
    Opportunity.objects.filter(owner=cast.ann).exclude(pk=cast.lost_opportunity.pk).update(updated_at=timezone.now())
    assert client.get(filtered, headers=ASKS).status_code == 204
    assert said(client.get(everything, headers=ASKS)) == "2 opportunities changed."
    _ = Opportunity.objects.filter(pk=cast.lost_opportunity.pk).update(updated_at=timezone.now())
    assert said(client.get(filtered, headers=ASKS)) == "1 opportunity changed."
    assert said(client.get(everything, headers=ASKS)) == "3 opportunities changed."


def test_number_of_changes_stops_at_ninety_nine(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    asked = poll_url(client)
    for number in range(99):
        make.opportunity(customer=cast.ann_associated, owner=cast.ann, name=f"New {number}")
    assert said(client.get(asked, headers=ASKS)) == "99 opportunities changed."
    make.opportunity(customer=cast.ann_associated, owner=cast.ann, name="One more")
    assert said(client.get(asked, headers=ASKS)) == "99+ opportunities changed."


@pytest.mark.parametrize(
    "since",
    [
        "",
        "yesterday",
        "2026-13-45T99:99:99Z",
        "2026-11-03T06:32:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59.999999-14:00",
        "two days ago",
        "in an hour",
    ],
)
def test_moment_that_no_list_says_gets_nothing_special(client: Client, cast: Cast, since: str) -> None:
    moved = {"two days ago": timedelta(days=-2), "in an hour": timedelta(hours=1)}
    if since in moved:
        since = (timezone.now() + moved[since]).isoformat()
    client.force_login(cast.ann)
    address = f"{MINE}?{urlencode({'since': since, 'attain': 'any'})}"
    asked, opened = client.get(address, headers=ASKS), client.get(address)
    assert (asked.status_code, asked.content) == (204, b"")
    assert (opened.status_code, opened.content.count(b'id="open-OPP-')) == (200, 3)


def test_good_moment_in_the_address_of_a_page_changes_nothing_either(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    for headers in ({}, {**ASKS, "HX-History-Restore-Request": "true"}, {**ASKS, "HX-Target": "results"}):
        page = client.get(poll_url(client, f"{MINE}?attain=any"), headers=headers).content.decode()
        assert page.count('id="open-OPP-') == 3
        assert "since=" in element(page, "freshness")


def test_poll_asks_no_more_than_it_must(client: Client, cast: Cast) -> None:
    """Every open list sends one a minute: who asks, for the database too, and one short count."""
    client.force_login(cast.ann)
    asked = poll_url(client)
    with CaptureQueriesContext(connection) as sent:
        client.get(asked, headers=ASKS)
    statements = asked_of(sent)
    assert [text.split()[0] for text in statements] == ["SAVEPOINT", "SELECT", "SELECT", "SELECT", "SELECT", "RELEASE"]
    assert "LIMIT 100" in statements[4]
