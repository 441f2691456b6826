"""Reseller Management: the list of the distributor's resellers."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.export_lists import export_of
from accounts.models import Partner, User
from accounts.permissions import has
from accounts.reveals import shown_columns
from accounts.roles import Capability
from customers.application_columns import INVITE
from customers.asked import resellers as asked_resellers
from customers.assignment_columns import tick_reseller
from customers.forms.assignment import ResellerFilterForm
from customers.models import Application
from customers.reseller_columns import DEFAULT_ORDER, ROOT, counted_resellers, row_actions
from customers.views.found_application import WAITING, tabs
from partner_center.web.asked import Asked
from partner_center.web.counts import Counts
from partner_center.web.listing import Listing, build, paginate
from partner_center.web.page import page


def resellers(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    asked = asked_resellers(user, request.GET)
    manages = bool(has(user, Capability.MANAGE_RESELLERS))
    counts = Counts(request)
    if has(user, Capability.VIEW_APPLICATIONS):
        counts.add(WAITING, Application.objects.visible_to(user).waiting())
    context = {
        "listing": _listing(request, user, asked, counts),
        "tabs": tabs(counts, user, ROOT),
        "export": export_of(user, "resellers"),
        "filters": asked.filters,
        "keep": [("sort", request.GET["sort"])] if "sort" in request.GET else [],
        "assigns": manages,
        "invite_url": INVITE if manages else "",
        "breadcrumb": [(_("Sales"), "/partner/sales/"), (_("Reseller Management"), None)],
    }
    return page(request, "customers/resellers.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, asked: Asked[Partner, ResellerFilterForm], counts: Counts) -> Listing:
    preferences = asked.preferences
    columns = preferences.shown
    listed = paginate(request, asked.found, order=asked.order, load=asked.load, size=preferences.size, counts=counts)
    return build(
        request,
        listed,
        columns,
        caption=_("Resellers"),
        counted=counted_resellers,
        shown=shown_columns(request, columns, listed.items, page="resellers", by=user),
        actions=lambda row: row_actions(user, row),
        choice=tick_reseller if user.can(Capability.MANAGE_RESELLERS) else _no_box,
        default_order=DEFAULT_ORDER,
        preferences=preferences,
    )


def _no_box(_row: Partner) -> str:
    return ""
