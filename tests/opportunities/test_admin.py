"""Opportunities and their progress: operators look, and no door of the site writes."""

import pytest

from accounts.admin_base import OPENED
from accounts.models import Partner, User
from opportunities.models import Opportunity, ProductLine, ProgressEntry
from tests import make
from tests.support.operations import address, listed, recorded, rows, sign_in


@pytest.fixture
def operator(client, db) -> User:
    return sign_in(client)


@pytest.fixture
def north(db) -> Partner:
    return make.distributor(name="North")


@pytest.fixture
def opportunity(north) -> Opportunity:
    customer = make.customer(partner=north, name="Northwind Foods Ltd")
    return make.opportunity(customer=customer, owner=make.member(partner=north), name="Core migration")


@pytest.fixture
def another() -> Opportunity:
    south = make.distributor(name="South")
    customer = make.customer(partner=south, name="Blue Harbor")
    owner = make.member(partner=south)
    return make.opportunity(customer=customer, owner=owner, name="Secret rollout", phase=20)


@pytest.mark.parametrize("text", ["CORE mig", "northwind"])
def test_opportunities_are_found_by_names(client, operator, opportunity, another, text):
    assert listed(client, Opportunity, q=text) == [opportunity]


def test_opportunities_are_found_by_number(client, operator, opportunity, another):
    assert listed(client, Opportunity, q="core", distributor=opportunity.tenant_id) == [opportunity]
    assert opportunity in listed(client, Opportunity, q=f" {opportunity.number.lower()} ")
    assert listed(client, Opportunity, q="OPP-1999-000001") == []


def test_opportunities_are_filtered_by_phase_status_and_distributor(client, operator, opportunity, another):
    assert listed(client, Opportunity) == [another, opportunity]
    assert listed(client, Opportunity, phase__exact=20) == [another]
    assert listed(client, Opportunity, status__exact="won") == []
    assert listed(client, Opportunity, distributor=opportunity.tenant_id) == [opportunity]


def test_page_of_an_opportunity_shows_everything_to_read_and_is_recorded(client, operator, opportunity):
    answer = client.get(address(Opportunity, "change", opportunity.pk))
    text = answer.content.decode()
    entry, line = opportunity.entries.get(), opportunity.lines.get()
    for shown in (opportunity.number, "Core migration", "Initial Contact", entry.details, str(line.product)):
        assert shown in text
    for control in ('name="_save"', "<select", "<textarea", 'name="phase"', 'name="name"'):
        assert control not in text
    assert recorded(operator) == [(OPENED, opportunity.number)]


def test_progress_entries_are_found_by_the_number_of_their_opportunity(client, operator, opportunity, another):
    make.progress_entry(opportunity=opportunity)
    both = list(opportunity.entries.order_by("-pk"))
    assert listed(client, ProgressEntry, q=opportunity.number.lower(), distributor=opportunity.tenant_id) == both
    assert listed(client, ProgressEntry, kind__exact="progress") == both[:1]
    assert len(listed(client, ProgressEntry)) == 3
    assert listed(client, ProgressEntry, q=opportunity.number[:-1]) == []


@pytest.mark.parametrize(
    "door", ["opportunity", "its inlines", "entry", "new opportunity", "new entry", "list", "entries"]
)
def test_nothing_rewrites_progress(client, operator, opportunity, door):
    entry = opportunity.entries.get()
    inlines = {
        "entries-TOTAL_FORMS": 2,
        "entries-INITIAL_FORMS": 1,
        "entries-0-id": entry.pk,
        "entries-0-opportunity": opportunity.pk,
        "entries-0-details": "rewritten",
        "entries-0-DELETE": "on",
        "entries-1-details": "smuggled in",
        "lines-TOTAL_FORMS": 0,
        "lines-INITIAL_FORMS": 0,
    }
    rewriting = {
        "phase": 60,
        "probability": 100,
        "win_probability": 100,
        "details": "rewritten",
        "status": "won",
    }
    chosen = {"action": "delete_selected", "_selected_action": [entry.pk, opportunity.pk], "post": "yes"}
    page, form, status = {
        "opportunity": (address(Opportunity, "change", opportunity.pk), rewriting, 403),
        "its inlines": (address(Opportunity, "change", opportunity.pk), inlines, 403),
        "entry": (address(ProgressEntry, "change", entry.pk), rewriting, 403),
        "new opportunity": (address(Opportunity, "add"), rewriting, 403),
        "new entry": (address(ProgressEntry, "add"), rewriting | {"opportunity": opportunity.pk}, 403),
        "list": (address(Opportunity, "changelist"), chosen, 200),
        "entries": (address(ProgressEntry, "changelist"), chosen, 200),
    }[door]
    before = [rows(model) for model in (Opportunity, ProgressEntry, ProductLine)]
    assert client.post(page, form).status_code == status
    assert [rows(model) for model in (Opportunity, ProgressEntry, ProductLine)] == before
    assert [action for action, _subject in recorded(operator)] == ["denied"] * (status == 403)
