"""The ways around the opportunity pages: tabs, the switch between the two groups, the breadcrumb."""

from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Capability
from customers.models import Group
from opportunities.columns import ROOT

Crumb = tuple[str | Promise, str | None]


def tabs(user: User, current: str) -> list[dict[str, Any]]:
    """Opportunity Management: Business Opportunities, and Drafts for whoever can have some."""
    links = [("list", _("Business Opportunities"), f"{ROOT}/{Group.MINE}/")]
    if user.can(Capability.ADD_OPPORTUNITIES):
        links.append(("drafts", _("Drafts"), f"{ROOT}/drafts/"))
    return [{"label": label, "url": url, "current": key == current, "count": ""} for key, label, url in links]


def switch(user: User, current: Group, address: str, query: QueryDict) -> list[dict[str, Any]]:
    """My Customers | Resellers' Customers. The search text goes along; page and order do not. One tab: no switch."""
    kept = QueryDict(mutable=True)
    if searched := query.get("q", ""):
        kept["q"] = str(searched)
    groups = Group.tabs(user)
    if len(groups) < 2:
        return []
    return [
        {
            "label": group.label,
            "url": _join(address.format(group=group), kept),
            "current": group is current,
            "count": "",
        }
        for group in groups
    ]


def _join(address: str, query: QueryDict) -> str:
    if not query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{query.urlencode()}"


def trail(*crumbs: Crumb) -> list[Crumb]:
    """The breadcrumb of a page below Opportunity Management."""
    return [
        (_("Sales"), "/partner/sales/"),
        (_("Opportunity Management"), f"{ROOT}/{Group.MINE}/"),
        *crumbs,
    ]
