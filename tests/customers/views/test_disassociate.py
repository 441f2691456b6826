"""Disassociate: a reason, the limit, and what becomes of the open opportunities."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from customers import claims
from customers.models import Claim, Customer, CustomerEvent
from customers.permissions.customers import _months_before
from opportunities.models import Opportunity, ProgressEntry
from opportunities.progress import Phase, Status
from partner_center.web.clock import today
from tests import make
from tests.cast import Cast

REASON = "They closed their office here."


def address(customer: Customer) -> str:
    return f"/partner/sales/customers/{customer.number}/disassociate/"


def test_the_question_says_what_happens(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    page = client.get(address(cast.ann_associated)).content.decode()
    assert "1 open opportunity is suspended" in page
    assert cast.ann_associated.name not in page
    assert "There is no open opportunity to suspend." in client.get(address(cast.unassigned_customer)).content.decode()


def test_open_opportunities_are_suspended_with_the_reason(client: Client, cast: Cast) -> None:
    negotiated = make.opportunity(customer=cast.ann_associated, owner=cast.ann, phase=Phase.BUSINESS_NEGOTIATION)
    client.force_login(cast.nora)
    answer = client.post(address(cast.ann_associated), {"reason": REASON})
    assert answer.status_code == 303
    customer = Customer.objects.get(pk=cast.ann_associated.pk)
    assert (customer.state, customer.ended_on) == (Customer.State.DISASSOCIATED, today(cast.north.time_zone))
    rows = {row.number: row for row in Opportunity.objects.filter(customer=customer)}
    assert {number: row.status for number, row in rows.items()} == {
        cast.ann_opportunity.number: Status.SUSPENDED,
        negotiated.number: Status.SUSPENDED,
        cast.won_opportunity.number: Status.WON,
        cast.lost_opportunity.number: Status.LOST,
    }
    assert rows[negotiated.number].win_probability == 50
    entry = ProgressEntry.objects.get(opportunity=negotiated, kind=ProgressEntry.Kind.SUSPENDED)
    assert (entry.details, entry.author, entry.phase, entry.probability_before) == (REASON, cast.nora, 90, 70)
    event = CustomerEvent.objects.get(customer=customer)
    assert (event.kind, event.reason, event.author) == ("disassociated", REASON, cast.nora)
    assert AuditEntry.objects.get(action="customer disassociated").subject == customer.number
    told = AuditEntry.objects.filter(action="opportunity suspended").values_list("subject", flat=True)
    assert set(told) == {cast.ann_opportunity.number, negotiated.number}
    assert "2 opportunities suspended." in client.get(answer["Location"]).content.decode()


def test_others_can_have_the_customer_from_then_on(client: Client, cast: Cast) -> None:
    claims.settle(cast.ann_associated)
    held = Claim.objects.filter(customer=cast.ann_associated)
    assert held.exists()
    client.force_login(cast.nora)
    client.post(address(cast.ann_associated), {"reason": REASON})
    assert not held.exists()


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "Enter a reason"), ("no", "Reason must be 5 characters or more")]
)
def test_without_a_reason_nothing_happens(client: Client, cast: Cast, reason: str, sentence: str) -> None:
    client.force_login(cast.nora)
    answer = client.post(address(cast.ann_associated), {"reason": reason})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert Customer.objects.get(pk=cast.ann_associated.pk).is_associated()


def test_three_times_in_three_months_and_no_more(client: Client, cast: Cast) -> None:
    long_ago = timezone.now() - timedelta(days=95)
    for at in (long_ago, timezone.now(), timezone.now()):
        CustomerEvent.objects.create(
            tenant=cast.north, customer=cast.ann_associated, kind="disassociated", author=cast.nora, at=at
        )
    client.force_login(cast.nora)
    assert client.get(address(cast.ann_associated)).status_code == 200
    CustomerEvent.objects.create(tenant=cast.north, customer=cast.ann_associated, kind="disassociated")
    for answer in (
        client.get(address(cast.ann_associated)),
        client.post(address(cast.ann_associated), {"reason": REASON}),
    ):
        assert answer.status_code == 403
        assert "disassociated three times in three months" in str(answer.context["reason"])
    details = client.get(address(cast.ann_associated).removesuffix("disassociate/")).content.decode()
    assert "/disassociate/" not in details


@pytest.mark.parametrize(
    ("day", "before"),
    [((2026, 5, 31), (2026, 2, 28)), ((2026, 1, 15), (2025, 10, 15)), ((2026, 3, 31), (2025, 12, 31))],
)
def test_three_months_before(day, before):
    assert _months_before(datetime(*day, 9, tzinfo=UTC)) == datetime(*before, 9, tzinfo=UTC)
