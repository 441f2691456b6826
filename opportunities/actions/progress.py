"""Specify progress: append an entry and move the opportunity to its phase."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from customers.actions.records import touch
from opportunities import entries, progress
from opportunities.actions.tell import tell_of_phase
from opportunities.entries import Entry
from opportunities.models import Opportunity, ProgressEntry
from opportunities.permissions import can_specify_progress
from partner_center.web.conflict import StaleEdit


@transaction.atomic
def specify_progress(
    *,
    opportunity: Opportunity,
    entry: Entry,
    submission_id: uuid.UUID,
    seen_entry: int,
    by: User,
    corrects: ProgressEntry | None = None,
) -> ProgressEntry:
    """Append the entry after number `seen_entry`, if nobody appended one since the form was shown.

    What the author had typed so far is kept no more. The same repeated with the same submission_id is the entry of the
    first time; something else is an entry of its own. Raises StaleEdit, PermissionDenied, or ValidationError with the
    rules of progress.py.
    """
    current = Opportunity.objects.visible_to(by).select_for_update(of=("self",)).get(pk=opportunity.pk)
    earlier = ProgressEntry.objects.filter(tenant_id=current.tenant_id, submission_id=submission_id).first()
    if earlier and (earlier.opportunity_id, earlier.author_id) == (current.pk, by.pk) and earlier.says(entry):
        return earlier
    can_specify_progress(by, current).or_raise()
    if current.progress_count != seen_entry:
        raise StaleEdit
    broken = entries.problems(entry, current_phase=current.current_phase, test_project=current.test_project)
    if broken or entry.phase is None or entry.probability is None:
        raise ValidationError({problem.field: problem.message for problem in broken})
    appended = append(
        current,
        by=by,
        kind=ProgressEntry.Kind.PROGRESS,
        # A key that stands for something else already is none of this form's.
        submission_id=uuid.uuid4() if earlier else submission_id,
        phase=entry.phase,
        probability=entry.probability,
        corrects=corrects,
        **_reported(entry),
    )
    if entry.phase is progress.Phase.CONTRACT_SIGNED:
        current.signed_on, current.won_monthly_revenue = entry.signed_on, entry.actual_monthly_revenue
    current.save()
    current.kept_progress.filter(author=by).delete()
    touch(customer=current.customer)
    record("progress specified", on=current, by=by, entry=appended.number, phase=entry.phase.value)
    tell_of_phase(current, appended, by)
    return appended


def _reported(entry: Entry) -> dict[str, object]:
    return {
        "technical_exchange": entry.technical_exchange,
        "technical_exchange_note": entry.technical_exchange_note,
        "test_details": entry.test_details,
        "test_note": entry.test_note,
        "details": entry.details,
        "signed_on": entry.signed_on,
        "actual_monthly_revenue": entry.actual_monthly_revenue,
        "lost_reason": entry.lost_reason,
        "lost_competitor": entry.lost_competitor,
        "lost_note": entry.lost_note,
    }


def append(
    opportunity: Opportunity,
    *,
    by: User,
    kind: ProgressEntry.Kind,
    phase: progress.Phase,
    probability: int,
    submission_id: uuid.UUID,
    **reported: object,
) -> ProgressEntry:
    """Write the next entry of a locked opportunity and set the fields that copy it; the caller saves the row.

    The numbers, not the clock, give the order: a clock that jumps back can't reorder the story.
    """
    now = timezone.now()
    entry = ProgressEntry(
        tenant_id=opportunity.tenant_id,
        opportunity=opportunity,
        number=opportunity.progress_count + 1,
        kind=kind,
        author=by,
        at=now,
        phase_before=opportunity.phase,
        phase=phase,
        probability_before=opportunity.win_probability,
        probability=probability,
        submission_id=submission_id,
        **reported,
    )
    entry.save(force_insert=True)
    opportunity.progress_count = entry.number
    opportunity.phase, opportunity.win_probability = phase, probability
    opportunity.status = progress.outcome_of(phase)
    opportunity.last_progress_at = opportunity.updated_at = now
    return entry
