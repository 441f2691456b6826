"""Who may work with a customer: the role, whose customer it is, and which relation still allows it."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
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


def can_preregister(user: User) -> Decision:
    """Whether the person may preregister customers at all; what stands in the way of one is said by the verb."""
    role = has(user, Capability.PREREGISTER_CUSTOMERS)
    if not role:
        return role
    if user.partner and (user.partner.email or user.partner.mobile):
        return ALLOWED
    return Denied(
        _("Your company needs an email address or a mobile on file to preregister customers. Ask its operator.")
    )


def can_release(user: User, customer: Customer, today: date) -> Decision:
    """Whether the person may give up a preregistration of the own company that runs or waits for a review."""
    own = _has_in_hand(user, customer)
    if not own:
        return own
    if customer.state == Customer.State.PENDING_REVIEW or customer.is_preregistered(today):
        return ALLOWED
    return Denied(_("Only a preregistration that runs or waits for a review can be released."), not_now=True)


def can_preregister_again(user: User, customer: Customer, today: date) -> Decision:
    """Whether the person may ask once more for a customer that was lost on the way to an association."""
    own = _has_in_hand(user, customer)
    if not own:
        return own
    if customer.relation(today) in _LOST:
        return can_preregister(user)
    return Denied(_("Only an expired, released or rejected customer can be preregistered again."), not_now=True)


_LOST = (Customer.State.EXPIRED, Customer.State.RELEASED, Customer.State.REJECTED)


def can_review(user: User) -> Decision:
    """Reviews are the operators'. The site that shows them lets nobody else in; the verb asks once more."""
    return ALLOWED if user.is_staff else Denied(_("Only platform operators decide reviews."))


def _has_in_hand(user: User, customer: Customer) -> Decision:
    """Administrators: every customer of the own company. Account managers: those that are theirs."""
    role = has(user, Capability.PREREGISTER_CUSTOMERS)
    if not role:
        return role
    if customer.partner_id != user.partner_id:
        return Denied(_("Only the customer's own partner can do this."))
    if user.reach is Reach.OWN and customer.account_manager_id != user.pk:
        return Denied(_("Only the customer's account manager can do this."))
    return ALLOWED


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


# --- Resellers ----------------------------------------------------------------------------------------------


def can_manage_reseller(user: User, reseller: Partner) -> Decision:
    """A distributor's administrator, while the cooperation lasts."""
    role = has(user, Capability.MANAGE_RESELLERS)
    if role and reseller.status == Partner.Status.TERMINATED:
        return Denied(_("The cooperation with this reseller is terminated."), not_now=True)
    return role


def can_suspend(user: User, reseller: Partner) -> Decision:
    allowed = can_manage_reseller(user, reseller)
    if allowed and reseller.is_suspended:
        return Denied(_("This reseller is suspended already."), not_now=True)
    return allowed


def can_resume(user: User, reseller: Partner) -> Decision:
    allowed = can_manage_reseller(user, reseller)
    if allowed and not reseller.is_suspended:
        return Denied(_("Only a suspended reseller can be resumed."), not_now=True)
    return allowed


def can_terminate(user: User, reseller: Partner) -> Decision:
    return can_manage_reseller(user, reseller)
