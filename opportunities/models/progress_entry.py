"""Progress entries: what was reported when. Appended by the verbs, never changed by anyone, by any door."""

from dataclasses import fields
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from opportunities.entries import Entry
from opportunities.models.opportunity import Opportunity
from opportunities.progress import LostReason, Phase, TechnicalExchange, TestDetails


class ProgressEntry(models.Model):
    class Kind(models.TextChoices):
        """Why an entry was written. Voiding and reopening are acts of an administrator."""

        ADDED = "added", _("Opportunity added")
        PROGRESS = "progress", _("Progress")
        VOIDED = "voided", _("Voided")
        REOPENED = "reopened", _("Reopened")
        SUSPENDED = "suspended", _("Suspended with its customer")

    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PROGRESS)
    author = models.ForeignKey(User, models.PROTECT, verbose_name=_("author"), related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)
    phase_before = models.PositiveSmallIntegerField(_("phase before"), choices=Phase, null=True)
    phase = models.PositiveSmallIntegerField(_("development phase"), choices=Phase)
    probability_before = models.PositiveSmallIntegerField(_("win probability before"), null=True)
    probability = models.PositiveSmallIntegerField(_("win probability"))
    technical_exchange = models.CharField(_("technical exchange"), max_length=16, choices=TechnicalExchange, blank=True)
    technical_exchange_note = models.CharField(_("technical exchange note"), max_length=500, blank=True)
    test_details = models.CharField(_("test details"), max_length=16, choices=TestDetails, blank=True)
    test_note = models.CharField(_("test note"), max_length=1000, blank=True)
    details = models.CharField(_("progress details"), max_length=2000)
    signed_on = models.DateField(_("signed on"), null=True)
    actual_monthly_revenue = models.DecimalField(
        _("actual monthly revenue"), max_digits=16, decimal_places=2, null=True
    )
    lost_reason = models.CharField(_("reason"), max_length=24, choices=LostReason, blank=True)
    lost_competitor = models.CharField(_("competitor"), max_length=80, blank=True)
    lost_note = models.CharField(_("note"), max_length=500, blank=True)
    #: The entry that this one puts right.
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    #: Given out with the form, so that saving twice makes one entry.
    submission_id = models.UUIDField()

    class Meta:
        verbose_name = _("progress entry")
        verbose_name_plural = _("progress entries")
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(name="entry_number", fields=["opportunity", "number"]),
            models.UniqueConstraint(name="entry_submitted_once", fields=["tenant", "submission_id"]),
            models.UniqueConstraint(name="entry_of_tenant", fields=["tenant", "id"]),
            models.CheckConstraint(
                name="lost_has_a_reason",
                condition=~Q(phase=Phase.LOST, kind="progress") | ~Q(lost_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity} {self.number}"

    def says(self, entry: Entry) -> bool:
        """Whether it reports just this: then who sends that again means this one."""
        return all(getattr(self, part.name) == getattr(entry, part.name) for part in fields(entry))

    @property
    def probability_change(self) -> int:
        """Points up or down from the entry before; 0 for the first."""
        return self.probability - (self.probability if self.probability_before is None else self.probability_before)
