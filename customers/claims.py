"""Exclusivity: asks the database for a customer's claims, and gives them up. Called by verbs, in their transaction.

What stands in the way is told of the own tenant alone, by an ordinary query behind the wall. Of all others there is one
bit, "free" or "not free", whichever mark it was and whoever holds it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from customers import match_keys
from customers.models import Customer
from customers.models.claim import Claim
from partner_center.web.clock import midnight

FREE = "free"
#: The states that hold claims; a preregistration holds them until its last day is over.
HOLDING = (Customer.State.PENDING_REVIEW, Customer.State.PREREGISTERED, Customer.State.ASSOCIATED)


class Taken(Exception):
    """Somebody has the customer: `holder` in the own tenant, or, without one, somebody of whom nothing is told."""

    def __init__(self, holder: Customer | None = None) -> None:
        self.holder = holder
        super().__init__()


def keys_of(customer: Customer) -> dict[str, str]:
    """The marks of a customer, kind by kind. An individual's name is no mark: many people have the same."""
    name = match_keys.company_name(customer.name) if customer.kind == Customer.Kind.ENTERPRISE else ""
    marks = {
        Claim.Kind.REGISTRATION_NUMBER: match_keys.registration_number(customer.registration_number),
        Claim.Kind.NAME: name and f"{customer.country} {name}",
        Claim.Kind.EMAIL: match_keys.email(customer.email),
        Claim.Kind.MOBILE: match_keys.mobile(customer.mobile, customer.country),
        Claim.Kind.ACCOUNT_NAME: match_keys.account_name(customer.account_name),
    }
    return {kind.value: match_keys.digest(mark) for kind, mark in marks.items() if mark}


def lapses_at(customer: Customer) -> datetime | None:
    """The midnight after the last day of a preregistration, in the tenant's time zone."""
    if customer.state != Customer.State.PREREGISTERED or customer.preregistered_until is None:
        return None
    return midnight(customer.preregistered_until + timedelta(days=1), customer.time_zone)


def take(customer: Customer) -> bool:
    """Claim all marks of a stored customer, in place of those that it had; whether all were free. All or none."""
    keys = keys_of(customer)
    answer = _ask(
        "SELECT claim_customer(%s, %s, %s::text[], %s::text[], %s::timestamptz, %s::timestamptz)",
        [customer.tenant_id, customer.pk, list(keys), list(keys.values()), lapses_at(customer), timezone.now()],
    )
    return answer == FREE


def are_free(customer: Customer) -> bool:
    """Whether take() would be answered so now. Nothing is written; another may be first."""
    keys = keys_of(customer)
    answer = _ask(
        "SELECT customer_claims_free(%s, %s::text[], %s::text[], %s::timestamptz)",
        [customer.pk or 0, list(keys), list(keys.values()), timezone.now()],
    )
    return answer == FREE


def give_up(customer: Customer) -> None:
    """Let others have the customer."""
    _ask("SELECT free_customer(%s, %s)", [customer.tenant_id, customer.pk])


def settle(customer: Customer) -> None:
    """Claim or give up, as the stored customer's state wants it. Raises Taken where somebody else has it."""
    if customer.state not in HOLDING:
        give_up(customer)
    elif not take(customer):
        raise Taken(holder_in_tenant(customer))


def follow(customer: Customer) -> None:
    """Claim the marks that a stored customer has now, if it has any: not if it waits without, or has run out."""
    if Claim.objects.filter(_running(), tenant_id=customer.tenant_id, customer=customer).exists():
        settle(customer)


def require_free(customer: Customer) -> None:
    """Raise Taken where somebody has the customer now."""
    holder, free = holder_in_tenant(customer), are_free(customer)
    if holder or not free:
        raise Taken(holder)


def holder_in_tenant(customer: Customer) -> Customer | None:
    """Who of the same tenant has a customer with one of these marks: which one, is no secret there."""
    return _holder(customer, Q(tenant_id=customer.tenant_id))


def holder_anywhere(customer: Customer) -> Customer | None:
    """The same for operators, who see all tenants; for everybody else the wall leaves the own one."""
    return _holder(customer, Q())


def _holder(customer: Customer, among: Q) -> Customer | None:
    marks = Q(pk__in=())
    for kind, key in keys_of(customer).items():
        marks |= Q(kind=kind, key=key)
    found = Claim.objects.filter(marks, _running(), among).exclude(customer_id=customer.pk)
    claim = found.select_related("customer__partner", "customer__account_manager").order_by("pk").first()
    return claim.customer if claim else None


def _running() -> Q:
    """Claims that are not of a preregistration that is over."""
    return Q(lapses_at=None) | Q(lapses_at__gt=timezone.now())


def _ask(question: str, parameters: list[Any]) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, parameters)
        return cursor.fetchone()[0]
