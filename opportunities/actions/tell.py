"""Whom the verbs tell of what they did. Part of their transactions, never verbs of their own."""

from django.utils import translation

from accounts.models import Notification, User
from accounts.notifications import notify
from opportunities.models import Opportunity, ProgressEntry
from opportunities.progress import Phase, Status

_OUTCOMES = {Status.WON: Notification.Kind.OPPORTUNITY_WON, Status.LOST: Notification.Kind.OPPORTUNITY_LOST}


def tell_of_phase(opportunity: Opportunity, entry: ProgressEntry, by: User) -> None:
    """Tell the account manager, the director and the administrators, if the phase is another one; not who moved it."""
    if entry.phase == entry.phase_before:
        return
    people = User.objects.concerned_with(opportunity.owner, opportunity.tenant_id).exclude(pk=by.pk)
    won_before = entry.phase_before == Phase.CONTRACT_SIGNED
    kind = Notification.Kind.PHASE_CHANGED if won_before else _OUTCOMES.get(Status(opportunity.status))
    # As the source has it: each recipient reads it in another language.
    with translation.override("en"):
        phase = str(opportunity.current_phase.label)
    notify(
        to=people,
        kind=kind or Notification.Kind.PHASE_CHANGED,
        about=opportunity,
        words={"phase": phase, "probability": str(opportunity.win_probability), "by": by.username},
    )


def tell_of_transfer(opportunity: Opportunity, receiver: User, by: User) -> None:
    """Tell whoever has it now."""
    if receiver.pk != by.pk:
        kind = Notification.Kind.OPPORTUNITY_ASSIGNED
        notify(to=[receiver], kind=kind, about=opportunity, words={"by": by.username})
