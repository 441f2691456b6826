"""What is done to customers. What leads to an association stands in actions/preregistration.py."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.followers import tell
from accounts.models import User
from accounts.numbers import next_value
from customers import claims
from customers.actions.assign import note_assignment
from customers.models import Customer, digits
from customers.models.reference import ReferenceEntry


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
