"""Notes: what members of the distributor tell one another about an opportunity. Never changed, by any door."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from accounts.roles import Capability
from opportunities.models.opportunity import Opportunity

NOTE_SHORTEST, NOTE_LONGEST = 2, 1_000


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User) -> Self:
        """The notes on what the person sees. For a reseller's members there are none: they may be about them."""
        if not user.can(Capability.READ_NOTES):
            return self.none()
        return self.filter(opportunity__in=Opportunity.objects.visible_to(user))

    def in_order(self) -> Self:
        return self.order_by("-at", "-pk")


class Note(models.Model):
    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, verbose_name=_("author"), related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)
    text = models.CharField(_("note"), max_length=NOTE_LONGEST)
    #: Given out with the form, so that sending it twice makes one note.
    submission_id = models.UUIDField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints: ClassVar = [
            models.UniqueConstraint(name="note_once", fields=["opportunity", "author", "submission_id"])
        ]

    def __str__(self) -> str:
        return f"{self.opportunity} {self.pk}"
