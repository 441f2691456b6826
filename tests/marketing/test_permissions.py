"""What may be done with a target now: person by task, each with its reason."""

from datetime import timedelta

import pytest

from marketing.moves import Move
from marketing.permissions import can_add_from, can_handle, can_manage, can_move, can_remove, can_start_from
from partner_center.web.clock import today
from tests import make

CLOSED = "This marketing task is closed."
HANDLES = "Only distributors and their account managers can handle marketing tasks."
MANAGES = "Only administrators of a distributor can manage marketing tasks."
NOT_YET = "This marketing task has not started yet."
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


def test_nothing_is_done_from_a_draft(cast):
    target = make.target(task=make.task(tenant=cast.north, status="draft"), customer=cast.ann_associated)
    assert said(can_handle(cast.ann, target)) == NOT_YET
    assert said(can_add_from(cast.ann, target)) == NOT_YET


def test_only_the_administrator_of_the_distributor_manages_a_task_and_until_it_is_over(cast):
    assert said(can_manage(cast.nora, cast.running_task)) == ""
    assert said(can_manage(cast.nora, cast.ended_task)) == CLOSED
    for person in ("ann", "dirk", "skye", "sam", "olga"):
        for task in (cast.running_task, cast.ended_task):
            assert said(can_manage(getattr(cast, person), task)) == MANAGES
            assert said(can_move(getattr(cast, person), task, Move.END, today("UTC"))) == MANAGES
        assert said(can_remove(getattr(cast, person), cast.ann_target)) == MANAGES


def test_a_task_starts_with_customers_and_time(cast):
    task = make.task(tenant=cast.north, status="draft")
    assert said(can_move(cast.nora, task, Move.START, task.due_on)) == "Add customers, then start the task."
    make.target(task=task, customer=cast.ann_associated)
    assert said(can_move(cast.nora, task, Move.START, task.due_on)) == ""
    late = task.due_on + timedelta(days=1)
    assert said(can_move(cast.nora, task, Move.START, late)).startswith("The due date is in the past.")
    assert said(can_move(cast.nora, task, Move.CANCEL, late)) == ""
    assert said(can_move(cast.nora, task, Move.END, late)) == NOT_YET
    assert said(can_move(cast.nora, cast.running_task, Move.START, late)) == "This marketing task has started already."
    assert said(can_move(cast.nora, cast.running_task, Move.END, late)) == ""
    assert said(can_move(cast.nora, cast.ended_task, Move.CANCEL, late)) == CLOSED


@pytest.mark.parametrize(
    ("name", "value"), [("status", "in_progress"), ("handled_at", "2026-01-01"), ("opportunity_count", 1)]
)
def test_only_an_untouched_target_is_removed(cast, name, value):
    assert said(can_remove(cast.nora, cast.ann_target)) == ""
    assert said(can_remove(cast.nora, cast.ended_target)) == CLOSED
    setattr(cast.ann_target, name, value)
    assert said(can_remove(cast.nora, cast.ann_target)).startswith("Somebody has worked on this customer.")
