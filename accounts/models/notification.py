"""Notifications: what happened to somebody's records while he was not looking. Written by notifications.py alone."""

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class NotificationKind(models.TextChoices):
    """What can happen, in the words of the page that asks which of it to mail."""

    PREREGISTRATION_REVIEWED = "preregistration_reviewed", _("Preregistration reviewed")
    PREREGISTRATION_ENDING = "preregistration_ending", _("Preregistration ends in 3 days")
    PREREGISTRATION_EXPIRED = "preregistration_expired", _("Preregistration expired")
    ASSOCIATION_ACCEPTED = "association_accepted", _("Customer accepted the association")
    ASSOCIATION_FAILED = "association_failed", _("Association failed")
    COOPERATION_APPLIED = "cooperation_applied", _("Company applied to become a reseller")
    CUSTOMER_ASSIGNED = "customer_assigned", _("Customer assigned to me")
    TASK_ASSIGNED = "task_assigned", _("Marketing task assigned to me")
    OPPORTUNITY_ASSIGNED = "opportunity_assigned", _("Opportunity transferred to me")
    PHASE_CHANGED = "phase_changed", _("Development phase changed")
    OPPORTUNITY_WON = "opportunity_won", _("Opportunity won")
    OPPORTUNITY_LOST = "opportunity_lost", _("Opportunity lost")
    OPPORTUNITY_STALE = "opportunity_stale", _("Opportunity without progress for 14 days")
    OPPORTUNITY_OVERDUE = "opportunity_overdue", _("Opportunity past its attainment date")
    NEXT_STEP_DUE = "next_step_due", _("Next step due")
    DRAFT_EXPIRES = "draft_expires", _("Draft expires in 3 days")
    IMPORT_READY = "import_ready", _("Import finished")
    EXPORT_READY = "export_ready", _("Export ready")
    REVEAL_LIMIT = "reveal_limit", _("Many customer details shown")


#: What has a mail of its own, whatever one prefers.
MAILED_ANYWAY = frozenset({NotificationKind.REVEAL_LIMIT})


def seldom_mailed() -> list[str]:
    """What a new member gets no mail about: it happens all day, and the page tells it as well."""
    return [NotificationKind.PHASE_CHANGED.value]


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: "User") -> Self:
        """A notification is private to whom it was sent."""
        return self.filter(tenant_id=user.tenant_id, recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(models.Model):
    Kind = NotificationKind

    #: Names it in addresses: an id would tell how much happens to all tenants.
    key = models.UUIDField(default=uuid4, editable=False)
    tenant = models.ForeignKey("accounts.Partner", models.PROTECT, db_index=False, related_name="+")
    recipient = models.ForeignKey("accounts.User", models.PROTECT, db_index=False, related_name="notifications")
    kind = models.CharField(max_length=24, choices=NotificationKind)
    #: The record it is about: the model's name and the number by which logs know it.
    subject_kind = models.CharField(max_length=30)
    reference = models.CharField(max_length=60)
    #: What the sentence says besides: numbers, dates, user names. Never what a mask hides.
    words = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    to_mail = models.BooleanField(default=False)
    #: The occasion of what is told once: nobody hears twice of it, however often time is looked after.
    once = models.CharField(max_length=100, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="told_once", fields=["tenant", "once", "recipient"], condition=~models.Q(once="")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["recipient", "-at", "-key"], name="notification_list"),
            models.Index(fields=["recipient"], name="notification_unread", condition=Q(read_at=None)),
            models.Index(fields=["recipient"], name="notification_to_mail", condition=Q(to_mail=True)),
        ]

    def __str__(self) -> str:
        return str(self.key)


def with_occasion(rows: models.QuerySet[Any], kind: str, *fields: str) -> models.QuerySet[Any]:
    """Of rows of a tenant, those of whose occasion nobody has been told yet, with that `occasion` for notify().

    The fields make the occasion: "opportunity_overdue:OPP-2026-000012:2026-11-20". With another date it is another one.
    """
    parts: list[Any] = [Value(kind)]
    for field in fields:
        parts += [Value(":"), Cast(field, models.TextField())]
    told = Notification.objects.filter(tenant_id=OuterRef("tenant_id"), once=OuterRef("occasion"))
    named = rows.annotate(occasion=Concat(*parts, output_field=models.CharField()))
    left: models.QuerySet[Any] = named.exclude(Exists(told))
    return left
