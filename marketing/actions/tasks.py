"""What administrators and platform operators do to a task itself."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.audit import record, record_each
from accounts.models import User
from accounts.numbers import next_value
from accounts.permissions import has
from accounts.roles import Capability
from marketing.actions.locks import locked_task
from marketing.actions.tell import tell_handlers
from marketing.models import MarketingTask, Target
from marketing.moves import WAYS, Move
from marketing.permissions import can_manage, can_move
from partner_center.web.clock import today
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
    record("marketing task added" if added else "marketing task changed", on=task, by=by)
    if task.is_running:
        tell_handlers(task, by)
    if task.is_over:
        _close_waiting(task, by)


@transaction.atomic
def add_task(*, information: Mapping[str, Any], submission_id: uuid.UUID, by: User) -> MarketingTask:
    """Make a draft of a task. Sent twice, the same form makes one."""
    has(by, Capability.MANAGE_TASKS).or_raise()
    # Held while one looks, so that two clicks at the same moment look one after the other.
    User.objects.visible_to(by).select_for_update(of=("self",)).get(pk=by.pk)
    made = MarketingTask.objects.visible_to(by).filter(submission_id=submission_id).first()
    if made is None:
        made = MarketingTask(tenant=by.tenant, submission_id=submission_id, **information)
        save_task(task=made, by=by)
    return made


@transaction.atomic
def modify_task(*, task: MarketingTask, information: Mapping[str, Any], seen_version: int, by: User) -> None:
    """Correct a task that is not over. Raises StaleEdit if somebody else did since the page was shown."""
    current = locked_task(task, by)
    can_manage(by, current).or_raise()
    require_version(current, seen_version)
    for name, value in information.items():
        setattr(current, name, value)
    save_task(task=current, by=by)


@transaction.atomic
def move_task(*, task: MarketingTask, move: Move, by: User) -> int:
    """Start, end or cancel a task, and return how many waiting customers were closed with it."""
    current = locked_task(task, by)
    can_move(by, current, move, today(by.tenant.time_zone)).or_raise()
    current.status = WAYS[move].to
    current.version += 1
    current.save()
    record(
        {
            Move.START: "marketing task started",
            Move.END: "marketing task ended",
            Move.CANCEL: "marketing task cancelled",
        }[move],
        on=current,
        by=by,
    )
    if current.is_running:
        tell_handlers(current, by)
    return _close_waiting(current, by) if WAYS[move].closes else 0


def _close_waiting(task: MarketingTask, by: User) -> int:
    """Nothing waits in a task that is over. What was handled stays as it was handled."""
    waiting = list(task.targets.waiting().select_for_update().order_by("pk"))
    for target in waiting:
        target.status = Target.Status.CLOSED
        target.version += 1
    Target.objects.bulk_update(waiting, ["status", "version"], batch_size=1_000)
    record_each("target closed", ((target, {}) for target in waiting), by=by)
    return len(waiting)
