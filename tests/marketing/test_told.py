"""Whoever has customers of a marketing task to approach hears of it once the task runs, once."""

from accounts.models import Notification
from accounts.notification_words import sentence
from customers.models import Customer
from marketing.actions import add_target, add_targets, assign_targets, save_task
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


def test_whoever_knows_the_task_hears_how_many_more(cast):
    """In one act however many; and never whoever does it."""
    task = make.task(tenant=cast.north, status=MarketingTask.Status.IN_PROGRESS)
    rows = Customer.objects.filter(partner=cast.north)
    add_targets(task=task, customers=rows.filter(pk=cast.ann_associated.pk), by=cast.nora)
    make.customer(partner=cast.north, account_manager=cast.ann)
    add_targets(task=task, customers=rows, by=cast.nora)
    assert _said() == [
        ("ann", f"{task.number} has 2 more customers for you to approach."),
        ("ann", f"{task.number} has customers for you to approach."),
        ("bob", f"{task.number} has customers for you to approach."),
    ]
    Notification.objects.all().delete()
    assign_targets(task=task, targets=list(task.targets.filter(account_manager=cast.ann)), to=cast.bob, by=cast.nora)
    assert _said() == [("bob", f"{task.number} has customers for you to approach.")]


def _said() -> list[tuple[str, str]]:
    return sorted((row.recipient.username, sentence(row)) for row in Notification.objects.all())
