"""What is done to customers that there are: correct their contact, give them to somebody, give them up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.audit import record, record_each
from accounts.followers import tell_of
from accounts.models import User
from accounts.permissions import can_manage_accounts_of
from customers import claims
from customers.actions.tell import tell_receiver
from customers.models import Customer, CustomerEvent, digits
from customers.permissions import can_assign, can_disassociate, can_modify
from partner_center.many import store_each
from partner_center.web.clock import today
from partner_center.web.conflict import require_version

#: What Modify changes. Of the masked ones the log tells that they changed, and neither value.
CONTACT = ("contact_name", "mobile", "email", "website")
#: What makes two customers one.
MARKS = {"mobile", "email"}
MODIFIABLE = (*CONTACT, "needs", "remarks")


@transaction.atomic
def modify_customer(*, customer: Customer, information: Mapping[str, str], seen_version: int, by: User) -> list[str]:
    """Store the contact and the notes about a customer; return the names of the fields that changed.

    Raises StaleEdit if somebody else saved since the page was shown, Taken if somebody has a customer with the new
    phone or email, PermissionDenied as can_modify says.
    """
    current = _locked(customer, by)
    can_modify(by, current).or_raise()
    require_version(current, seen_version)
    changed = _change(current, information)
    if changed:
        current.save()
        if MARKS & set(changed):
            claims.follow(current)
        record("customer modified", on=current, by=by, changed=changed)
    return changed


@transaction.atomic
def modify_many(*, customers: Sequence[tuple[Customer, Mapping[str, str]]], by: User) -> None:
    """The same for many that the caller has locked, in three statements. Phones and emails are no matter of many."""
    lines = []
    for current, information in customers:
        can_modify(by, current).or_raise()
        if MARKS & set(differences(current, information)):
            raise ValueError("what makes two customers one is changed one by one")
        if changed := _change(current, information):
            lines.append((current, {"changed": changed}))
    names = [name for name in MODIFIABLE if name not in MARKS]
    store_each([current for current, _changed in lines], [*names, "version", "last_activity_at"])
    record_each("customer modified", lines, by=by)


def differences(customer: Customer, information: Mapping[str, str]) -> list[str]:
    """The fields of which something else is said than what is stored."""
    return [name for name in MODIFIABLE if name in information and information[name] != getattr(customer, name)]


def _change(current: Customer, information: Mapping[str, str]) -> list[str]:
    changed = differences(current, information)
    for name in changed:
        setattr(current, name, information[name])
    if changed:
        current.mobile_digits = digits(current.mobile)
        current.version += 1
        current.last_activity_at = timezone.now()
    return changed


@transaction.atomic
def assign_customers(*, customers: Sequence[Customer], to: User | None, follow: bool, by: User) -> tuple[int, int]:
    """Give customers to an account manager, or take them from whoever has them; who has them already keeps them.

    Their open opportunities follow where that is asked for; those of resellers' customers belong to the distributor's
    people and stay. Returns how many customers moved, and how many opportunities.
    """
    moved: list[Customer] = []
    followed = 0
    # Always in this order, so that two batches at once wait for each other and do not embrace.
    rows = Customer.objects.visible_to(by).filter(pk__in=[customer.pk for customer in customers])
    receiver = _receiver(to, by)
    for current in rows.select_related("partner").select_for_update(of=("self",)).order_by("pk"):
        can_assign(by, current).or_raise()
        if receiver:
            can_manage_accounts_of(receiver, current.partner).or_raise()
        before = current.account_manager
        if before == receiver:
            continue
        current.account_manager = receiver
        current.version += 1
        current.save(update_fields=["account_manager", "version"])
        note_assignment(customer=current, before=before, by=by)
        names = {"before": _name(before), "after": _name(receiver)}
        record("customer assigned" if receiver else "customer withdrawn", on=current, by=by, **names)
        moved.append(current)
        if follow and not current.is_of_reseller:
            followed += tell_of("assigned", on=current, to=receiver, by=by)
    if receiver:
        tell_receiver(receiver, moved, followed, by)
    return len(moved), followed


@transaction.atomic
def disassociate_customer(*, customer: Customer, reason: str, by: User) -> int:
    """End the association. Open opportunities are suspended, with the reason as an entry; returns how many."""
    current = _locked(customer, by)
    can_disassociate(by, current).or_raise()
    current.state = Customer.State.DISASSOCIATED
    current.ended_on = today(current.tenant.time_zone)
    current.version += 1
    current.last_activity_at = timezone.now()
    current.save()
    claims.settle(current)
    CustomerEvent.objects.create(
        tenant_id=current.tenant_id,
        customer=current,
        kind=CustomerEvent.Kind.DISASSOCIATED,
        author=by,
        reason=reason,
    )
    record("customer disassociated", on=current, by=by)
    return tell_of("disassociated", on=current, reason=reason, by=by)


@transaction.atomic
def note_assignment(*, customer: Customer, before: User | None, by: User, **when: Any) -> None:
    """A line of the history of who has the customer. Operators belong to no tenant, whose history names its own."""
    CustomerEvent.objects.create(
        tenant_id=customer.tenant_id,
        customer=customer,
        kind=CustomerEvent.Kind.ASSIGNED,
        author=by if by.tenant_id else None,
        before=before,
        after=customer.account_manager,
        **when,
    )


def _locked(customer: Customer, by: User) -> Customer:
    rows = Customer.objects.visible_to(by).select_related("partner", "tenant")
    return rows.select_for_update(of=("self",)).get(pk=customer.pk)


def _receiver(to: User | None, by: User) -> User | None:
    """Read again: whoever was offered may have left, or become something else, since the form was drawn."""
    return User.objects.visible_to(by).select_for_update(of=("self",)).get(pk=to.pk) if to else None


def _name(member: User | None) -> str | None:
    return member.username if member else None
