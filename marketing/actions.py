"""What is done to marketing tasks and their targets."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.audit import record
from accounts.models import Notification, User
from accounts.notifications import notify
from accounts.numbers import next_value
from customers.models import Customer
from marketing.models import MarketingTask, Target
from marketing.permissions import can_handle
from partner_center.web.conflict import require_version


@transaction.atomic
def save_task(*, task: MarketingTask, by: User) -> None:
    """Store a new or corrected task. A new one gets its number; a new due date reaches the targets."""
    added = task.pk is None
    if added:
        year = task.starts_on.year
        task.number = f"MT-{year}-{next_value(f'MT-{year}', tenant_id=task.tenant_id):05d}"
    else:
        task.version += 1
        task.targets.update(due_on=task.due_on)
    task.save()
    if task.is_running:
        _tell_handlers(task)
    record("marketing task added" if added else "marketing task changed", on=task, by=by)


@transaction.atomic
def add_target(*, task: MarketingTask, customer: Customer, by: User) -> Target:
    """Put a customer on the task's list, for its account manager or, of a reseller's customer, the assigned one."""
    manager_id = customer.partner.account_manager_id if customer.is_of_reseller else customer.account_manager_id
    target = Target.objects.create(
        tenant_id=task.tenant_id,
        task=task,
        customer=customer,
        reference=f"{task.number}-{customer.number}",
        account_manager_id=manager_id,
        due_on=task.due_on,
    )
    record("target added", on=target, by=by)
    if task.is_running:
        _tell_handlers(task)
    return target


def _tell_handlers(task: MarketingTask) -> None:
    """Tell everybody who has customers of a running task to approach, each once, however many they are."""
    handlers = User.objects.filter(pk__in=task.targets.values("account_manager_id"))
    kind = Notification.Kind.TASK_ASSIGNED
    notify(to=handlers, kind=kind, about=task, once=f"{kind}:{task.number}")


@transaction.atomic
def handle(*, target: Target, status: str, result: str, note: str, seen_version: int, by: User) -> None:
    """Note how far the approach to the customer is."""
    current = Target.objects.visible_to(by).select_related("task").select_for_update(of=("self",)).get(pk=target.pk)
    can_handle(by, current).or_raise()
    require_version(current, seen_version)
    current.status, current.result, current.note = status, result, note
    current.handled_at = timezone.now()
    current.version += 1
    current.save()
    record("target handled", on=current, by=by, status=status, result=result)


@transaction.atomic
def opportunity_added(*, target: Target, by: User) -> None:
    """An opportunity came of this target: it is handled, with that result."""
    Target.objects.filter(pk=target.pk).update(
        status=Target.Status.HANDLED,
        result=Target.Result.OPPORTUNITY_CREATED,
        handled_at=timezone.now(),
        opportunity_count=F("opportunity_count") + 1,
        version=F("version") + 1,
    )
    record("target handled", on=target, by=by, result=Target.Result.OPPORTUNITY_CREATED.value)
