"""What may be done with a target now: person by task, each with its reason."""

from datetime import timedelta

from marketing.permissions import can_add_from, can_handle, can_start_from
from partner_center.web.clock import today

CLOSED = "This marketing task is closed."
HANDLES = "Only distributors and their account managers can handle marketing tasks."
ADDS = "Only distributors and their account managers can add opportunities."


def said(decision) -> str:
    return "" if decision else str(decision.reason)


def test_who_handles_a_target_and_adds_from_it(cast):
    for person in ("nora", "ann"):
        for may in (can_handle, can_add_from):
            assert said(may(getattr(cast, person), cast.ann_target)) == ""
            assert said(may(getattr(cast, person), cast.ended_target)) == CLOSED
    for person in ("dirk", "skye", "sam", "olga"):
        for target in (cast.ann_target, cast.ended_target):
            assert said(can_handle(getattr(cast, person), target)) == HANDLES
            assert said(can_add_from(getattr(cast, person), target)) == ADDS


def test_can_start_from_asks_for_the_task_and_then_for_the_customer(cast):
    day = today("UTC")
    assert said(can_start_from(cast.ann, cast.ann_target, day)) == ""
    assert said(can_start_from(cast.ann, cast.ended_target, day)) == CLOSED
    assert said(can_start_from(cast.dirk, cast.ann_target, day)) == ADDS
    assert said(can_start_from(cast.bob, cast.ann_target, day)).startswith("Only the customer's account manager")
    assert said(can_start_from(cast.ann, cast.ann_target, day + timedelta(days=11))).startswith("Not preregistered")
