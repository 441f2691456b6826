"""What is done to customers. What leads to an association stands in actions_preregistration.py."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.followers import tell
from accounts.housekeeping_steps import BATCH
from accounts.models import Notification, Partner, User
from accounts.models.notification import with_occasion
from accounts.notifications import notify
from accounts.numbers import next_value
from customers import claims
from customers.actions_assign import note_assignment
from customers.models import Customer, digits
from customers.reference import ReferenceEntry
from partner_center.web.clock import today

#: How long before its last day one hears that a preregistration ends.
REMINDED = timedelta(days=3)


@transaction.atomic
def save_customer(*, customer: Customer, by: User) -> None:
    """Store a new or corrected customer. A new one gets its number; opportunities copy name and account.

    Raises Taken, and stores nothing, where somebody else has the customer.
    """
    added = customer.pk is None
    complete(customer)
    if not added:
        customer.version += 1
    customer.save()
    claims.settle(customer)
    if added and customer.account_manager:
        note_assignment(customer=customer, before=None, by=by, at=customer.created_at)
    record("customer added" if added else "customer changed", on=customer, by=by)
    tell(customer)


def complete(customer: Customer) -> None:
    """Fill what follows from the rest. The number comes last: its counter is locked until the transaction ends."""
    customer.tenant_id = customer.partner.tenant_id
    customer.search = searchable(customer)
    customer.mobile_digits = digits(customer.mobile)
    if not customer.number:
        customer.number = f"CUS-{next_value('CUS', tenant_id=customer.tenant_id):06d}"


@transaction.atomic
def save_reference_entry(*, entry: ReferenceEntry, by: User) -> None:
    """Store a new or corrected choice of a reference list, or one that was switched off or on."""
    added = entry.pk is None
    entry.save()
    record("reference entry added" if added else "reference entry changed", on=entry, by=by, code=entry.code)


@transaction.atomic
def expire_preregistration(*, customer: Customer, by: User | None) -> bool:
    """End a preregistration that has run out, unless somebody prolonged or ended it meanwhile; whether it was done."""
    current = Customer.objects.select_for_update(of=("self",)).select_related("tenant").get(pk=customer.pk)
    if current.state != Customer.State.PREREGISTERED or current.is_preregistered(today(current.tenant.time_zone)):
        return False
    current.state, current.ended_on = Customer.State.EXPIRED, current.preregistered_until
    current.version += 1
    current.save()
    claims.settle(current)
    record("preregistration expired", on=current, by=by)
    ended = f"{Notification.Kind.PREREGISTRATION_EXPIRED}:{current.number}:{current.ended_on}"
    notify(to=concerned(current), kind=Notification.Kind.PREREGISTRATION_EXPIRED, about=current, once=ended)
    return True


def expire_preregistrations(*, tenant: Partner) -> int:
    """A step of housekeeping. The last day counts."""
    day = today(tenant.time_zone)
    over = Customer.objects.filter(
        tenant=tenant, state=Customer.State.PREREGISTERED, preregistered_until__lt=day
    ).order_by("pk")
    return sum(expire_preregistration(customer=customer, by=None) for customer in over[:BATCH])


def remind_of_preregistrations(*, tenant: Partner) -> int:
    """A step of housekeeping: tell of preregistrations that end within three days; of each again once prolonged."""
    day, kind = today(tenant.time_zone), Notification.Kind.PREREGISTRATION_ENDING
    ending = Customer.objects.filter(
        tenant=tenant, state=Customer.State.PREREGISTERED, preregistered_until__range=(day, day + REMINDED)
    )
    told = 0
    for customer in with_occasion(ending, kind, "number", "preregistered_until")[:BATCH]:
        words = {"date": str(customer.preregistered_until)}
        people = concerned(customer)
        notify(to=people, kind=kind, about=customer, words=words, once=customer.occasion)
        told += bool(people)
    return told


def concerned(customer: Customer) -> list[User]:
    """The customer's account manager; of a customer without one who works here, the company's administrators."""
    manager = customer.account_manager
    if manager and manager.is_active:
        return [manager]
    return list(User.objects.filter(partner_id=customer.partner_id).who_administer())


def searchable(customer: Customer) -> str:
    """What the search box looks into."""
    return f"{customer.name} {customer.account_name}".lower()


def touch(*, customer: Customer) -> None:
    """Move the customer to the top of "last activity"; called by verbs that worked on one of its records."""
    Customer.objects.filter(pk=customer.pk).update(last_activity_at=timezone.now())
