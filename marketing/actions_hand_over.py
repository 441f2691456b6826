"""Target customers of a member who leaves, or sells no more."""

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.audit import record_each
from accounts.models import Notification, User
from accounts.notifications import notify_of_many
from marketing.models import MarketingTask, Target


def targets_of(member: User) -> QuerySet[Target]:
    """Those of tasks that are not over: what was done in the others stays with whoever did it."""
    to_come = (MarketingTask.Status.DRAFT, MarketingTask.Status.IN_PROGRESS)
    return Target.objects.filter(tenant_id=member.tenant_id, account_manager=member, task__status__in=to_come)


@transaction.atomic
def hand_over_targets(*, member: User, to: User | None, by: User) -> int:
    """Give all target customers of a member to another account manager, or to nobody."""
    rows = list(targets_of(member).select_related("task").select_for_update(of=("self",), no_key=True))
    found = Target.objects.filter(pk__in=[row.pk for row in rows])
    found.update(account_manager=to, version=F("version") + 1)
    if to and to.pk != by.pk:
        running = sum(row.task.is_running for row in rows)
        notify_of_many(to=[to], kind=Notification.Kind.TASK_ASSIGNED, of=Target, number=running)
    after = to.username if to else None
    record_each("target assigned", ((row, {"before": member.username, "after": after}) for row in rows), by=by)
    return len(rows)
