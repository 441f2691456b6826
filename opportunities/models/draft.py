"""Drafts: what the add-opportunity wizard has been told so far, as it was typed."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.utils import timezone

from accounts.models import Partner, User
from customers.models import Customer
from marketing.models import Target
from opportunities.models.opportunity import Opportunity

#: How long a draft is kept after it was last saved, and how long a discarded one can be brought back.
KEPT = timedelta(days=30)
UNDO = timedelta(hours=24)


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> Self:
        """A draft is private to its author."""
        return self.filter(tenant_id=user.tenant_id, author=user, saved_at__gt=timezone.now() - KEPT)

    def unfinished(self) -> Self:
        return self.filter(discarded_at=None)

    def discarded_lately(self) -> Self:
        """What can still be brought back."""
        return self.filter(discarded_at__gt=timezone.now() - UNDO)

    def in_order(self) -> Self:
        return self.order_by("-saved_at", "-pk")

    def with_list_relations(self) -> Self:
        return self.select_related("customer__partner", "target__task")

    def telling_whose_customer(self, user: User) -> Self:
        """Add `sees_customer`: a draft outlives that its customer passes to somebody else."""
        return self.annotate(
            sees_customer=models.Exists(Customer.objects.visible_to(user).filter(pk=models.OuterRef("customer_id")))
        )

    def with_open_names(self, user: User) -> Self:
        """Add `open_names`: how the customer's open opportunities are called, as far as the person may see them."""
        others = Opportunity.objects.visible_to(user).still_open().filter(customer=models.OuterRef("customer_id"))
        return self.annotate(open_names=ArraySubquery(others.values("name")))

    def with_owners(self) -> Self:
        """Load whoever a new opportunity of the draft may belong to, and what step 2 suggests."""
        return self.select_related(
            "customer__industry", "customer__account_manager", "customer__partner__account_manager"
        )


class Draft(models.Model):
    """One unfinished opportunity. Its id is the key under which Submit makes one opportunity and no second."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="drafts")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="+")
    #: Raw texts by step, as a browser sends them: {"basic": {"name": ["Core migration"], ...}, ...}.
    #: They are validated anew on every request, from step one.
    answers = models.JSONField(default=dict)
    #: The furthest step that was opened.
    step = models.CharField(max_length=10, default="basic")
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    discarded_at = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["author", "-saved_at"], name="draft_of_author")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def expires_at(self) -> datetime:
        return self.saved_at + KEPT

    @property
    def name(self) -> str:
        """The opportunity name typed so far."""
        typed: list[str] = self.answers.get("basic", {}).get("name", [])
        return typed[0] if typed else ""
