"""Our distributor: what a reseller's members may know of the cooperation that they work in."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import Partner
from customers.models import ResellerEvent
from customers.presentation import Fact
from customers.reseller_columns import status_chip
from partner_center.web import formats
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
    return [
        Fact(_("Our reseller ID"), company.number),
        Fact(_("Since"), _since(company, tenant)),
        Fact(_("Our account manager there"), manager.username if manager else _("Nobody yet")),
        Fact(_("Currency"), tenant.currency),
        Fact(_("Time zone"), tenant.time_zone),
    ]


def _since(company: Partner, tenant: Partner) -> str:
    """Since when the cooperation stands as it does; unknown where it began before there was a history."""
    changes = ResellerEvent.objects.filter(tenant_id=company.tenant_id, reseller=company)
    last = changes.exclude(kind=ResellerEvent.Kind.ASSIGNED).order_by("-at", "-pk").first()
    if last is None:
        return str(formats.nothing())
    return formats.day(last.at.astimezone(ZoneInfo(tenant.time_zone)).date())
