"""What may be done with a marketing task and with a target now."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ALLOWED, Decision, Denied, has
from accounts.roles import Capability
from customers.permissions import can_work_with
from marketing.models import MarketingTask, Target
from marketing.moves import WAYS, Move

_CLOSED = Denied(_("This marketing task is closed."), not_now=True)
_DRAFT = Denied(_("This marketing task has not started yet."), not_now=True)


def can_manage(user: User, task: MarketingTask) -> Decision:
    """Whether the task may be edited and its customers added, assigned and removed: until it is over."""
    role = has(user, Capability.MANAGE_TASKS)
    if not role:
        return role
    return _CLOSED if task.is_over else ALLOWED


def can_move(user: User, task: MarketingTask, move: Move, today: date) -> Decision:
    """Whether the task may go this way now. It starts only with somebody to reach and some time to do it."""
    allowed = can_manage(user, task)
    if not allowed:
        return allowed
    if task.status not in WAYS[move].out_of:
        return _DRAFT if task.is_draft else Denied(_("This marketing task has started already."), not_now=True)
    if move is not Move.START:
        return ALLOWED
    if task.due_on < today:
        return Denied(_("The due date is in the past. Edit it, then start the task."), not_now=True)
    return ALLOWED if task.targets.exists() else Denied(_("Add customers, then start the task."), not_now=True)


def can_remove(user: User, target: Target) -> Decision:
    """Whether the target may be taken off the list: as long as nobody touched it."""
    allowed = can_manage(user, target.task)
    if not allowed:
        return allowed
    untouched = target.status == Target.Status.PENDING and target.handled_at is None and not target.opportunity_count
    return (
        ALLOWED if untouched else Denied(_("Somebody has worked on this customer. It stays in the task."), not_now=True)
    )


def can_handle(user: User, target: Target) -> Decision:
    """Distributors handle targets, those of resellers' customers too; the task must be running."""
    role = has(user, Capability.HANDLE_TASKS)
    return _runs(target.task) if role else role


def can_add_from(user: User, target: Target) -> Decision:
    """Whether a new opportunity may begin from this target; its customer is looked at by the wizard."""
    role = has(user, Capability.ADD_OPPORTUNITIES)
    return _runs(target.task) if role else role


def _runs(task: MarketingTask) -> Decision:
    if task.is_running:
        return ALLOWED
    return _DRAFT if task.is_draft else _CLOSED


def can_start_from(user: User, target: Target, today: date) -> Decision:
    """Whether an opportunity from this target would be taken now: the task runs, the customer is one's to sell to."""
    allowed = can_add_from(user, target)
    return can_work_with(user, target.customer, today) if allowed else allowed
