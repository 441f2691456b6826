"""Applications to become a reseller: from the distributor's invitation to its decision."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from accounts.roles import Reach
from customers.models.history import LONGEST_REASON

#: How long the link of an invitation leads to the form; and, once it is decided, to what was decided.
VALID_FOR = timedelta(days=14)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User) -> Self:
        """All of the own distributor, for whoever sees the whole tenant."""
        return self.filter(tenant_id=user.tenant_id) if user.reach is Reach.TENANT else self.none()

    def waiting(self) -> Self:
        """Those that somebody must decide."""
        return self.filter(state=Application.State.APPLIED)

    def matching(self, text: str, states: list[str]) -> Self:
        """A part of the company's name or the whole number; in one of these states."""
        found = self.filter(Q(name__icontains=text) | Q(number__iexact=text)) if text else self
        return found.filter(state__in=states) if states else found

    def with_people(self) -> Self:
        return self.select_related("tenant", "invited_by", "decided_by", "reseller")


class Application(models.Model):
    """One company that was invited to cooperate. Its link is known to the company alone: here is only its digest."""

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        APPLIED = "applied", _("Applied")
        COOPERATING = "cooperating", _("Cooperating")
        REJECTED = "rejected", _("Rejected")
        EXPIRED = "expired", _("Expired")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    tenant = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("distributor"), related_name="+")
    number = models.CharField(_("number"), max_length=20)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.INVITED)
    name = models.CharField(_("company name"), max_length=120)
    country = models.CharField(_("country"), max_length=2, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)
    contact_name = models.CharField(_("contact name"), max_length=80, blank=True)
    email = models.EmailField(_("email"), blank=True)
    mobile = models.CharField(_("mobile"), max_length=32, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    offer = models.TextField(_("what the company sells"), max_length=1000, blank=True)
    #: In which its mails are written: whoever applies has read the page in it.
    language = models.CharField(max_length=10)
    #: Whether the link was mailed; otherwise somebody passed it on.
    by_mail = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("invited by"), related_name="+")
    sent_at = models.DateTimeField(_("invited"), default=timezone.now)
    #: How long the link leads anywhere. While an application waits for a decision, it does.
    expires_at = models.DateTimeField(_("valid until"))
    applied_at = models.DateTimeField(_("applied"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("decided by"), null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)
    #: What came of it.
    reseller = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("reseller"), null=True, related_name="+")
    changed_at = models.DateTimeField(_("last change"), default=timezone.now)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperation application")
        verbose_name_plural = _("cooperation applications")
        constraints: ClassVar = [
            models.UniqueConstraint(name="application_number", fields=["tenant", "number"]),
            models.UniqueConstraint(name="reseller_of_one_application", fields=["tenant", "reseller"]),
            models.CheckConstraint(
                name="cooperating_applicant_is_a_reseller",
                condition=Q(state="cooperating", reseller__isnull=False)
                | (~Q(state="cooperating") & Q(reseller__isnull=True)),
            ),
            models.CheckConstraint(
                name="decided_application_was_made",
                condition=Q(applied_at__isnull=False) | ~Q(state__in=("applied", "cooperating", "rejected")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-changed_at", "-number"], name="application_list"),
            models.Index(fields=["digest"], name="application_digest"),
        ]

    def __str__(self) -> str:
        return self.number

    def has_expired(self, now: datetime) -> bool:
        """Whether the invitation is too old, also before housekeeping has noted it."""
        return self.state == self.State.INVITED and self.expires_at <= now

    def state_at(self, now: datetime) -> "Application.State":
        return self.State.EXPIRED if self.has_expired(now) else self.State(self.state)
