"""The ways around the opportunity pages: the tabs of Opportunity Management, the breadcrumb."""

from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Capability
from customers.chrome import Crumb, group_counts
from customers.columns import counted_opportunities
from customers.models import Group
from opportunities.columns import ROOT
from opportunities.models import Draft, Opportunity
from partner_center.web import formats
from partner_center.web.counts import Counts, at_most
from partner_center.web.listing import Page


def counts(request: HttpRequest, user: User) -> Counts:
    """What the tabs and the switch of Business Opportunities count: what each shows at first, which is what is open."""
    visible = Opportunity.objects.visible_to(user).still_open()
    return with_drafts(group_counts(request, user, lambda group: visible.of_group(group, user)), user)


def with_drafts(found: Counts, user: User) -> Counts:
    """The number of drafts besides, for whoever can have some."""
    if user.can(Capability.ADD_OPPORTUNITIES):
        found.add("drafts", Draft.objects.visible_to(user).unfinished())
    return found


def with_total(counts: Counts, found: QuerySet[Opportunity]) -> None:
    """Sum up what is listed besides counting it."""
    monthly = F("estimated_monthly_revenue")
    counts.add("listed", found, monthly=monthly, weighted=monthly * F("win_probability") / 100)


def total(found: Counts, listed: Page[Opportunity], currency: str) -> str:
    """One line about all that is listed, not the page alone. More than are counted are not summed up.

    A page that shows all there is answers by itself, and the database is not asked for it.
    """
    if listed.previous_url or listed.next_url:
        number, sums = found.number("listed"), found.sums("listed")
    else:
        found.leave_out("listed")
        number, rows = len(listed.items), listed.items
        weighted = sum((row.estimated_monthly_revenue * row.win_probability / 100 for row in rows), Decimal(0))
        sums = {"monthly": sum((row.estimated_monthly_revenue for row in rows), Decimal(0)), "weighted": weighted}
    text = counted_opportunities(number, at_most(number))
    if not (number and sums):
        return text
    said = {name: formats.money(value, currency) for name, value in sums.items()}
    return _("%(number)s, %(monthly)s a month, %(weighted)s weighted") % {"number": text, **said}


def tabs(user: User, current: str, found: Counts) -> list[dict[str, Any]]:
    """Opportunity Management: Business Opportunities, and Drafts for whoever can have some."""
    links = [("list", _("Business Opportunities"), f"{ROOT}/{Group.MINE}/")]
    if user.can(Capability.ADD_OPPORTUNITIES):
        links.append(("drafts", _("Drafts"), f"{ROOT}/drafts/"))
    return [
        {"label": label, "url": url, "current": key == current, "count": partial(found.text, key)}
        for key, label, url in links
    ]


def trail(*crumbs: Crumb) -> list[Crumb]:
    """The breadcrumb of a page below Opportunity Management."""
    return [
        (_("Sales"), "/partner/sales/"),
        (_("Opportunity Management"), f"{ROOT}/{Group.MINE}/"),
        *crumbs,
    ]
