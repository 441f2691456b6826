"""The public page of an invitation: who invites whom to what; accepted once; and nothing said to anybody else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts import by_link
from customers.actions import release, withdraw_customer_invitation
from customers.models import CustomerInvitation
from tests import make
from tests.support.browsers import client_of, seen, written
from tests.support.things import ACCEPT, NEVER

PAGE = f"/invitations/{ACCEPT}/"


@pytest.fixture
def invitation(cast) -> CustomerInvitation:
    return make.customer_invitation(customer=cast.ann_preregistered, by=cast.ann, token=ACCEPT)


@pytest.mark.parametrize(
    ("customer", "person", "company", "kind"),
    [
        ("ann_preregistered", "ann", "North", "Distributor customer"),
        ("sky_preregistered", "sam", "Sky", "Reseller customer"),
    ],
)
def test_the_page_says_who_invites_to_what_and_masks_the_rest(customer, person, company, kind, cast):
    invited, by = getattr(cast, customer), getattr(cast, person)
    make.customer_invitation(customer=invited, by=by, token=ACCEPT)
    answer = Client().get(PAGE)
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"], answer["Referrer-Policy"]) == (
        200,
        "no-store",
        "same-origin",
    )
    assert f"{company} invites you to become its customer" in page
    assert f"<dd>{kind}</dd>" in page
    assert not any(name in page for name in (invited.name, invited.email, by.name, by.username))


def test_accepting_associates_and_works_once(cast, invitation):
    answer = Client().post(PAGE)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert "You are a customer of North now" in answer.content.decode()
    cast.ann_preregistered.refresh_from_db()
    assert cast.ann_preregistered.is_associated()
    assert Client().post(PAGE).status_code == 404
    assert Client().get(PAGE).status_code == 404
    page = client_of("ann", cast).get("/partner/notifications/").content.decode()
    assert "CUS-000002 accepted the association." in page


def test_a_failure_says_why_and_the_partner_reads_it(cast, invitation):
    release(customer=cast.ann_preregistered, reason="Entered twice.", by=cast.ann)
    answer = Client().post(PAGE)
    page = answer.content.decode()
    assert (answer.status_code, "The preregistration was over." in page) == (409, True)
    assert "Ask North for a new invitation." in page
    told = client_of("ann", cast).get("/partner/notifications/").content.decode()
    assert "The association of CUS-000002 failed. The preregistration was over." in told
    assert Client().post(PAGE).status_code == 404


def _make_useless(how: str, invitation: CustomerInvitation, cast) -> None:
    rows = CustomerInvitation.objects.filter(pk=invitation.pk)
    if how == "withdrawn":
        withdraw_customer_invitation(invitation=invitation, by=cast.ann)
    elif how == "expired":
        rows.update(state="expired", settled_at=timezone.now())
    elif how == "accepted":
        Client().post(PAGE)
    else:
        release(customer=cast.ann_preregistered, reason="Entered twice.", by=cast.ann)
        Client().post(PAGE)


@pytest.mark.parametrize("how", ["withdrawn", "expired", "accepted", "failed"])
def test_every_useless_link_is_answered_like_one_that_never_was(how, cast, invitation):
    _make_useless(how, invitation, cast)
    unknown, useless = Client().get(f"/invitations/{NEVER['no link']}/"), Client().get(PAGE)
    assert unknown.status_code == 404
    assert seen(useless) == seen(unknown)
    before = written()
    assert seen(Client().post(PAGE)) == seen(Client().post(f"/invitations/{NEVER['no link']}/"))
    assert written() == before


def test_a_link_that_ran_out_leads_nowhere_before_anybody_wrote_it_down(cast):
    past = timezone.now() - timedelta(seconds=1)
    make.customer_invitation(customer=cast.ann_preregistered, by=cast.ann, token=ACCEPT, expires_at=past)
    assert (Client().get(PAGE).status_code, Client().post(PAGE).status_code) == (404, 404)


def test_a_member_sees_what_the_customer_sees_and_accepts_nothing(cast, invitation):
    client = client_of("ann", cast)
    page = client.get(PAGE).content.decode()
    assert "You are signed in as ann." in page
    assert client.post(PAGE).status_code == 409
    invitation.refresh_from_db()
    assert invitation.state == "sent"


def test_whoever_asks_too_often_waits(cast, invitation, monkeypatch):
    cache.clear()
    monkeypatch.setattr(by_link, "MOST_A_MINUTE", 2)
    assert [Client().get(PAGE).status_code for _time in range(4)] == [200, 200, 429, 429]
