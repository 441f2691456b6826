"""The demo world's accounts, and whether it is loaded. What is in it stands in opportunities/demo/."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry
from partner_center.tenancy import across_tenants

DEMO_PASSWORD = "partner-center-demo"  # noqa: S105
#: What the audit log says about Northstar Distribution since then. Nobody can write or remove that by hand.
LOADED = "demo world loaded"


class DemoAccount(NamedTuple):
    username: str
    role: str | Promise


DEMO_ACCOUNTS = [
    DemoAccount("northstar", _("Administrator of the distributor Northstar Distribution")),
    DemoAccount("ana", _("Account manager of Northstar Distribution, directed by dora")),
    DemoAccount("ben", _("Account manager of Northstar Distribution")),
    DemoAccount("dora", _("Account manager director of Northstar Distribution")),
    DemoAccount("skyline", _("Administrator of the reseller Skyline Digital")),
    DemoAccount("sky.sam", _("Account manager of Skyline Digital")),
    DemoAccount("meridian", _("Administrator of the distributor Meridian Supply, another tenant")),
    DemoAccount("mia", _("Account manager of Meridian Supply")),
    DemoAccount("operator", _("Platform operator, who works in Django admin")),
]


def demo_was_loaded() -> bool:
    """Whether the demo world was loaded into this database, whatever became of it."""
    with across_tenants():
        return AuditEntry.objects.filter(**_MARK).exists()


def demo_is_loaded() -> bool:
    """Whether the demo world is here and its first account still lets somebody in.

    One query that ends at the index of user names; only the sign-in page and the start ask.
    """
    with across_tenants():
        return AuditEntry.objects.filter(**_MARK, tenant__members__is_active=True).exists()


# The audit log is the marker: a real installation with a member called northstar prints no password.
_MARK = {
    "tenant__members__username": DEMO_ACCOUNTS[0].username,
    "subject_kind": "partner",
    "action": LOADED,
}
