"""Whoever has customers of a marketing task to approach hears of it once the task runs, once."""

from accounts.models import Notification
from marketing.actions import add_target, save_task
from marketing.models import MarketingTask
from tests import make


def _told() -> list[tuple[str, str, str]]:
    rows = Notification.objects.order_by("recipient__username")
    return list(rows.values_list("recipient__username", "kind", "reference"))


def test_handlers_hear_of_a_task_when_it_starts_once_however_many_customers(cast):
    task = make.task(tenant=cast.north, status=MarketingTask.Status.DRAFT)
    for customer in (cast.ann_associated, cast.ann_preregistered, cast.bob_associated):
        add_target(task=task, customer=customer, by=cast.olga)
    save_task(task=task, by=cast.olga)
    assert _told() == []
    task.status = MarketingTask.Status.IN_PROGRESS
    for _time in range(2):
        save_task(task=task, by=cast.olga)
    assert _told() == [("ann", "task_assigned", task.number), ("bob", "task_assigned", task.number)]


def test_whoever_is_added_later_hears_of_it_then(cast):
    task = make.task(tenant=cast.north, status=MarketingTask.Status.IN_PROGRESS)
    add_target(task=task, customer=cast.ann_associated, by=cast.olga)
    add_target(task=task, customer=cast.bob_associated, by=cast.olga)
    add_target(task=task, customer=cast.unassigned_customer, by=cast.olga)
    assert [who for who, *_rest in _told()] == ["ann", "bob"]


def test_nobody_hears_of_a_task_that_is_over(cast):
    save_task(task=cast.ended_task, by=cast.olga)
    assert _told() == []
