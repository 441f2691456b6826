"""How many clear values one person and one company may see, and who hears of it (R22)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import confirm_reveals, reveal
from accounts.audit import REVEALED
from accounts.models import AuditEntry, Notification, User
from accounts.reveal_limits import A_DAY, CONFIRMED, IN_TEN_MINUTES, TENANT_A_DAY, TooManyReveals
from accounts.reveal_warnings import NEARLY_REACHED
from customers.models import Customer
from tests import make
from tests.support.jobs import do_jobs

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


def _numbered(first: int, count: int, tenant=None) -> list[Customer]:
    """Records that exist for the log alone, which holds their numbers."""
    return [
        Customer(number=f"CUS-{number:06d}", tenant_id=tenant and tenant.pk) for number in range(first, first + count)
    ]


def _earlier(by, count: int, *, first: int = 1, ago: timedelta) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(
            tenant_id=by.tenant_id, actor=by, action=REVEALED, subject=f"CUS-{number:06d}", at=timezone.now() - ago
        )
        for number in range(first, first + count)
    )


def _show(by, first: int, count: int = 1) -> None:
    reveal(records=_numbered(first, count, by.tenant), columns=("phone",), page="customers", by=by)


@pytest.mark.parametrize(
    ("ago", "limit"), [(timedelta(minutes=9), IN_TEN_MINUTES), (timedelta(hours=23), A_DAY)], ids=["soon", "today"]
)
def test_too_many_different_records_stop_the_eye(ago, limit, cast):
    """The last one is allowed, the next is not, and the refused one leaves no line."""
    _earlier(cast.ann, limit.records - 1, ago=ago)
    _show(cast.ann, limit.records)
    before = AuditEntry.objects.count()
    with pytest.raises(TooManyReveals) as refused:
        _show(cast.ann, limit.records + 1)
    assert (refused.value.limit, AuditEntry.objects.count()) == (limit, before)


def test_a_whole_page_is_refused_that_would_pass_the_limit(cast):
    _earlier(cast.ann, IN_TEN_MINUTES.records - 10, ago=A_MINUTE)
    with pytest.raises(TooManyReveals):
        _show(cast.ann, 5_000, count=11)
    _show(cast.ann, 5_000, count=10)


def test_the_same_records_again_do_not_count(cast):
    _earlier(cast.ann, IN_TEN_MINUTES.records, ago=A_MINUTE)
    _show(cast.ann, 1, count=50)


@pytest.mark.parametrize("ago", [timedelta(minutes=11), timedelta(hours=25)])
def test_old_reveals_and_those_of_others_do_not_count(ago, cast):
    _earlier(cast.ann, IN_TEN_MINUTES.records, ago=ago)
    _earlier(cast.bob, A_DAY.records, ago=A_MINUTE)
    _show(cast.ann, 5_000)


def test_the_password_given_again_opens_another_allowance_but_no_longer_day(cast):
    _earlier(cast.ann, IN_TEN_MINUTES.records, ago=A_MINUTE)
    confirm_reveals(by=cast.ann)
    line = AuditEntry.objects.get(action=CONFIRMED)
    assert (line.actor, line.subject_kind, line.subject, line.tenant) == (cast.ann, "user", "ann", cast.north)
    _show(cast.ann, 5_000, count=IN_TEN_MINUTES.records)
    with pytest.raises(TooManyReveals) as refused:
        _show(cast.ann, 6_000)
    assert refused.value.limit is IN_TEN_MINUTES
    _earlier(cast.ann, A_DAY.records, ago=AN_HOUR)
    confirm_reveals(by=cast.ann)
    with pytest.raises(TooManyReveals) as refused:
        _show(cast.ann, 7_000)
    assert refused.value.limit is A_DAY


def test_somebody_elses_password_opens_nothing(cast):
    _earlier(cast.ann, IN_TEN_MINUTES.records, ago=A_MINUTE)
    confirm_reveals(by=cast.bob)
    with pytest.raises(TooManyReveals):
        _show(cast.ann, 5_000)


def test_a_company_has_a_limit_of_its_own(cast):
    """What every member has shown counts, resellers' too; another tenant's does not."""
    members = [cast.nora, cast.bob, cast.skye, cast.sam, make.member(partner=cast.north)]
    for member in members:
        _earlier(member, A_DAY.records, ago=AN_HOUR)
    with pytest.raises(TooManyReveals) as refused:
        _show(cast.ann, 1)
    assert refused.value.limit is TENANT_A_DAY
    _show(cast.max, 1)


# --- Who hears of it ----------------------------------------------------------------------------------------


@pytest.fixture
def mailed(cast):
    """nora and sue can be written to, and so can an administrator of North who has left."""
    for username in ("nora", "sue", "exit", "skye"):
        User.objects.filter(username=username).update(email=f"{username}@partner.example")
    User.objects.filter(username="exit").update(role="administrator")
    return cast


def test_administrators_hear_once_a_day_that_somebody_shows_many(mailed, mailoutbox):
    _earlier(mailed.ann, 798, ago=AN_HOUR)
    _show(mailed.ann, 799)
    assert not AuditEntry.objects.filter(action=NEARLY_REACHED).exists()
    _show(mailed.ann, 800)
    _show(mailed.ann, 801)
    do_jobs()
    [line] = AuditEntry.objects.filter(action=NEARLY_REACHED)
    assert (line.subject_kind, line.subject, line.tenant, line.details) == (
        "user",
        "ann",
        mailed.north,
        {"limit": 1000},
    )
    [mail] = mailoutbox
    assert mail.to == ["nora@partner.example"]
    assert mail.body.startswith("ann has shown 80% of the 1,000 customer details of a day.\n")
    assert not [word for word in ("Karlsson", "CUS-") if word in mail.body + mail.subject]
    [told] = Notification.objects.all()
    assert (told.recipient, told.kind, told.reference, told.to_mail) == (mailed.nora, "reveal_limit", "ann", False)


def test_administrators_hear_that_the_company_shows_many(mailed, mailoutbox):
    for member in (mailed.nora, mailed.bob, mailed.skye, mailed.sam):
        _earlier(member, A_DAY.records, ago=AN_HOUR)
    _show(mailed.ann, 1)
    _show(mailed.ann, 2)
    do_jobs()
    [line] = AuditEntry.objects.filter(action=NEARLY_REACHED)
    assert (line.subject_kind, line.subject, line.details) == ("partner", "distributor", {"limit": 5000})
    assert [(mail.to, "members have shown 80% of the 5,000" in mail.body) for mail in mailoutbox] == [
        (["nora@partner.example"], True)
    ]


def test_a_day_later_they_hear_again(mailed, mailoutbox):
    AuditEntry.objects.create(
        tenant=mailed.north,
        action=NEARLY_REACHED,
        subject_kind="user",
        subject="ann",
        at=timezone.now() - timedelta(hours=25),
    )
    _earlier(mailed.ann, 800, ago=AN_HOUR)
    _show(mailed.ann, 801)
    do_jobs()
    assert len(mailoutbox) == 1
