"""What a distributor does to its resellers: give them to an account manager, suspend, resume, terminate, share."""

from collections.abc import Sequence

from django.db import transaction

from accounts.audit import record
from accounts.followers import tell_of
from accounts.models import Partner, User
from accounts.permissions import can_manage_accounts_of
from customers.actions.tell import tell_receiver
from customers.models import ResellerEvent
from customers.permissions import can_manage_reseller, can_resume, can_suspend, can_terminate
from customers.standing_mail import tell_standing

#: What the log calls each act, which status it leads to, and who may.
ACTS = {
    ResellerEvent.Kind.SUSPENDED: ("reseller suspended", Partner.Status.SUSPENDED, can_suspend),
    ResellerEvent.Kind.RESUMED: ("reseller resumed", Partner.Status.COOPERATING, can_resume),
    ResellerEvent.Kind.TERMINATED: ("reseller terminated", Partner.Status.TERMINATED, can_terminate),
}


@transaction.atomic
def assign_resellers(*, resellers: Sequence[Partner], to: User | None, follow: bool, by: User) -> tuple[int, int]:
    """Let an account manager look after resellers, or nobody; open opportunities on their customers follow if asked.

    Returns how many resellers moved, and how many opportunities.
    """
    moved: list[Partner] = []
    followed = 0
    rows = Partner.objects.visible_to(by).filter(pk__in=[reseller.pk for reseller in resellers])
    receiver = User.objects.visible_to(by).select_for_update(of=("self",)).get(pk=to.pk) if to else None
    for current in rows.select_for_update(of=("self",)).order_by("pk"):
        can_manage_reseller(by, current).or_raise()
        if receiver:
            can_manage_accounts_of(receiver, current.parent).or_raise()
        before = current.account_manager
        if before == receiver:
            continue
        current.account_manager = receiver
        current.save(update_fields=["account_manager"])
        note_reseller_given(on=current, before=before, by=by)
        names = {"before": before and before.username, "after": receiver and receiver.username}
        record("reseller assigned" if receiver else "reseller withdrawn", on=current, by=by, **names)
        moved.append(current)
        followed += tell_of("assigned", on=current, to=receiver, by=by) if follow else 0
    if receiver:
        tell_receiver(receiver, moved, followed, by)
    return len(moved), followed


@transaction.atomic
def steer_reseller(*, reseller: Partner, act: ResellerEvent.Kind, reason: str, by: User) -> None:
    """Suspend, resume or terminate the cooperation. What its members can do follows at their next request."""
    action, status, may = ACTS[act]
    current = _locked(reseller, by)
    may(by, current).or_raise()
    current.status = status
    current.save(update_fields=["status"])
    ResellerEvent.objects.create(tenant_id=current.tenant_id, reseller=current, kind=act, author=by, reason=reason)
    record(action, on=current, by=by)
    tell_standing(current)


@transaction.atomic
def share_opportunities(*, reseller: Partner, share: bool, by: User) -> None:
    """Let the reseller's members view the opportunities on their own customers, or hide them."""
    current = _locked(reseller, by)
    can_manage_reseller(by, current).or_raise()
    if current.share_opportunities == share:
        return
    current.share_opportunities = share
    current.save(update_fields=["share_opportunities"])
    record("sharing switched on" if share else "sharing switched off", on=current, by=by)


@transaction.atomic
def note_reseller_given(*, on: Partner, before: User | None, by: User) -> int:
    """A line of the history of who looks after the reseller, whichever verb stored it."""
    author = by if by.tenant_id else None
    ResellerEvent.objects.create(
        tenant_id=on.tenant_id,
        reseller=on,
        kind=ResellerEvent.Kind.ASSIGNED,
        author=author,
        before=before,
        after=on.account_manager,
    )
    return 1


def _locked(reseller: Partner, by: User) -> Partner:
    return Partner.objects.visible_to(by).select_for_update(of=("self",)).get(pk=reseller.pk)
