"""What an opportunity copies from its customer and its account manager, and how the copies follow."""

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
    for opportunity in Opportunity.objects.filter(customer=customer).select_related("customer", "owner"):
        Opportunity.objects.filter(pk=opportunity.pk).update(search=searchable(opportunity))


def follow_member(member: User) -> None:
    """The account manager's name changed: so does what their opportunities are found under."""
    for opportunity in Opportunity.objects.filter(owner=member).select_related("customer", "owner"):
        Opportunity.objects.filter(pk=opportunity.pk).update(search=searchable(opportunity))
