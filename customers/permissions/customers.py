"""Who may work with a customer: the role, whose customer it is, and which relation still allows it."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ALLOWED, Decision, Denied, has
from accounts.roles import Capability, Reach
from customers.models import Customer, CustomerEvent


def can_work_with(user: User, customer: Customer, today: date) -> Decision:
    """Whether the person may add opportunities for the customer.

    Administrators: for every workable customer of the tenant. Account managers: for their own, and for the
    associated customers of resellers assigned to them.
    """
    role = has(user, Capability.ADD_OPPORTUNITIES)
    if not role:
        return role
    if user.reach is Reach.OWN:
        manager_id = customer.partner.account_manager_id if customer.is_of_reseller else customer.account_manager_id
        if manager_id != user.pk:
            return Denied(_("Only the customer's account manager can add opportunities for it."))
    return is_workable(customer, today)


def is_workable(customer: Customer, today: date) -> Decision:
    """Own customers: preregistered or associated. Resellers' customers: associated only (documented by the vendor)."""
    if customer.is_associated():
        return ALLOWED
    if customer.is_of_reseller:
        return Denied(_("Only associated customers of resellers can be selected"), not_now=True)
    if customer.is_preregistered(today):
        return ALLOWED
    if customer.state == Customer.State.PENDING_REVIEW:
        return Denied(_("Waits for a review"), not_now=True)
    return Denied(_("Not preregistered or associated any more"), not_now=True)


def can_modify(user: User, customer: Customer) -> Decision:
    """Contact and notes: administrators, and account managers of their own customers."""
    role = has(user, Capability.MODIFY_CUSTOMERS)
    if not role:
        return role
    own = customer.partner_id == user.partner_id and customer.account_manager_id == user.pk
    if user.reach is Reach.OWN and not own:
        return Denied(_("Only an administrator or the customer's account manager can modify it."))
    return ALLOWED


def can_assign(user: User, customer: Customer) -> Decision:
    """Who has a customer is said by administrators: a distributor's for its tenant, a reseller's for its own."""
    return has(user, Capability.ASSIGN_CUSTOMERS)


#: A customer can be disassociated so often in so many months.
MOST_DISASSOCIATIONS, IN_MONTHS = 3, 3


def can_disassociate(user: User, customer: Customer) -> Decision:
    role = has(user, Capability.DISASSOCIATE_CUSTOMERS)
    if not role:
        return role
    if not customer.is_associated():
        return Denied(_("Only an associated customer can be disassociated."), not_now=True)
    ended = customer.events.filter(kind=CustomerEvent.Kind.DISASSOCIATED, at__gt=_months_before(timezone.now()))
    if ended.count() >= MOST_DISASSOCIATIONS:
        return Denied(
            _("This customer was disassociated three times in three months. Wait until the first is older."),
            not_now=True,
        )
    return ALLOWED


def _months_before(moment: datetime) -> datetime:
    """The same day three months earlier; where that month is shorter, its last day."""
    month = (moment.month - IN_MONTHS - 1) % 12 + 1
    year = moment.year - (month > moment.month)
    first = moment.replace(year=year, month=month, day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(moment.day, last.day))
