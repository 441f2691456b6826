"""What may be done with a target now."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ALLOWED, Decision, Denied, has
from accounts.roles import Capability
from customers.permissions import can_work_with
from marketing.models import Target


def can_handle(user: User, target: Target) -> Decision:
    """Distributors handle targets, those of resellers' customers too; the task must be running."""
    role = has(user, Capability.HANDLE_TASKS)
    if not role:
        return role
    return ALLOWED if target.task.is_running else Denied(_("This marketing task is closed."), not_now=True)


def can_add_from(user: User, target: Target) -> Decision:
    """Whether a new opportunity may begin from this target; its customer is looked at by the wizard."""
    role = has(user, Capability.ADD_OPPORTUNITIES)
    if not role:
        return role
    return ALLOWED if target.task.is_running else Denied(_("This marketing task is closed."), not_now=True)


def can_start_from(user: User, target: Target, today: date) -> Decision:
    """Whether an opportunity from this target would be taken now: the task runs, the customer is one's to sell to."""
    allowed = can_add_from(user, target)
    return can_work_with(user, target.customer, today) if allowed else allowed
