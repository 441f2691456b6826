"""The ways around the opportunity pages: the tabs of Opportunity Management, the breadcrumb."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Capability
from customers.chrome import Crumb
from customers.models import Group
from opportunities.columns import ROOT


def tabs(user: User, current: str) -> list[dict[str, Any]]:
    """Opportunity Management: Business Opportunities, and Drafts for whoever can have some."""
    links = [("list", _("Business Opportunities"), f"{ROOT}/{Group.MINE}/")]
    if user.can(Capability.ADD_OPPORTUNITIES):
        links.append(("drafts", _("Drafts"), f"{ROOT}/drafts/"))
    return [{"label": label, "url": url, "current": key == current, "count": ""} for key, label, url in links]


def trail(*crumbs: Crumb) -> list[Crumb]:
    """The breadcrumb of a page below Opportunity Management."""
    return [
        (_("Sales"), "/partner/sales/"),
        (_("Opportunity Management"), f"{ROOT}/{Group.MINE}/"),
        *crumbs,
    ]
