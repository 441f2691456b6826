"""Whom the verbs tell of what they did. Part of their transactions, never verbs of their own."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils import translation

from accounts.models import Notification, User
from accounts.notifications import notify, notify_of_many
from opportunities.models import Opportunity, ProgressEntry
from opportunities.progress import WON_PHASES, Phase, Status, outcome_of

_OUTCOMES = {Status.WON: Notification.Kind.OPPORTUNITY_WON, Status.LOST: Notification.Kind.OPPORTUNITY_LOST}


#: A kind, whom it concerns, and the words that its sentence needs.
Told = tuple[str, QuerySet[User], dict[str, str]]


def tell_of_phase(opportunity: Opportunity, entry: ProgressEntry, by: User) -> None:
    """Tell the account manager, the director and the administrators, if the phase is another one; not who moved it."""
    if told := told_of_phase(opportunity, entry, by):
        kind, people, words = told
        notify(to=people, kind=kind, about=opportunity, words=words)


def told_of_phase(opportunity: Opportunity, entry: ProgressEntry, by: User) -> Told | None:
    """What an entry is told as, to whom, in which words; None for one that leaves the phase as it was."""
    if entry.phase == entry.phase_before:
        return None
    people = User.objects.concerned_with(opportunity.owner, opportunity.tenant_id).exclude(pk=by.pk)
    phase = Phase(entry.phase)
    # From Contract Signed to In Service it was won already.
    moved = entry.phase_before in WON_PHASES
    kind = Notification.Kind.PHASE_CHANGED if moved else _OUTCOMES.get(outcome_of(phase))
    # As the source has it: each recipient reads it in another language.
    with translation.override("en"):
        label = str(phase.label)
    words = {"phase": label, "probability": str(entry.probability), "by": by.username}
    return kind or Notification.Kind.PHASE_CHANGED, people, words


def tell_of_transfer(opportunity: Opportunity, receiver: User, by: User) -> None:
    """Tell whoever has it now."""
    if receiver.pk != by.pk:
        kind = Notification.Kind.OPPORTUNITY_ASSIGNED
        notify(to=[receiver], kind=kind, about=opportunity, words={"by": by.username})


def tell_of_transfers(number: int, receiver: User, by: User) -> None:
    """Tell whoever got so many at once."""
    if receiver.pk != by.pk:
        kind = Notification.Kind.OPPORTUNITY_ASSIGNED
        notify_of_many(to=[receiver], kind=kind, of=Opportunity, number=number, words={"by": by.username})


def tell_of_phases(entries: Mapping[Opportunity, ProgressEntry], by: User) -> None:
    """Tell of one act that moved several opportunities to the same phase: everybody once, with the number."""
    if len(entries) == 1:
        [(opportunity, entry)] = entries.items()
        tell_of_phase(opportunity, entry, by)
        return
    numbers: Counter[User] = Counter()
    said: dict[str, str] = {}
    for opportunity, entry in entries.items():
        if told := told_of_phase(opportunity, entry, by):
            _kind, people, said = told
            numbers.update(people)
    for person, number in numbers.items():
        notify_of_many(to=[person], kind=Notification.Kind.PHASE_CHANGED, of=Opportunity, number=number, words=said)
