"""May they do this to this opportunity now. View, control and action ask the same function."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ALLOWED, Decision, Denied, can_manage_accounts_of, has
from accounts.roles import Capability, Reach
from customers.models import Customer
from customers.permissions import can_work_with
from opportunities import progress
from opportunities.models import Opportunity
from opportunities.progress import Status


def can_add_for(user: User, customer: Customer, today: date) -> Decision:
    """Who works with a customer may add opportunities for it."""
    return can_work_with(user, customer, today)


def owner_of_new(user: User, customer: Customer) -> User | None:
    """An account manager's opportunities are his own. The administrator's go to whoever has the customer.

    If that person has left or sells no more, they are unassigned: nobody would work on them unseen.
    """
    if user.reach is Reach.OWN:
        return user
    manager = customer.partner.account_manager if customer.is_of_reseller else customer.account_manager
    return manager if manager and can_manage_accounts_of(manager, user.partner) else None


def can_modify(user: User, opportunity: Opportunity) -> Decision:
    allowed = _may_write(user, opportunity, Capability.MODIFY_OPPORTUNITIES)
    if allowed and opportunity.is_closed:
        return Denied(_("Closed opportunities cannot be modified."), not_now=True)
    return allowed


def can_specify_progress(user: User, opportunity: Opportunity) -> Decision:
    allowed = _may_write(user, opportunity, Capability.SPECIFY_PROGRESS)
    if not allowed:
        return allowed
    if opportunity.status == Status.VOIDED:
        return Denied(_("This opportunity is voided. It takes no further progress."), not_now=True)
    if not progress.allowed_phases(opportunity.current_phase, test_project=opportunity.test_project):
        return Denied(_("This opportunity is closed. It takes no further progress."), not_now=True)
    return ALLOWED


def can_add_note(user: User, opportunity: Opportunity) -> Decision:
    """Whoever may report progress may also write a note, and on a closed opportunity still."""
    return _may_write(user, opportunity, Capability.ADD_NOTES)


def can_void(user: User, opportunity: Opportunity) -> Decision:
    allowed = _may_write(user, opportunity, Capability.STEER_OPPORTUNITIES)
    if allowed and opportunity.status == Status.VOIDED:
        return Denied(_("This opportunity is voided already."), not_now=True)
    return allowed


def can_reopen(user: User, opportunity: Opportunity) -> Decision:
    allowed = _may_write(user, opportunity, Capability.STEER_OPPORTUNITIES)
    # Only in the phase Lost has it this status; a lost one that was voided since has another.
    if allowed and opportunity.status != Status.LOST:
        return Denied(_("Only a lost opportunity can be reopened."), not_now=True)
    return allowed


def can_transfer(user: User, opportunity: Opportunity) -> Decision:
    """Closed opportunities stay with whoever closed them (domain 3)."""
    allowed = _may_write(user, opportunity, Capability.STEER_OPPORTUNITIES)
    if allowed and opportunity.is_closed:
        return Denied(_("Closed opportunities stay with their account manager."), not_now=True)
    return allowed


def _may_write(user: User, opportunity: Opportunity, capability: Capability) -> Decision:
    """The role, and for whoever reaches only the own rows, the ownership."""
    role = has(user, capability)
    if not role:
        return role
    if opportunity.tenant_id != user.tenant_id or (user.reach is Reach.OWN and opportunity.owner_id != user.pk):
        return Denied(_("This opportunity belongs to another account manager."))
    return ALLOWED
