"""Whom the verbs tell of a task. Part of their transactions, never a verb of its own."""

from collections import Counter

from accounts.models import Notification, User
from accounts.notifications import notify
from marketing.models import MarketingTask

KIND = Notification.Kind.TASK_ASSIGNED


def tell_handlers(task: MarketingTask, by: User) -> None:
    """Tell everybody who has customers of a running task to approach, each once, however many they are."""
    handlers = User.objects.filter(pk__in=task.targets.values("account_manager_id")).exclude(pk=by.pk)
    notify(to=handlers, kind=KIND, about=task, once=_once(task))


def tell_receivers(task: MarketingTask, received: "Counter[int | None]", by: User) -> None:
    """Tell those who got customers of a running task in one act: of the task, or, if they know it, of how many more."""
    receivers = User.objects.filter(pk__in=[key for key in received if key]).exclude(pk=by.pk)
    know = set(
        Notification.objects.filter(tenant_id=task.tenant_id, once=_once(task)).values_list("recipient", flat=True)
    )
    notify(to=[user for user in receivers if user.pk not in know], kind=KIND, about=task, once=_once(task))
    for user in receivers:
        if user.pk in know:
            notify(to=[user], kind=KIND, about=task, words={"number": str(received[user.pk])})


def _once(task: MarketingTask) -> str:
    return f"{KIND}:{task.number}"
