"""Customers, what became of them, who claims them, what operators decide; and who applies to become a reseller."""

from customers.models.application import Application
from customers.models.claim import Claim
from customers.models.customer import DEVELOPMENT, Customer, CustomerQuerySet, Group, Industry, digits
from customers.models.history import CustomerEvent, ResellerEvent
from customers.models.imports import CustomerImport, ImportLine
from customers.models.invitation import CustomerInvitation
from customers.models.protected import ProtectedAccount
from customers.models.review import Review

__all__ = [
    "DEVELOPMENT",
    "Application",
    "Claim",
    "Customer",
    "CustomerEvent",
    "CustomerImport",
    "CustomerInvitation",
    "CustomerQuerySet",
    "Group",
    "ImportLine",
    "Industry",
    "ProtectedAccount",
    "ResellerEvent",
    "Review",
    "digits",
]
