"""One reseller: how it stands, who looks after it, what became of it, and what can be done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import Partner, User
from accounts.reveals import shown_values
from customers.columns import ROOT as CUSTOMERS
from customers.events import EYE, history_of
from customers.permissions import can_manage_reseller, can_resume, can_suspend, can_terminate
from customers.reseller_columns import ROOT, status_chip
from customers.reseller_facts import MASKED, facts
from customers.resellers import counting
from customers.views.found_reseller import of_reseller, resellers_of
from partner_center.web.page import page


@of_reseller
def reseller(request: HttpRequest, reseller: Partner) -> HttpResponse:
    user = member_of(request)
    shown = shown_values(request, [*MASKED, EYE], reseller, page="reseller", by=user)
    counted = counting(resellers_of(user), user).get(pk=reseller.pk)
    context = {
        "reseller": counted,
        "status": status_chip(counted),
        **facts(counted, user.tenant, shown),
        "history": history_of(counted, time_zone=user.tenant.time_zone, shown=shown),
        "shown_keys": shown,
        "address": request.get_full_path(),
        "acts": _acts(user, counted),
        "customers_url": f"{CUSTOMERS}/resellers/",
        "breadcrumb": trail(counted),
    }
    return page(request, "customers/reseller.html", context)


def _acts(user: User, reseller: Partner) -> list[dict[str, Any]]:
    """What the person can do to it now, in words and addresses."""
    shares = reseller.share_opportunities
    offered = [
        (can_manage_reseller(user, reseller), _("Assign account manager"), "assign"),
        (
            can_manage_reseller(user, reseller),
            _("Hide opportunities") if shares else _("Share opportunities"),
            "sharing",
        ),
        (can_suspend(user, reseller), _("Suspend"), "suspend"),
        (can_resume(user, reseller), _("Resume"), "resume"),
        (can_terminate(user, reseller), _("Terminate"), "terminate"),
    ]
    return [{"label": label, "url": f"{ROOT}/{reseller.number}/{name}/"} for may, label, name in offered if may]


def trail(reseller: Partner, *crumbs: tuple[str, None]) -> list[Any]:
    """The way to a page of this reseller."""
    url = f"{ROOT}/{reseller.number}/" if crumbs else None
    return [(_("Sales"), "/partner/sales/"), (_("Reseller Management"), f"{ROOT}/"), (reseller.name, url), *crumbs]
