"""Preregistrations that end: told three days before, ended after their last day, each once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.models import AuditEntry, Notification, Partner
from customers import claims
from customers.actions.expiry import expire_preregistration, expire_preregistrations, remind_of_preregistrations
from customers.models import Claim, Customer
from partner_center.web.clock import today
from tests import make

Kind = Notification.Kind
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


def _until(customer, day: str) -> Customer:
    Customer.objects.filter(pk=customer.pk).update(preregistered_until=day)
    return Customer.objects.get(pk=customer.pk)


def _told() -> list[tuple[str, str, dict[str, str]]]:
    rows = Notification.objects.order_by("recipient__username", "kind", "words__date")
    return list(rows.values_list("recipient__username", "kind", "words"))


@pytest.mark.parametrize(
    ("zone", "day", "over"),
    [("UTC", "2026-11-26", False), ("UTC", "2026-11-25", True), ("Pacific/Auckland", "2026-11-26", True)],
)
def test_the_last_day_counts_where_the_distributor_is(zone, day, over, cast):
    Partner.objects.filter(pk=cast.north.pk).update(time_zone=zone)
    cast.north.refresh_from_db()
    before = _until(cast.ann_preregistered, day)
    assert expire_preregistrations(tenant=cast.north) == over
    after = Customer.objects.get(pk=before.pk)
    wanted = (Customer.State.EXPIRED, before.preregistered_until) if over else (Customer.State.PREREGISTERED, None)
    assert (after.state, after.ended_on) == wanted
    assert after.relation(today(zone)) == wanted[0]
    lines = AuditEntry.objects.filter(action="preregistration expired")
    assert [line.subject for line in lines] == [after.number] * over
    assert _told() == [("ann", Kind.PREREGISTRATION_EXPIRED, {})] * over
    assert expire_preregistrations(tenant=cast.north) == 0


def test_others_can_have_the_customer_from_then_on(cast):
    customer = _until(cast.ann_preregistered, "2026-11-25")
    claims.settle(customer)
    held = Claim.objects.filter(customer=customer)
    assert held.exists()
    expire_preregistrations(tenant=cast.north)
    assert not held.exists()


def test_what_was_prolonged_meanwhile_goes_on(cast):
    stale = _until(cast.ann_preregistered, "2026-11-20")
    _until(cast.ann_preregistered, "2026-12-20")
    assert expire_preregistration(customer=stale, by=None) is False
    assert (Customer.objects.get(pk=stale.pk).state, _told()) == (Customer.State.PREREGISTERED, [])


@pytest.mark.parametrize(("day", "told"), [("2026-11-25", 0), ("2026-11-26", 1), ("2026-11-29", 1), ("2026-11-30", 0)])
def test_the_end_is_told_three_days_before_once(day, told, cast):
    _until(cast.ann_preregistered, day)
    assert [remind_of_preregistrations(tenant=cast.north) for _time in range(2)] == [told, 0]
    assert _told() == [("ann", Kind.PREREGISTRATION_ENDING, {"date": day})] * told


def test_a_prolonged_one_is_told_of_anew(cast):
    for day in ("2026-11-27", "2026-11-29"):
        _until(cast.ann_preregistered, day)
        remind_of_preregistrations(tenant=cast.north)
    assert [words["date"] for _who, _kind, words in _told()] == ["2026-11-27", "2026-11-29"]


def test_without_an_account_manager_the_own_company_hears_of_it(cast):
    state = {"state": Customer.State.PREREGISTERED, "preregistered_until": NOW.date() + timedelta(days=1)}
    for partner in (cast.north, cast.sky):
        make.customer(partner=partner, **state)
    make.customer(partner=cast.north, account_manager=cast.exit, **state)
    remind_of_preregistrations(tenant=cast.north)
    assert [who for who, *_rest in _told()] == ["nora", "nora", "skye"]
