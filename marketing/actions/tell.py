"""Whom the verbs tell of a task. Part of their transactions, never a verb of its own."""

from accounts.models import Notification, User
from accounts.notifications import notify
from marketing.models import MarketingTask


def tell_handlers(task: MarketingTask) -> None:
    """Tell everybody who has customers of a running task to approach, each once, however many they are."""
    handlers = User.objects.filter(pk__in=task.targets.values("account_manager_id"))
    kind = Notification.Kind.TASK_ASSIGNED
    notify(to=handlers, kind=kind, about=task, once=f"{kind}:{task.number}")
