"""Who may preregister, release and review customers now."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ALLOWED, Decision, Denied, has
from accounts.roles import Capability, Reach
from customers.models import Customer


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
    own = has_in_hand(user, customer)
    if not own:
        return own
    if customer.state == Customer.State.PENDING_REVIEW or customer.is_preregistered(today):
        return ALLOWED
    return Denied(_("Only a preregistration that runs or waits for a review can be released."), not_now=True)


def can_preregister_again(user: User, customer: Customer, today: date) -> Decision:
    """Whether the person may ask once more for a customer that was lost on the way to an association."""
    own = has_in_hand(user, customer)
    if not own:
        return own
    if customer.relation(today) in _LOST:
        return can_preregister(user)
    return Denied(_("Only an expired, released or rejected customer can be preregistered again."), not_now=True)


_LOST = (Customer.State.EXPIRED, Customer.State.RELEASED, Customer.State.REJECTED)


def can_review(user: User) -> Decision:
    """Reviews are the operators'. The site that shows them lets nobody else in; the verb asks once more."""
    return ALLOWED if user.is_staff else Denied(_("Only platform operators decide reviews."))


def has_in_hand(user: User, customer: Customer) -> Decision:
    """Administrators: every customer of the own company. Account managers: those that are theirs."""
    role = has(user, Capability.PREREGISTER_CUSTOMERS)
    if not role:
        return role
    if customer.partner_id != user.partner_id:
        return Denied(_("Only the customer's own partner can do this."))
    if user.reach is Reach.OWN and customer.account_manager_id != user.pk:
        return Denied(_("Only the customer's account manager can do this."))
    return ALLOWED
