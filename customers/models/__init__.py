"""Customers, what became of them, who claims them, and what operators decide about preregistrations."""

from customers.models.claim import Claim
from customers.models.customer import DEVELOPMENT, Customer, CustomerQuerySet, Group, Industry, digits
from customers.models.history import CustomerEvent, ResellerEvent
from customers.models.invitation import CustomerInvitation
from customers.models.protected import ProtectedAccount
from customers.models.review import Review

__all__ = [
    "DEVELOPMENT",
    "Claim",
    "Customer",
    "CustomerEvent",
    "CustomerInvitation",
    "CustomerQuerySet",
    "Group",
    "Industry",
    "ProtectedAccount",
    "ResellerEvent",
    "Review",
    "digits",
]
