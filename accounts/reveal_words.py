"""What the eyes are called wherever it is told who pressed them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What eyes show, by their keys.
COLUMNS: dict[str, Promise] = {
    "customer_name": _("Customer name"),
    "customer_account": _("Customer account"),
    "contact": _("Contact"),
    "phone": _("Phone"),
    "email": _("Email"),
    "website": _("Website"),
    "registration_number": _("Registration number"),
    "reseller": _("Reseller"),
    "account_manager": _("Account manager"),
    "decision_maker": _("Decision maker"),
    "decision_maker_role": _("Role of the decision maker"),
    "authors": _("Authors of progress"),
    "managers": _("Account managers so far"),
    "user": _("User"),
}
#: The pages with eyes, as the views call them in the log.
PAGES: dict[str, Promise] = {
    "opportunities": _("Business Opportunities"),
    "opportunity": _("Opportunity Details"),
    "select customer": _("Select Customer"),
    "marketing task customers": _("Add customers"),
    "add opportunity": _("Add opportunity"),
    "drafts": _("Drafts"),
    "customers": _("Customer Management"),
    "customer": _("Customer details"),
    "customer development": _("Customer Development"),
    "history records": _("History Records"),
    "modify customer": _("Modify customer"),
    "customer assignment": _("Customer Assignment"),
    "resellers": _("Reseller Management"),
    "reseller": _("Reseller details"),
    "marketing tasks": _("Marketing Tasks"),
    "marketing task": _("Marketing task"),
    "audit log": _("Audit Log"),
    "reveal log": _("Reveal Log"),
}


def named(key: str) -> str:
    """What an eye shows, in words."""
    return str(COLUMNS.get(key, key))
