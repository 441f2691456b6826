"""The ways around the customer pages: the switch between the two groups, the breadcrumb."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from customers.columns import ROOT
from customers.models import Group

Crumb = tuple[str | Promise, str | None]


def switch(user: User, current: Group, address: str, query: QueryDict) -> list[dict[str, Any]]:
    """My Customers | Resellers' Customers, at addresses with {group} in them. Only the search text goes along."""
    groups = Group.tabs(user)
    if len(groups) < 2:
        return []
    text = query.get("q", "")
    join = "&" if "?" in address else "?"
    search = f"{join}{urlencode({'q': text})}" if text else ""
    return [
        {
            "label": group.label,
            "url": f"{address.format(group=group)}{search}",
            "current": group is current,
            "count": "",
        }
        for group in groups
    ]


def trail(*crumbs: Crumb) -> list[Crumb]:
    """The breadcrumb of a page below Customer Management."""
    return [(_("Sales"), "/partner/sales/"), (_("Customer Management"), f"{ROOT}/{Group.MINE}/"), *crumbs]
