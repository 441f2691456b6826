"""What the platform's operators decide about preregistrations: reviews, and the accounts that they protect."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User

if TYPE_CHECKING:
    from customers.models import Customer


class ReviewQuerySet(models.QuerySet["Review"]):
    def still_open(self) -> Self:
        return self.filter(outcome="")

    def about(self, customer: "Customer") -> Self:
        """The reviews of one customer, newest first."""
        return self.filter(tenant_id=customer.tenant_id, customer=customer).order_by("-pk")


class Review(models.Model):
    """One question to the operators: may this partner have this customer? The customer waits in Pending Review."""

    class Cause(models.TextChoices):
        COUNTRY = "country", _("Another country than the partner's")
        PROTECTED = "protected", _("Protected account")
        #: Somebody of another distributor has the customer. The partner asked, and is not told who.
        CONTESTED = "contested", _("Taken by somebody else")

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn by the partner")

    tenant = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("distributor"), related_name="+")
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, verbose_name=_("customer"), related_name="reviews"
    )
    cause = models.CharField(_("cause"), max_length=12, choices=Cause)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("asked by"), related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    outcome = models.CharField(_("decision"), max_length=12, choices=Outcome, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a preregistration")
        verbose_name_plural = _("reviews of preregistrations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_open_review_of_a_customer", fields=["tenant", "customer"], condition=Q(outcome="")
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "-asked_at"], name="review_of_tenant")]

    def __str__(self) -> str:
        """The customer's number: a review is always about one."""
        return self.customer.number
