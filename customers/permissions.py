"""Which relation of a customer still allows to work with it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.permissions import ALLOWED, Decision, Denied
from customers.models import Customer


def is_workable(customer: Customer, today: date) -> Decision:
    """Own customers: preregistered or associated. Resellers' customers: associated only (documented by the vendor)."""
    if customer.is_associated():
        return ALLOWED
    if customer.is_of_reseller:
        return Denied(_("Only associated customers of resellers can be selected"))
    if customer.is_preregistered(today):
        return ALLOWED
    return Denied(_("Not preregistered or associated any more"))
