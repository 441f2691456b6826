"""Invitations of customers: whoever accepts one is associated with the partner that preregistered it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Partner, User
from customers.models.customer import Customer

#: How long a link leads anywhere, if the preregistration is not over before.
VALID_FOR = timedelta(days=15)


class Channel(models.TextChoices):
    MAIL = "mail", _("Email")
    LINK = "link", _("Link")
    QR = "qr", _("QR code")


class InvitationState(models.TextChoices):
    SENT = "sent", pgettext_lazy("state of an invitation", "Sent")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    FAILED = "failed", pgettext_lazy("state of an invitation", "Failed")


class Cause(models.TextChoices):
    """Why an invitation failed. What stands in the way outside of the own company is told apart by no word."""

    OVER = "over", _("The preregistration was over.")
    NOT_FREE = "not_free", _("The customer could not be associated.")
    INVITER = "inviter", _("Whoever sent the invitation was not entitled to it any more.")
    MAIL = "mail", _("The e-mail could not be sent.")


class CustomerInvitationQuerySet(models.QuerySet["CustomerInvitation"]):
    def visible_to(self, user: User) -> Self:
        """Those of the customers that exist for the person."""
        return self.filter(tenant_id=user.tenant_id, customer__in=Customer.objects.visible_to(user))

    def of_company(self, user: User) -> Self:
        """What History Records lists: those of the own company's customers."""
        return self.filter(partner_id=user.partner_id)

    def waiting(self) -> Self:
        """Not settled; some of them too old by now."""
        return self.filter(state=InvitationState.SENT)

    def in_state(self, states: Collection[str], now: datetime) -> Self:
        """In one of the states as state_at() tells them: one that has run out is expired."""
        if not states:
            return self
        lapsed = Q(state=InvitationState.SENT, expires_at__lte=now)
        wanted = Q(state__in=states) & ~lapsed
        return self.filter(wanted | lapsed if InvitationState.EXPIRED in states else wanted)

    def with_people(self) -> Self:
        """Load what a list shows, and what decides whether one still holds."""
        return self.select_related(
            *("tenant", "partner__parent", "customer__partner__parent", "customer__account_manager"),
            *("invited_by__partner", "invited_by__distributor"),
        )


class CustomerInvitation(models.Model):
    """A customer that is asked to accept. Its link is known to whoever got it alone: here is only its digest."""

    Channel, State, Cause = Channel, InvitationState, Cause

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("partner"), related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, verbose_name=_("customer"), related_name="invitations")
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    email = models.EmailField(_("email"), blank=True)
    digest = models.CharField(max_length=64, editable=False)
    #: The mail that carried it, while mails are remembered.
    mail = models.UUIDField(null=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("invited by"), related_name="+")
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    state = models.CharField(_("state"), max_length=12, choices=InvitationState, default=InvitationState.SENT)
    settled_at = models.DateTimeField(_("settled"), null=True)
    cause = models.CharField(_("cause of failure"), max_length=12, choices=Cause, blank=True)

    objects = CustomerInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer invitation")
        verbose_name_plural = _("customer invitations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_invitation_of_a_channel_waits",
                fields=["tenant", "customer", "channel"],
                condition=Q(state="sent"),
            ),
            models.CheckConstraint(
                name="settled_invitation_has_its_time",
                condition=Q(state="sent", settled_at=None) | ~Q(state="sent") & Q(settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="failed_invitation_has_a_cause",
                condition=Q(state="failed") & ~Q(cause="") | ~Q(state="failed") & Q(cause=""),
            ),
            models.CheckConstraint(
                name="mailed_invitation_has_an_address",
                condition=Q(channel="mail") & ~Q(email="") | ~Q(channel="mail") & Q(email=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["digest"], name="customer_invitation_digest"),
            models.Index(fields=["tenant", "partner", "-sent_at", "-id"], name="customer_invitation_list"),
            models.Index(fields=["tenant", "customer", "-sent_at"], name="invitation_of_customer"),
        ]

    def __str__(self) -> str:
        """Its id: it stands in addresses and logs, where neither a name nor an e-mail address must."""
        return str(self.pk)

    def state_at(self, now: datetime) -> InvitationState:
        """The state as it is then: nobody writes down at once that a link has run out."""
        state = InvitationState(self.state)
        ran_out = state is InvitationState.SENT and self.expires_at <= now
        return InvitationState.EXPIRED if ran_out else state

    def holds(self, now: datetime) -> bool:
        """Whether its link leads anywhere."""
        return self.state_at(now) is InvitationState.SENT
