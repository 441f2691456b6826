"""What is done to customers. Preregistering, inviting and assigning through pages will stand here too."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.followers import tell
from accounts.models import User
from accounts.numbers import next_value
from customers.actions_assign import note_assignment
from customers.models import Customer, digits
from customers.reference import ReferenceEntry


@transaction.atomic
def save_customer(*, customer: Customer, by: User) -> None:
    """Store a new or corrected customer. A new one gets its number; opportunities copy name and account."""
    added = customer.pk is None
    customer.tenant_id = customer.partner.tenant_id
    customer.search = searchable(customer)
    customer.mobile_digits = digits(customer.mobile)
    if added:
        customer.number = f"CUS-{next_value('CUS', tenant_id=customer.tenant_id):06d}"
    else:
        customer.version += 1
    customer.save()
    if added and customer.account_manager:
        note_assignment(customer=customer, before=None, by=by, at=customer.created_at)
    record("customer added" if added else "customer changed", on=customer, by=by)
    tell(customer)


@transaction.atomic
def save_reference_entry(*, entry: ReferenceEntry, by: User) -> None:
    """Store a new or corrected choice of a reference list, or one that was switched off or on."""
    added = entry.pk is None
    entry.save()
    record("reference entry added" if added else "reference entry changed", on=entry, by=by, code=entry.code)


def searchable(customer: Customer) -> str:
    """What the search box looks into."""
    return f"{customer.name} {customer.account_name}".lower()


def touch(*, customer: Customer) -> None:
    """Move the customer to the top of "last activity"; called by verbs that worked on one of its records."""
    Customer.objects.filter(pk=customer.pk).update(last_activity_at=timezone.now())
