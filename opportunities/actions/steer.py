"""What only an administrator does to an opportunity: void, reopen, transfer."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from accounts.permissions import can_manage_accounts_of
from opportunities.actions.copies import searchable
from opportunities.actions.progress import append
from opportunities.actions.tell import tell_of_phase, tell_of_transfer
from opportunities.models import Opportunity, ProgressEntry
from opportunities.permissions import can_reopen, can_transfer, can_void
from opportunities.progress import Phase, Status


@transaction.atomic
def void_opportunity(*, opportunity: Opportunity, reason: str, by: User) -> ProgressEntry:
    """Take an opportunity out of every sum, with the reason as a progress entry."""
    current = _locked(opportunity, by)
    can_void(by, current).or_raise()
    entry = append(
        current,
        by=by,
        kind=ProgressEntry.Kind.VOIDED,
        phase=current.current_phase,
        probability=current.win_probability,
        submission_id=uuid.uuid4(),
        details=reason,
    )
    current.status = Status.VOIDED
    current.version += 1
    current.save()
    record("opportunity voided", on=current, by=by, entry=entry.number)
    return entry


@transaction.atomic
def reopen_opportunity(*, opportunity: Opportunity, reason: str, by: User) -> ProgressEntry:
    """Bring a lost opportunity back to where it stood before it was lost."""
    current = _locked(opportunity, by)
    can_reopen(by, current).or_raise()
    lost = current.entries.filter(phase=Phase.LOST).exclude(phase_before=Phase.LOST).latest("number")
    entry = append(
        current,
        by=by,
        kind=ProgressEntry.Kind.REOPENED,
        phase=Phase(lost.phase_before or Phase.INITIAL_CONTACT),
        probability=lost.probability_before or 0,
        submission_id=uuid.uuid4(),
        details=reason,
    )
    current.version += 1
    current.save()
    record("opportunity reopened", on=current, by=by, entry=entry.number)
    tell_of_phase(current, entry, by)
    return entry


@transaction.atomic
def transfer_opportunity(*, opportunity: Opportunity, to: User, by: User) -> None:
    """Give an opportunity to another account manager of the distributor. The audit log keeps from and to."""
    current = _locked(opportunity, by)
    can_transfer(by, current).or_raise()
    # Read again: whoever was offered may have left, or become something else, since the form was drawn.
    receiver = User.objects.visible_to(by).select_for_update(of=("self",)).get(pk=to.pk)
    can_manage_accounts_of(receiver, current.tenant).or_raise()
    before = current.owner
    current.owner = receiver
    current.search = searchable(current)
    current.version += 1
    current.updated_at = timezone.now()
    current.save()
    record(
        "opportunity transferred",
        on=current,
        by=by,
        before=before.username if before else None,
        after=receiver.username,
    )
    tell_of_transfer(current, receiver, by)


def _locked(opportunity: Opportunity, by: User) -> Opportunity:
    return Opportunity.objects.visible_to(by).select_for_update(of=("self",)).get(pk=opportunity.pk)
