"""Customers of a member who leaves, or sells no more."""

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.audit import record_each
from accounts.models import User
from customers.models import Customer


def customers_of(member: User) -> QuerySet[Customer]:
    """In whatever relation: also a customer that is over stays somebody's to know about."""
    return Customer.objects.filter(tenant_id=member.tenant_id, account_manager=member)


@transaction.atomic
def hand_over_customers(*, member: User, to: User | None, by: User) -> int:
    """Give all customers of a member to another account manager, or to nobody. Each keeps it in its history."""
    rows = list(customers_of(member).select_for_update(of=("self",), no_key=True))
    found = Customer.objects.filter(pk__in=[row.pk for row in rows])
    found.update(account_manager=to, version=F("version") + 1)
    after = to.username if to else None
    record_each("customer assigned", on=rows, by=by, before=member.username, after=after)
    return len(rows)
