"""Customers and resellers of a member who leaves, or sells no more."""

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Partner, User
from customers.actions.assign import assign_customers
from customers.actions.resellers import assign_resellers
from customers.models import Customer


def customers_of(member: User) -> QuerySet[Customer]:
    """In whatever relation: also a customer that is over stays somebody's to know about."""
    return Customer.objects.filter(tenant_id=member.tenant_id, account_manager=member)


def resellers_of(member: User) -> QuerySet[Partner]:
    """Without those whose cooperation is over: their record keeps who looked after them last."""
    over = Partner.Status.TERMINATED
    return Partner.objects.filter(parent_id=member.tenant_id, account_manager=member).exclude(status=over)


@transaction.atomic
def hand_over_customers(*, member: User, to: User | None, by: User) -> int:
    """Give all customers of a member to another account manager, or to nobody. Opportunities have their own verb."""
    moved, _followed = assign_customers(customers=list(customers_of(member)), to=to, follow=False, by=by)
    return moved


@transaction.atomic
def hand_over_resellers(*, member: User, to: User | None, by: User) -> int:
    """Let another account manager, or nobody, look after them."""
    moved, _followed = assign_resellers(resellers=list(resellers_of(member)), to=to, follow=False, by=by)
    return moved
