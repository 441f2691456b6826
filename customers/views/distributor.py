"""Our distributor: what a reseller's members may know of the cooperation that they work in."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import Partner
from customers.events import stands_since
from customers.presentation import Fact
from customers.reseller_columns import status_chip
from partner_center.web.page import page


def distributor(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    assert user.partner
    context = {
        "distributor": user.tenant.name,
        "status": status_chip(user.partner),
        "facts": _facts(user.partner, user.tenant),
        "shares": user.partner.share_opportunities,
        "breadcrumb": [(_("Organization"), "/partner/organization/"), (_("Our distributor"), None)],
    }
    return page(request, "customers/distributor.html", context)


def _facts(company: Partner, tenant: Partner) -> list[Fact]:
    """Account managers are members: they go by their user names."""
    manager = company.account_manager
    since = stands_since(company, tenant.time_zone)
    return [
        Fact(_("Our reseller ID"), company.number),
        *([Fact(_("In this state since"), since)] if since else []),
        Fact(_("Our account manager there"), manager.username if manager else _("Nobody yet")),
        Fact(_("Currency"), tenant.currency),
        Fact(_("Time zone"), tenant.time_zone),
    ]
