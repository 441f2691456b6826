"""Deactivating a member: what is asked, what passes to whom, what ends; and taking the member back."""

import pytest

from accounts.models import AuditEntry, Partner, User
from customers.models import Customer
from marketing.models import Target
from opportunities.models import Draft, Opportunity
from opportunities.progress import Phase
from tests import make
from tests.support.browsers import client_of

ROOT = "/partner/organization/members"


def _lines(action: str) -> dict[str, tuple]:
    rows = AuditEntry.objects.filter(action=action)
    return {row.subject: (row.details.get("before"), row.details.get("after")) for row in rows}


@pytest.fixture
def suspended(cast) -> Opportunity:
    return make.opportunity(customer=cast.ann_associated, owner=cast.ann, name="Paused", phase=Phase.SUSPENDED)


def test_everything_goes_to_one_account_manager(cast, suspended):
    client = client_of("nora", cast)
    answer = client.post(f"{ROOT}/ann/deactivate/", {"to": "bob"})
    assert (answer.status_code, answer["Location"]) == (303, f"{ROOT}/ann/")
    page = client.get(f"{ROOT}/ann/").content.decode()
    assert "ann is deactivated and signed out." in page
    assert "Now bob has: Open and suspended opportunities: 3," in page
    moved = (cast.ann_opportunity, cast.ann_sky_opportunity, suspended)
    owners = dict(Opportunity.objects.filter(tenant=cast.north).values_list("number", "owner__username"))
    assert {owners[row.number] for row in moved} == {"bob"}
    assert (owners[cast.won_opportunity.number], owners[cast.lost_opportunity.number]) == ("ann", "ann")
    assert set(Customer.objects.filter(name__startswith="A").values_list("account_manager__username", flat=True)) == {
        "bob"
    }
    targets = dict(Target.objects.filter(tenant=cast.north).values_list("pk", "account_manager__username"))
    assert (targets[cast.ann_target.pk], targets[cast.sky_target.pk], targets[cast.ended_target.pk]) == (
        *("bob", "bob"),
        "ann",
    )
    assert Draft.objects.get(pk=cast.ann_draft.pk).author == cast.bob
    assert Partner.objects.get(pk=cast.sky.pk).account_manager == cast.bob
    cast.ann_opportunity.refresh_from_db()
    assert "bob tanaka" in cast.ann_opportunity.search
    assert "ann karlsson" not in cast.ann_opportunity.search


def test_each_move_is_in_the_history_of_its_record(cast, suspended):
    client_of("nora", cast).post(f"{ROOT}/ann/deactivate/", {"to": "bob"})
    moved = (cast.ann_opportunity, cast.ann_sky_opportunity, suspended)
    assert _lines("opportunity transferred") == {row.number: ("ann", "bob") for row in moved}
    assert _lines("customer assigned") == {
        row.number: ("ann", "bob") for row in (cast.ann_associated, cast.ann_preregistered)
    }
    assert _lines("target assigned") == {row.reference: ("ann", "bob") for row in (cast.ann_target, cast.sky_target)}
    assert _lines("reseller assigned") == {cast.sky.number: ("ann", "bob")}
    assert _lines("draft handed over") == {str(cast.ann_draft.pk): ("ann", "bob")}
    line = AuditEntry.objects.get(action="member deactivated")
    assert (line.actor, line.subject) == (cast.nora, "ann")
    assert line.details == {
        "handed_over": {"opportunities": 3, "drafts": 1, "targets": 2, "customers": 2, "resellers": 1},
        "to": "bob",
    }


