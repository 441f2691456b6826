"""Customer Development: who finds which customers in which states, and what can be done from a row."""

import re
from datetime import timedelta

import pytest

from customers.models import Customer
from partner_center.web.clock import today
from tests import make
from tests.customers.views.test_list import listed, row
from tests.support.browsers import client_of

ADDRESS = "/partner/sales/customer-development/"
State = Customer.State


@pytest.fixture
def states(cast) -> dict[str, Customer]:
    """One customer of ann in every state."""
    return {
        state: make.customer(partner=cast.north, account_manager=cast.ann, state=state, name=f"In {state.value}")
        for state in State
        if state != State.PREREGISTERED
    } | {State.PREREGISTERED: cast.ann_preregistered}


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("nora", {"ann_preregistered", "bobs"}),
        ("ann", {"ann_preregistered"}),
        ("bob", {"bobs"}),
        ("dirk", {"ann_preregistered"}),
        ("skye", {"sky_preregistered"}),
        ("sam", {"sky_preregistered"}),
        ("sid", {"sky_preregistered"}),
        ("cora", set()),
        ("max", set()),
    ],
)
def test_everybody_finds_those_of_the_own_company_in_the_own_scope(person, seen, cast):
    bobs = make.customer(partner=cast.north, account_manager=cast.bob, state=State.REJECTED)
    known = {"bobs": bobs, **{name: getattr(cast, name) for name in ("ann_preregistered", "sky_preregistered")}}
    assert set(listed(client_of(person, cast), ADDRESS)) == {known[name].number for name in seen}


def test_only_those_on_their_way_are_listed_and_states_narrow(states, cast):
    client = client_of("ann", cast)
    on_their_way = {state for state in State if state not in {State.ASSOCIATED, State.DISASSOCIATED}}
    assert set(listed(client, ADDRESS)) == {states[state].number for state in on_their_way}
    for state in on_their_way:
        assert listed(client, ADDRESS, state=state.value) == [states[state].number]
    asked = client.get(ADDRESS, {"state": "associated"}).content.decode()
    assert "were ignored: state=associated." in asked


@pytest.mark.parametrize(("left", "said"), [(15, "15 days"), (1, "1 day"), (0, "Last day"), (-1, "")])
def test_a_row_says_how_many_days_are_left(left, said, cast):
    until = today("UTC") + timedelta(days=left)
    Customer.objects.filter(pk=cast.ann_preregistered.pk).update(preregistered_until=until)
    cells = row(client_of("ann", cast), cast.ann_preregistered, ADDRESS)
    assert ("day" in cells["Days left"].lower(), said in cells["Days left"]) == (left >= 0, True)
    named = "Expired ended" if left < 0 else "Preregistered until"
    assert cells["State"] == f"{named} {until.day} {until:%b %Y}"
    assert cells["Customer name"].startswith("Asp*****")


def operations(client, customer: Customer) -> list[str]:
    page = client.get(ADDRESS).content.decode()
    return re.findall(rf'aria-label="([^"]+), {customer.number}"', page)


def test_each_row_offers_what_is_open_to_the_person(states, cast):
    client = client_of("ann", cast)
    offered = {state: operations(client, states[state]) for state in states}
    assert offered == {
        State.PENDING_REVIEW: ["Release", "Details"],
        State.PREREGISTERED: ["Invite", "Release", "More", "Details"],
        State.REJECTED: ["Preregister again", "Details"],
        State.EXPIRED: ["Preregister again", "Details"],
        State.RELEASED: ["Preregister again", "Details"],
        State.ASSOCIATED: [],
        State.DISASSOCIATED: [],
    }
    assert operations(client_of("dirk", cast), cast.ann_preregistered) == ["Details"]


@pytest.mark.parametrize(
    ("person", "may", "view_only"),
    [("nora", True, False), ("sam", True, False), ("skye", True, False), ("dirk", False, True), ("sid", False, True)],
)
def test_whoever_may_preregister_is_offered_it_and_others_only_view(person, may, view_only, cast):
    page = client_of(person, cast).get(ADDRESS).content.decode()
    assert (f'href="{ADDRESS}new/"' in page, "View only" in page) == (may, view_only)


def test_a_company_without_contact_is_told_what_it_lacks(cast):
    cast.north.email = cast.north.mobile = ""
    cast.north.save()
    page = client_of("ann", cast).get(ADDRESS).content.decode()
    assert "Your company needs an email address or a mobile on file" in page
    assert f'href="{ADDRESS}new/"' not in page


def test_eyes_show_and_record(cast):
    client = client_of("ann", cast)
    shown = client.post(ADDRESS, {"toggle": "customer_name"}).content.decode()
    assert "Aspen Biotech Co." in shown
    assert "Aspen Biotech" not in client.get(ADDRESS).content.decode()
