"""Cooperation Applications: which there are, in what state, and what can be ticked."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.cast import Cast

PAGE = "/partner/sales/resellers/applications/"


def listed(client: Client, **query: str) -> list[str]:
    return re.findall(r'id="open-(APP-[0-9]+)"', client.get(PAGE, query).content.decode())


@pytest.fixture
def nora(client: Client, cast: Cast) -> Client:
    client.force_login(cast.nora)
    make.application(by=cast.nora, name="Harbour Lights", state="applied")
    make.application(by=cast.nora, name="Granite Peak", state="invited")
    make.application(by=cast.nora, name="Old Bridge", state="rejected", reason="No.", decided_at=timezone.now())
    make.application(by=cast.sue, name="Southern Star", number="APP-0009")
    return client


def test_the_own_ones_are_listed_newest_first_and_narrowed(nora: Client) -> None:
    assert listed(nora) == ["APP-0003", "APP-0002", "APP-0001"]
    assert listed(nora, q="granite") == listed(nora, q="app-0002") == ["APP-0002"]
    assert listed(nora, state="rejected") == ["APP-0003"]
    assert "No applications match these filters." in nora.get(PAGE, {"state": "withdrawn"}).content.decode()


def test_only_what_waits_for_a_decision_can_be_ticked(nora: Client) -> None:
    assert re.findall(r'id="tick-(APP-[0-9]+)"', nora.get(PAGE).content.decode()) == ["APP-0001"]


def test_a_row_says_what_can_be_done_with_it(nora: Client, cast: Cast) -> None:
    offered = {
        row.reference: [str(action.label) for action in row.actions] for row in nora.get(PAGE).context["listing"].rows
    }
    assert offered == {
        "APP-0001": ["Review", "Details"],
        "APP-0002": ["New link", "Withdraw", "Details"],
        "APP-0003": ["Details"],
    }


def test_an_invitation_that_is_too_old_says_so_before_housekeeping_notes_it(nora: Client, cast: Cast) -> None:
    make.application(by=cast.nora, name="Late Ltd", state="invited", expires_at=timezone.now() - timedelta(days=1))
    [row] = nora.get(PAGE, {"q": "Late"}).context["listing"].rows
    assert "Expired" in str(row.cells[2].html)


def test_the_tabs_count_what_waits(nora: Client, cast: Cast) -> None:
    tabs = nora.get("/partner/sales/resellers/").context["tabs"]
    assert [(tab["label"], tab["count"], tab["current"]) for tab in tabs] == [
        ("My Resellers", "", True),
        ("Cooperation Applications", "1", False),
    ]
    nora.force_login(cast.dirk)
    answer = nora.get("/partner/sales/resellers/")
    assert (answer.context["tabs"], "Invite reseller" in answer.content.decode()) == ([], False)


def test_without_any_it_says_how_one_begins(client: Client, cast: Cast) -> None:
    client.force_login(cast.sue)
    page = client.get(PAGE).content.decode()
    assert "No applications yet" in page
    assert page.count("Invite reseller") == 2


def test_a_suspended_distributor_looks_and_changes_nothing(nora: Client, cast: Cast) -> None:
    cast.north.status = "suspended"
    cast.north.save()
    page = nora.get(PAGE).content.decode()
    assert ("APP-0001" in page, "View only" in page, "Invite reseller" in page, "tick-" in page) == (
        *(True, True),
        *(False, False),
    )
