"""What became of customers and resellers: who had them from when to when, and why they were given up. Append-only."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User

#: Characters of a reason.
LONGEST_REASON = 500


class Event(models.Model):
    """One line of such a history. Without an author it was noted when the history began."""

    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)
    author = models.ForeignKey(User, models.PROTECT, verbose_name=_("author"), null=True, related_name="+")
    #: Who had it until then, and from then on; of an assignment.
    before = models.ForeignKey(User, models.PROTECT, verbose_name=_("from"), null=True, related_name="+")
    after = models.ForeignKey(User, models.PROTECT, verbose_name=_("to"), null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        abstract = True


class CustomerEvent(Event):
    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("Account manager")
        DISASSOCIATED = "disassociated", _("Disassociated")

    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="events")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)

    class Meta:
        verbose_name = _("event of a customer")
        verbose_name_plural = _("events of customers")
        indexes: ClassVar = [models.Index(fields=["tenant", "customer", "-at"], name="history_of_customer")]


class ResellerEvent(Event):
    class Kind(models.TextChoices):
        APPROVED = "approved", _("Cooperating")
        ASSIGNED = "assigned", _("Account manager")
        SUSPENDED = "suspended", _("Suspended")
        RESUMED = "resumed", _("Resumed")
        TERMINATED = "terminated", _("Terminated")

    reseller = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)

    class Meta:
        verbose_name = _("event of a reseller")
        verbose_name_plural = _("events of resellers")
        indexes: ClassVar = [models.Index(fields=["tenant", "reseller", "-at"], name="history_of_reseller")]
