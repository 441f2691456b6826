"""Which customer is whose: the one table whose rows are unique over all tenants.

Nobody inserts here. The functions of the database that customers/claims.py asks do it, and answer nothing but "free"
or "not free"; what a tenant reads of the table is its own, as of every other.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner


class Claim(models.Model):
    """One mark of a customer, as long as nobody else may have a customer with it."""

    class Kind(models.TextChoices):
        REGISTRATION_NUMBER = "registration", _("registration number")
        NAME = "name", _("name and country")
        EMAIL = "email", _("email")
        MOBILE = "mobile", _("phone")
        ACCOUNT_NAME = "account", _("customer account")

    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=12, choices=Kind)
    #: A digest of the mark in its one form: match_keys.py.
    key = models.CharField(max_length=64)
    #: When the preregistration is over that the claim belongs to; never, while the customer is associated or reviewed.
    lapses_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="customer_is_claimed_once"),
        ]
