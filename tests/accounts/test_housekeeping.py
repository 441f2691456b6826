"""Housekeeping: every tenant, each step once, whoever else does it at the same time, and whatever goes wrong."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts import housekeeping, housekeeping_steps
from accounts.housekeeping import keep_house
from accounts.models import AuditEntry, Notification, User
from accounts.tasks import KEEP_HOUSE
from customers.models import Customer
from opportunities.models import Draft, Opportunity
from partner_center import tenancy
from partner_center.web.clock import today
from tests import cast as cast_module
from tests import make
from tests.support import walls
from tests.support.jobs import here, manage

Kind = Notification.Kind


def _told() -> list[tuple[str, str, str]]:
    rows = Notification.objects.values_list("recipient__username", "kind", "reference")
    return sorted(rows)


def _make_late(cast) -> None:
    """Something for each step, in both tenants."""
    now, day = timezone.now(), today("UTC")
    over = {"state": Customer.State.PREREGISTERED, "preregistered_until": day - timedelta(days=1)}
    for customer in (cast.ann_preregistered, cast.sky_preregistered, cast.south_associated):
        Customer.objects.filter(pk=customer.pk).update(**over)
    Opportunity.objects.filter(pk=cast.ann_opportunity.pk).update(last_progress_at=now - timedelta(days=15))
    Opportunity.objects.filter(pk=cast.south_opportunity.pk).update(estimated_attainment=day - timedelta(days=2))
    Draft.objects.filter(pk=cast.ann_draft.pk).update(saved_at=now - timedelta(days=28))
    Draft.objects.filter(pk=cast.max_draft.pk).update(saved_at=now - timedelta(days=31))


def _expected(cast) -> list[tuple[str, str, str]]:
    return sorted(
        [
            ("ann", Kind.PREREGISTRATION_EXPIRED, cast.ann_preregistered.number),
            ("sam", Kind.PREREGISTRATION_EXPIRED, cast.sky_preregistered.number),
            ("max", Kind.PREREGISTRATION_EXPIRED, cast.south_associated.number),
            ("ann", Kind.OPPORTUNITY_STALE, cast.ann_opportunity.number),
            ("max", Kind.OPPORTUNITY_OVERDUE, cast.south_opportunity.number),
            ("ann", Kind.DRAFT_EXPIRES, str(cast.ann_draft.pk)),
        ]
    )


def test_one_pass_does_everything_and_the_next_one_nothing(cast):
    _make_late(cast)
    walls.see(tenancy.NOBODY)
    first, second = keep_house(), keep_house()
    walls.see(tenancy.EVERYBODY)
    assert (_told(), sum(second.values())) == (_expected(cast), 0)
    assert sum(first.values()) == 7
    assert not Draft.objects.filter(pk=cast.max_draft.pk).exists()
    assert AuditEntry.objects.filter(action="preregistration expired", actor=None).count() == 3


def test_after_a_pause_of_a_week_nothing_is_missed_and_nothing_told_twice(cast):
    _make_late(cast)
    keep_house()
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        keep_house()
        keep_house()
    told = _told()
    assert len(told) == len(set(told))
    assert set(_expected(cast)) <= set(told)


def test_two_passes_at_once_tell_everybody_once(committed_db):
    """Two processes, begun together."""
    cast = cast_module.build()
    _make_late(cast)
    for number in range(40):
        customer = make.customer(partner=cast.north, account_manager=cast.bob, name=f"Growing {number} Ltd")
        late = make.opportunity(customer=customer, owner=cast.bob, created_at=timezone.now() - timedelta(days=20))
        assert late.stale_for(timezone.now())
    passes = [manage("housekeeping", environment=here()) for _pass in range(2)]
    assert [(one.communicate(timeout=60)[0] or "", one.returncode)[1] for one in passes] == [0, 0]
    told = _told()
    assert len(told) == len(set(told)) == len(_expected(cast)) + 40
    assert AuditEntry.objects.filter(action="preregistration expired").count() == 3


def test_what_somebody_else_is_doing_is_left_to_him(committed_db):
    cast = cast_module.build()
    _make_late(cast)
    busy = json.dumps(sorted(housekeeping_steps.steps))
    with tenancy.in_tenant(cast.north.pk):
        for step in json.loads(busy):
            assert housekeeping._alone(f"{step}:{cast.north.pk}")
        said, _none = manage("housekeeping", environment=here()).communicate(timeout=60)
    assert {who for who, *_rest in _told()} == {"max"}, said


def test_one_step_that_fails_stops_no_other(cast, monkeypatch, caplog):
    _make_late(cast)
    broken = "tests.accounts.test_housekeeping.broken"
    monkeypatch.setattr(housekeeping, "steps", [broken, *housekeeping_steps.steps])
    assert sum(keep_house().values()) == 7
    assert f"{broken} failed" in caplog.text


def broken(*, tenant) -> int:
    User.objects.filter(pk=1 / 0)
    return 1


def test_a_step_that_never_ends_is_left_alone(cast, monkeypatch):
    monkeypatch.setattr(housekeeping, "steps", ["tests.accounts.test_housekeeping.endless"])
    monkeypatch.setattr(housekeeping, "MOST_ROUNDS", 3)
    assert keep_house() == {"tests.accounts.test_housekeeping.endless": 6}


def endless(*, tenant) -> int:
    return 1


def test_sessions_that_are_over_are_taken_away(cast):
    now = timezone.now()
    for name, days in (("over", -1), ("running", 1)):
        Session.objects.create(session_key=name, session_data="x", expire_date=now + timedelta(days=days))
    keep_house()
    assert [row.session_key for row in Session.objects.all()] == ["running"]


def test_the_command_says_what_was_done(cast, capsys):
    _make_late(cast)
    call_command("housekeeping")
    assert "expire preregistrations: 3\n" in capsys.readouterr().out
    call_command("housekeeping")
    assert capsys.readouterr().out == ""


def test_a_worker_does_it_every_hour():
    [(task, _id)] = app.periodic_registry.periodic_tasks
    assert task == KEEP_HOUSE


@pytest.mark.parametrize("step", sorted(housekeeping_steps.steps))
def test_every_step_is_there(step):
    assert callable(housekeeping.import_string(step))
