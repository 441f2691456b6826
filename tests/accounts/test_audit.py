"""The audit log: what a line holds, and how many clear values one person may see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.audit import REVEALED, REVEALS_A_DAY, REVEALS_IN_TEN_MINUTES, TooManyReveals, record, record_reveals
from accounts.models import AuditEntry
from customers.models import Customer
from tests.support.browsers import client_of


def _numbered(first: int, count: int) -> list[Customer]:
    """Records that exist for the log alone, which holds their numbers."""
    return [Customer(number=f"CUS-{number:06d}", tenant_id=None) for number in range(first, first + count)]


def _earlier(by, count: int, *, first: int, ago: timedelta) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(
            tenant_id=by.tenant_id, actor=by, action=REVEALED, subject=f"CUS-{number:06d}", at=timezone.now() - ago
        )
        for number in range(first, first + count)
    )


def test_a_line_says_who_did_what_to_which_record(cast):
    record("customer greeted", on=cast.ann_associated, by=cast.ann, times=2)
    line = AuditEntry.objects.latest("pk")
    assert (line.tenant, line.actor, line.actor_role, line.action) == (
        cast.north,
        cast.ann,
        "account_manager",
        "customer greeted",
    )
    assert (line.subject_kind, line.subject, line.details) == ("customer", cast.ann_associated.number, {"times": 2})
    assert abs(line.at - timezone.now()) < timedelta(minutes=1)


def test_what_the_machine_does_has_no_actor(cast):
    record("customer expired", on=cast.ann_associated, by=None)
    line = AuditEntry.objects.latest("pk")
    assert (line.actor, line.actor_role) == (None, "")


def test_each_record_and_column_shown_has_its_line(cast):
    rows = [cast.ann_associated, cast.ann_preregistered]
    record_reveals(records=rows, columns=("phone", "email"), page="customers", by=cast.ann)
    lines = AuditEntry.objects.filter(action=REVEALED).values_list(
        "subject", "details__column", "details__page", "tenant"
    )
    assert set(lines) == {
        (row.number, column, "customers", cast.north.pk) for row in rows for column in ("phone", "email")
    }


@pytest.mark.parametrize(
    ("ago", "limit", "for_today"),
    [(timedelta(minutes=9), REVEALS_IN_TEN_MINUTES, False), (timedelta(hours=23), REVEALS_A_DAY, True)],
)
def test_too_many_different_records_stop_the_eye(ago, limit, for_today, cast):
    """R22. The last one is allowed, the next is not, and the refused ones leave no line."""
    _earlier(cast.ann, limit - 1, first=1, ago=ago)
    record_reveals(records=_numbered(limit, 1), columns=("phone",), page="customers", by=cast.ann)
    before = AuditEntry.objects.count()
    with pytest.raises(TooManyReveals) as refused:
        record_reveals(records=_numbered(limit + 1, 1), columns=("phone",), page="customers", by=cast.ann)
    assert (refused.value.for_today, AuditEntry.objects.count()) == (for_today, before)


def test_the_same_records_again_do_not_count(cast):
    _earlier(cast.ann, REVEALS_IN_TEN_MINUTES, first=1, ago=timedelta(minutes=1))
    record_reveals(records=_numbered(1, 50), columns=("phone", "email"), page="customers", by=cast.ann)


@pytest.mark.parametrize("ago", [timedelta(minutes=11), timedelta(hours=25)])
def test_old_reveals_and_those_of_others_do_not_count(ago, cast):
    _earlier(cast.ann, REVEALS_IN_TEN_MINUTES, first=1, ago=ago)
    _earlier(cast.bob, REVEALS_A_DAY, first=1, ago=timedelta(minutes=1))
    record_reveals(records=_numbered(5_000, 1), columns=("phone",), page="customers", by=cast.ann)


def test_a_stopped_eye_says_so_and_shows_nothing(cast):
    _earlier(cast.ann, REVEALS_IN_TEN_MINUTES, first=5_000, ago=timedelta(minutes=1))
    client = client_of("ann", cast)
    page = client.post("/partner/sales/opportunities/mine/", {"toggle": "customer_name"}).content.decode()
    assert "You have shown many customer details. Wait 10 minutes, then you can show more." in page
    assert cast.ann_associated.name not in page


def test_the_log_about_a_record_is_its_own_tenants(cast):
    """Numbers are counted per tenant: the other distributor's record of the same number is another record."""
    record("mine", on=cast.ann_opportunity, by=cast.ann)
    record("theirs", on=cast.south_opportunity, by=cast.max)
    assert cast.ann_opportunity.number == cast.south_opportunity.number
    assert "theirs" not in AuditEntry.objects.about(cast.ann_opportunity).values_list("action", flat=True)
    assert AuditEntry.objects.about(cast.ann_opportunity)[0].action == "mine"
