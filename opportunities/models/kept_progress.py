"""Kept progress: what a member has typed in Specify Progress and not saved, so that a closed tab loses nothing."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from accounts.models import Partner, User
from opportunities.entries import NOTE_LENGTHS
from opportunities.models.opportunity import Opportunity

#: How long it is kept after the last word.
KEPT = timedelta(days=7)
#: The answers that somebody writes; the others are choices, which are only right for the story as it was.
WORDS = ("details", *NOTE_LENGTHS, "lost_competitor", "signed_on")


class KeptProgressQuerySet(models.QuerySet["KeptProgress"]):
    def visible_to(self, user: User) -> Self:
        """It is private to its author."""
        return self.filter(tenant_id=user.tenant_id, author=user, saved_at__gt=timezone.now() - KEPT)

    def expired(self) -> Self:
        return self.filter(saved_at__lte=timezone.now() - KEPT)


class KeptProgress(models.Model):
    tenant = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="kept_progress")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    #: Raw texts as a browser sends them, never judged: {"details": ["They want"], "seen_entry": ["3"], ...}.
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = KeptProgressQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_kept_progress_a_member", fields=["opportunity", "author"])
        ]

    def __str__(self) -> str:
        return f"{self.opportunity} {self.author}"


def answers_after(answers: dict[str, list[str]], entry: int) -> dict[str, list[str]]:
    """What to fill in again: after another entry than the one it was typed after, the words alone."""
    if answers.get("seen_entry") == [str(entry)]:
        return answers
    return {name: values for name, values in answers.items() if name in WORDS}
