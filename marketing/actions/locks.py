"""How the verbs find and hold a task. One that changes a task or its list of customers holds the task first."""

from accounts.models import User
from marketing.models import MarketingTask


def locked_task(task: MarketingTask, by: User) -> MarketingTask:
    """The task as it is now, which nobody else changes until the end of the transaction."""
    return MarketingTask.objects.visible_to(by).select_for_update(of=("self",)).get(pk=task.pk)
