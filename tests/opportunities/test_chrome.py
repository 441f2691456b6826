"""The counts in the tabs and in the switch of the opportunity pages: all that exists for the person, capped."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opportunities.models import Draft
from tests import make
from tests.cast import Cast
from tests.support.links import counted

ROOT = "/partner/sales/opportunities"


def _page(client: Client, address: str, **query: str) -> str:
    return client.get(f"{ROOT}/{address}", query).content.decode()


@pytest.mark.parametrize(
    ("person", "mine", "resellers", "drafts"),
    [
        ("nora", "2", "2", "1"),
        ("ann", "1", "1", "1"),
        ("bob", "1", "0", "0"),
        ("dirk", "1", "1", None),
        ("sue", "1", "0", "0"),
        ("max", "1", "0", "1"),
    ],
)
def test_business_opportunities_counts_what_is_open_for_the_person(
    client: Client, cast: Cast, person: str, mine: str, resellers: str, drafts: str | None
) -> None:
    client.force_login(getattr(cast, person))
    # In either tab, and whatever is searched for: the counts say what is open, not what is found.
    for page in (_page(client, "mine/"), _page(client, "resellers/"), _page(client, "mine/", q="no such thing")):
        assert counted(page, "switch") == {"My Customers": mine, "Resellers' Customers": resellers}
        tabs = {"Business Opportunities": ""} | ({} if drafts is None else {"Drafts": drafts})
        assert counted(page, "tabs") == tabs


def test_resellers_member_has_nothing_to_switch_and_nothing_counted(client: Client, cast: Cast) -> None:
    client.force_login(cast.skye)
    page = _page(client, "mine/")
    assert counted(page, "switch") == {}
    assert counted(page, "tabs") == {"Business Opportunities": ""}


@pytest.mark.parametrize(
    ("person", "mine", "resellers"), [("nora", "4", "2"), ("ann", "2", "1"), ("sue", "1", "1"), ("max", "1", "0")]
)
def test_step_one_counts_what_it_lists(client: Client, cast: Cast, person: str, mine: str, resellers: str) -> None:
    """Of resellers' customers only those that are associated, or were: Sky's preregistered one is not there."""
    client.force_login(getattr(cast, person))
    for group in ("mine", "resellers"):
        page = _page(client, "new/", group=group)
        assert counted(page, "switch") == {"My Customers": mine, "Resellers' Customers": resellers}
        assert page.count("<tr ") - 1 == int({"mine": mine, "resellers": resellers}[group]) or "pc-empty" in page


def test_drafts_counts_the_own_ones_that_can_be_continued(client: Client, cast: Cast) -> None:
    now = timezone.now()
    make.draft(author=cast.ann, customer=cast.ann_associated, discarded_at=now)
    make.draft(author=cast.ann, customer=cast.ann_associated, saved_at=now - timedelta(days=31))
    make.draft(author=cast.ann, customer=cast.ann_associated)
    client.force_login(cast.ann)
    assert counted(_page(client, "drafts/"), "tabs") == {"Business Opportunities": "", "Drafts": "2"}


def test_counts_stop_at_a_thousand(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    more = [Draft(tenant=cast.north, author=cast.ann, customer=cast.ann_associated) for _row in range(999)]
    Draft.objects.bulk_create(more)
    assert counted(_page(client, "mine/"), "tabs")["Drafts"] == "1,000"
    for number, said in ((1, "1,000+"), (5, "1,000+")):
        Draft.objects.bulk_create(
            Draft(tenant=cast.north, author=cast.ann, customer=cast.ann_associated) for _row in range(number)
        )
        page = _page(client, "drafts/")
        assert counted(page, "tabs")["Drafts"] == said
        assert "Showing 1-25 of 1,000+" in page


@pytest.mark.parametrize("address", ["mine/", "mine/?q=project", "resellers/", "new/", "drafts/"])
def test_all_counts_of_a_page_are_one_statement(client: Client, cast: Cast, address: str) -> None:
    for number in range(30):
        make.opportunity(customer=cast.ann_associated, owner=cast.ann, name=f"Project {number}")
        make.customer(partner=cast.north, account_manager=cast.ann)
        make.draft(author=cast.ann, customer=cast.ann_associated)
    client.force_login(cast.ann)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{ROOT}/{address}")
    assert len([query for query in asked if "COUNT(" in query["sql"]]) == 1
