"""What is done to progress that is typed and not saved. It is private and short-lived, so the audit log ignores it."""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import has
from accounts.roles import Capability
from opportunities.models import KeptProgress, Opportunity
from opportunities.models.kept_progress import WORDS
from opportunities.permissions import can_specify_progress


@transaction.atomic
def keep_progress(
    *, opportunity: Opportunity, answers: Mapping[str, list[str]], submission_id: uuid.UUID, by: User
) -> None:
    """Keep what the form holds, right or wrong.

    A form without a word is not kept: in a second tab it would take the place of what was written in the first.
    Nor is one that was saved meanwhile, by an autosave that is overtaken by the save. Inputs of another phase,
    which the form has no more, stay as they were.
    """
    current = Opportunity.objects.visible_to(by).select_for_update(of=("self",)).get(pk=opportunity.pk)
    if current.entries.filter(submission_id=submission_id, author=by).exists():
        return
    can_specify_progress(by, current).or_raise()
    if not any(value.strip() for name in WORDS for value in answers.get(name, ())):
        return
    KeptProgress.objects.filter(author=by).expired().delete()
    kept = KeptProgress.objects.visible_to(by).filter(opportunity=current).first()
    kept = kept or KeptProgress(tenant_id=current.tenant_id, opportunity=current, author=by)
    kept.answers = {**kept.answers, **answers}
    kept.saved_at = timezone.now()
    kept.save()


@transaction.atomic
def clear_progress(*, opportunity: Opportunity, by: User) -> None:
    """Forget what the member typed for an opportunity."""
    has(by, Capability.SPECIFY_PROGRESS).or_raise()
    KeptProgress.objects.filter(opportunity=opportunity, author=by).delete()
