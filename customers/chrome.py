"""The ways around the customer pages: the switch between the two groups, the breadcrumb."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from customers.columns import DEVELOPMENT, ROOT
from customers.models import Group
from partner_center.web.counts import Counts

Crumb = tuple[str | Promise, str | None]


def group_counts(request: HttpRequest, user: User, of_group: Callable[[Group], QuerySet[Any]]) -> Counts:
    """What the switch counts in each of its groups, whatever is filtered."""
    groups = Group.tabs(user)
    return Counts(request, {group: of_group(group) for group in groups if len(groups) > 1})


def switch(user: User, current: Group, address: str, query: QueryDict, counts: Counts) -> list[dict[str, Any]]:
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
            "count": partial(counts.text, group),
        }
        for group in groups
    ]


def trail(*crumbs: Crumb) -> list[Crumb]:
    """The breadcrumb of a page below Customer Management."""
    return [(_("Sales"), "/partner/sales/"), (_("Customer Management"), f"{ROOT}/{Group.MINE}/"), *crumbs]


def development_trail(*crumbs: Crumb) -> list[Crumb]:
    """The breadcrumb of a page below Customer Development."""
    return [(_("Sales"), "/partner/sales/"), (_("Customer Development"), f"{DEVELOPMENT}/"), *crumbs]


def development_switch(current: str) -> list[dict[str, Any]]:
    """Customers | History Records."""
    pages = ((_("Customers"), f"{DEVELOPMENT}/"), (_("History Records"), f"{DEVELOPMENT}/invitations/"))
    return [{"label": label, "url": url, "current": url == current, "count": ""} for label, url in pages]
