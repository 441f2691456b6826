"""Who may work with a customer: the role, whose customer it is, and which relation still allows it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ALLOWED, Decision, Denied, has
from accounts.roles import Capability, Reach
from customers.models import Customer


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
    return Denied(_("Not preregistered or associated any more"), not_now=True)
