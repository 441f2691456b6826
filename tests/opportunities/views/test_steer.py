"""Void, reopen and transfer: the administrator's pages."""

import pytest

from opportunities.models import Opportunity, ProgressEntry
from opportunities.progress import Phase, Status

ROOT = "/partner/sales/opportunities"


def address(opportunity, act):
    return f"{ROOT}/{opportunity.number}/{act}/"


def fresh(opportunity):
    return Opportunity.objects.get(pk=opportunity.pk)


@pytest.mark.parametrize("act", ["void", "reopen", "transfer"])
@pytest.mark.parametrize(("who", "status"), [("ann", 403), ("dirk", 403), ("bob", 404), ("sue", 404)])
def test_nobody_but_the_administrator_steers(client, cast, act, who, status):
    client.force_login(getattr(cast, who))
    which = cast.lost_opportunity
    before = Opportunity.objects.filter(pk=which.pk).values().get()
    assert client.get(address(which, act)).status_code == status
    assert client.post(address(which, act), {"reason": "Because of me", "to": "bob"}).status_code == status
    assert Opportunity.objects.filter(pk=which.pk).values().get() == before


@pytest.mark.parametrize(
    ("act", "which", "reason"),
    [
        ("reopen", "ann_opportunity", "Only a lost opportunity can be reopened."),
        ("transfer", "won_opportunity", "Closed opportunities stay with their account manager."),
    ],
)
def test_act_that_the_state_refuses_says_why(client, cast, act, which, reason):
    client.force_login(cast.nora)
    answer = client.get(address(getattr(cast, which), act))
    assert answer.status_code == 403
    assert reason in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "which", "flash"),
    [("void", "ann_opportunity", "Opportunity voided."), ("reopen", "lost_opportunity", "Opportunity reopened.")],
)
def test_reason_is_asked_and_becomes_an_entry(client, cast, act, which, flash):
    opportunity = getattr(cast, which)
    client.force_login(cast.nora)
    assert opportunity.name in client.get(address(opportunity, act)).content.decode()
    short = client.post(address(opportunity, act), {"reason": "abc"})
    assert short.status_code == 422
    assert short.content.decode().count("Reason must be 5 characters or more") == 2
    assert client.post(address(opportunity, act), {"reason": ""}).status_code == 422
    answer = client.post(address(opportunity, act), {"reason": "Entered by mistake"})
    assert (answer.status_code, answer["Location"]) == (303, f"{ROOT}/{opportunity.number}/")
    page = client.get(answer["Location"]).content.decode()
    assert flash in page
    assert "Entered by mistake" in page


def test_voided_opportunity_cannot_be_voided_again(client, cast):
    client.force_login(cast.nora)
    client.post(address(cast.ann_opportunity, "void"), {"reason": "Entered twice"})
    assert fresh(cast.ann_opportunity).status == Status.VOIDED
    answer = client.post(address(cast.ann_opportunity, "void"), {"reason": "Entered twice"})
    assert answer.status_code == 403
    kinds = cast.ann_opportunity.entries.values_list("kind", flat=True)
    assert list(kinds) == [ProgressEntry.Kind.VOIDED, ProgressEntry.Kind.ADDED]


def test_transfer_offers_the_other_active_account_managers_of_the_distributor(client, cast):
    client.force_login(cast.nora)
    page = client.get(address(cast.ann_opportunity, "transfer")).content.decode()
    options = page.partition('id="id_to"')[2].partition("</select>")[0]
    assert "Bob Tanaka (bob)" in options
    assert [name for name in ("ann", "exit", "sam", "dirk", "nora", "max") if f'value="{name}"' in options] == []
    assert "A*** K***" in page


@pytest.mark.parametrize("to", ["", "ann", "exit", "sam", "dirk", "max", "nobody"])
def test_transfer_to_nobody_else_is_refused(client, cast, to):
    client.force_login(cast.nora)
    answer = client.post(address(cast.ann_opportunity, "transfer"), {"to": to})
    assert answer.status_code == 422
    assert "Select an account manager" in answer.content.decode()
    assert fresh(cast.ann_opportunity).owner == cast.ann


def test_transferred_opportunity_changes_hands_and_scope(client, cast):
    client.force_login(cast.nora)
    answer = client.post(address(cast.ann_opportunity, "transfer"), {"to": "bob"})
    assert answer.status_code == 303
    assert "Opportunity transferred." in client.get(answer["Location"]).content.decode()
    found = {}
    for who in (cast.ann, cast.bob):
        client.force_login(who)
        found[who] = client.get(answer["Location"]).status_code
    assert found == {cast.ann: 404, cast.bob: 200}


def test_unassigned_opportunity_can_be_given_to_somebody(client, cast):
    client.force_login(cast.nora)
    assert "Unassigned" in client.get(address(cast.unassigned_opportunity, "transfer")).content.decode()
    assert client.post(address(cast.unassigned_opportunity, "transfer"), {"to": "ann"}).status_code == 303
    assert fresh(cast.unassigned_opportunity).owner == cast.ann


def test_reopened_opportunity_stands_where_it_stood(client, cast):
    client.force_login(cast.nora)
    client.post(address(cast.lost_opportunity, "reopen"), {"reason": "They called again"})
    found = fresh(cast.lost_opportunity)
    assert (found.current_phase, found.win_probability) == (Phase.BUSINESS_NEGOTIATION, 70)
    assert found.status == Status.ACTIVE
