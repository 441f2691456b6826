"""What time does to invitations of companies, and which of two administrators at once makes the reseller."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from accounts.actions import invite_founder
from accounts.housekeeping import keep_house
from accounts.models import AuditEntry, MemberInvitation, Partner, User
from customers.actions import decide_applications, invite_reseller, withdraw_application
from customers.models import Application
from partner_center import tenancy
from tests import make
from tests.cast import Cast


def test_housekeeping_ends_invitations_that_are_too_old_and_nothing_else(cast: Cast) -> None:
    past = timezone.now() - timedelta(days=1)
    make.application(by=cast.nora, state="invited", expires_at=past)
    make.application(by=cast.nora, state="invited")
    make.application(by=cast.nora, state="applied", expires_at=past)
    make.application(by=cast.sue, state="invited", expires_at=past, number="APP-0070")
    for _pass in range(2):
        keep_house()
    states = Application.objects.order_by("number").values_list("number", "state")
    assert list(states) == [
        *(("APP-0001", "expired"), ("APP-0002", "invited"), ("APP-0003", "applied")),
        ("APP-0070", "expired"),
    ]
    lines = AuditEntry.objects.filter(action="reseller invitation expired").order_by("subject")
    assert [(line.subject, line.actor) for line in lines] == [("APP-0001", None), ("APP-0070", None)]


@pytest.mark.parametrize("person", ["ann", "dirk", "skye"])
def test_only_a_distributors_administrator_invites_and_decides(cast: Cast, person: str) -> None:
    row, user = make.application(by=cast.nora), getattr(cast, person)
    with pytest.raises(PermissionDenied):
        invite_reseller(name="Any", email="", site="", by=user)
    with pytest.raises(PermissionDenied):
        decide_applications(applications=[row], approve=True, reason="", site="", by=user)
    with pytest.raises(Application.DoesNotExist):
        withdraw_application(application=row, by=user)


def test_another_distributor_decides_nothing(cast: Cast) -> None:
    row = make.application(by=cast.nora)
    assert decide_applications(applications=[row], approve=True, reason="", site="", by=cast.sue) == []


def test_a_reseller_with_members_gets_no_administrator_from_its_distributor(cast: Cast) -> None:
    words = {"email": "x@y.example", "name": "X", "language": "en", "site": ""}
    with pytest.raises(PermissionDenied, match="members of its own"):
        invite_founder(company=cast.sky, by=cast.nora, **words)
    with pytest.raises(PermissionDenied):
        invite_founder(company=cast.north, by=cast.nora, **words)


def test_of_two_approvals_at_once_one_makes_the_reseller(committed_db) -> None:
    north = make.distributor(name="North")
    both = [make.member(partner=north, role="administrator") for _administrator in range(2)]
    row = make.application(by=both[0], name="Harbour Lights")
    start = threading.Barrier(2)

    def approve(by: User) -> int:
        try:
            start.wait()
            with tenancy.in_tenant(north.pk):
                return len(decide_applications(applications=[row], approve=True, reason="", site="", by=by))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(approve, both)) == [0, 1]
    assert (Partner.objects.filter(parent=north).count(), MemberInvitation.objects.count()) == (1, 1)