def test_or_to_nobody_and_drafts_wait(cast):
    client = client_of("nora", cast)
    client.post(f"{ROOT}/ann/deactivate/", {"to": ":nobody"})
    page = client.get(f"{ROOT}/ann/").content.decode()
    assert "Nobody looks after these now: Open and suspended opportunities: 2," in page
    cast.ann_opportunity.refresh_from_db()
    assert (cast.ann_opportunity.owner, "ann karlsson" in cast.ann_opportunity.search) == (None, False)
    assert not Customer.objects.filter(account_manager=cast.ann).exists()
    assert Draft.objects.get(pk=cast.ann_draft.pk).author == cast.ann
    assert "drafts" not in AuditEntry.objects.get(action="member deactivated").details["handed_over"]


def test_what_there_is_is_asked_about_and_not_guessed(cast):
    client = client_of("nora", cast)
    page = client.get(f"{ROOT}/ann/deactivate/")
    assert [value for _label, value in page.context["holdings"]] == ["2", "1", "2", "2", "1"]
    choices = [value for value, _label in page.context["form"].fields["to"].choices]
    assert choices == ["", "bob", ":nobody"]
    for to in ("", "ann", "dirk", "exit", "max", "sam"):
        answer = client.post(f"{ROOT}/ann/deactivate/", {"to": to})
        assert (answer.status_code, User.objects.get(username="ann").is_active) == (422, True)


def test_of_a_director_the_account_managers_are_named_before_and_after(cast):
    client = client_of("nora", cast)
    page = client.get(f"{ROOT}/dirk/deactivate/").content.decode()
    assert "1 account manager will have no director: ann." in page
    assert "There is nothing to hand over." in page
    client.post(f"{ROOT}/dirk/deactivate/")
    assert "1 account manager has no director any more: ann." in client.get(f"{ROOT}/dirk/").content.decode()
    assert User.objects.get(username="ann").director is None
    assert AuditEntry.objects.get(action="member deactivated").details == {"left_without_director": ["ann"]}


def test_sessions_end_at_once_and_do_not_come_back(cast):
    """An old session stays shut, also where nothing was asked with it before the member was taken back."""
    asked, unasked = client_of("bob", cast), client_of("bob", cast)
    client = client_of("nora", cast)
    client.post(f"{ROOT}/bob/deactivate/", {"to": "ann"})
    assert asked.get("/partner/").status_code == 302
    assert client.post(f"{ROOT}/bob/reactivate/").status_code == 303
    assert "bob can sign in again." in client.get(f"{ROOT}/bob/").content.decode()
    assert (asked.get("/partner/").status_code, unasked.get("/partner/").status_code) == (302, 302)
    cast.bob.refresh_from_db()
    assert client_of("bob", cast).get("/partner/").status_code == 200
    assert AuditEntry.objects.filter(action="member reactivated", subject="bob").count() == 1


def test_a_resellers_customers_pass_within_the_reseller(cast):
    make.member(partner=cast.sky, username="sal")
    client = client_of("skye", cast)
    assert client.post(f"{ROOT}/sam/deactivate/", {"to": "sal"}).status_code == 303
    names = Customer.objects.filter(partner=cast.sky).values_list("account_manager__username", flat=True)
    assert set(names) == {"sal"}


def test_a_successor_who_left_meanwhile_takes_nothing(cast, monkeypatch):
    client = client_of("nora", cast)
    monkeypatch.setattr("accounts.forms_members.HandOverForm.successor", lambda _form: cast.dirk)
    assert client.post(f"{ROOT}/ann/deactivate/", {"to": "bob"}).status_code == 403
    assert User.objects.get(username="ann").is_active
    assert Customer.objects.filter(account_manager=cast.ann).count() == 2


def test_a_reseller_whose_cooperation_is_over_holds_nobody_back(cast):
    cast.sky.status = Partner.Status.TERMINATED
    cast.sky.save()
    answer = client_of("nora", cast).post(f"{ROOT}/ann/deactivate/", {"to": "bob"})
    assert answer.status_code == 303
    assert Partner.objects.get(pk=cast.sky.pk).account_manager == cast.ann
    assert _lines("reseller assigned") == {}
    assert Customer.objects.filter(account_manager=cast.bob, name__startswith="A").exists()
