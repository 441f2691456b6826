"""What an opportunity copies from its customer and its account manager, and how the copies follow.

A customer or an account manager may have fifty thousand opportunities: they follow in one statement, which writes in
SQL what `searchable` says in Python. A test compares the two.
"""

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, Lower

from accounts.models import User
from customers.models import Customer
from opportunities.models import Opportunity


def searchable(opportunity: Opportunity) -> str:
    """What the search box looks into: number, name, customer, customer account, account manager."""
    owner = opportunity.owner.name if opportunity.owner else ""
    customer = opportunity.customer
    return f"{opportunity.number} {opportunity.name} {customer.name} {customer.account_name} {owner}".lower()


def follow_customer(customer: Customer) -> None:
    """The customer's name or account changed: the opportunities are found under the new one."""
    write_anew(Opportunity.objects.filter(customer=customer))


def follow_member(member: User) -> None:
    """The account manager's name changed: so does what their opportunities are found under."""
    write_anew(Opportunity.objects.filter(owner=member))


def write_anew(rows: QuerySet[Opportunity]) -> None:
    """Store what the search box looks into as it is now."""
    customer = Customer.objects.filter(pk=OuterRef("customer_id"))
    owner = User.objects.filter(pk=OuterRef("owner_id"))
    parts = [
        F("number"),
        F("name"),
        Subquery(customer.values("name")),
        Subquery(customer.values("account_name")),
        Coalesce(Subquery(owner.values("name")), Value("")),
    ]
    spaced = [piece for part in parts for piece in (Value(" "), part)][1:]
    rows.update(search=Lower(Concat(*spaced, output_field=TextField())))
