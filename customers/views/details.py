"""One customer: who it is, each masked value with its own eye, and the opportunities that the person may see."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.permissions import has
from accounts.reveals import shown_values
from accounts.roles import Capability
from customers.activity import activity
from customers.columns import (
    ADD_OPPORTUNITY,
    DEFAULT_OPPORTUNITY_ORDER,
    OPPORTUNITY_ORDERS,
    counted_opportunities,
    opportunity_columns,
)
from customers.development import steps
from customers.events import EYE, history_of
from customers.invitation_columns import lines_of
from customers.models import Customer
from customers.permissions import can_assign, can_disassociate, can_modify, can_work_with
from customers.presentation import MASKED, cards
from customers.views.found import of_customer, trail, url_of
from partner_center.web.clock import today
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page

#: Opportunities on one page of the customer's list.
OPPORTUNITIES_SHOWN = 10


@of_customer
def details(request: HttpRequest, customer: Customer) -> HttpResponse:
    user = member_of(request)
    day = today(user.tenant.time_zone)
    shown = shown_values(request, [*MASKED, EYE], customer, page="customer", by=user)
    # Whose role adds opportunities is told why this customer takes none.
    may_add = can_work_with(user, customer, day)
    past = request.GET.get("show") == "past"
    context = {
        "customer": customer,
        **cards(customer, shown, tenant=user.tenant, today=day),
        "shown_keys": shown,
        "address": request.get_full_path(),
        "may_add": may_add,
        "acts": [*_acts(user, customer), *steps(user, customer, day)],
        "refusal": "" if may_add or not has(user, Capability.ADD_OPPORTUNITIES) else may_add.reason,
        "add_url": ADD_OPPORTUNITY,
        "listing": _opportunities(request, user, customer, past=past),
        "past": past,
        "switch": _switch(request.path, past=past),
        "history": history_of(customer, time_zone=user.tenant.time_zone, shown=shown),
        "invitations": lines_of(user, customer, timezone.now()),
        "activity": activity(customer, user),
        "breadcrumb": trail(user, customer),
    }
    return page(request, "customers/details.html", context, fragments=("results", "record"))


def _acts(user: User, customer: Customer) -> list[tuple[str, str]]:
    """What else the person can do to the customer now, in words and addresses."""
    offered = [
        (can_modify(user, customer), _("Modify"), "modify"),
        (can_assign(user, customer), _("Assign account manager"), "assign"),
        (can_disassociate(user, customer), _("Disassociate"), "disassociate"),
    ]
    return [(label, f"{url_of(customer)}{name}/") for may, label, name in offered if may]


def _switch(path: str, *, past: bool) -> list[dict[str, Any]]:
    """Which of the customer's opportunities: Open | Past."""
    return [
        {"label": _("Open"), "url": path, "current": not past, "count": ""},
        {"label": _("Past"), "url": f"{path}?show=past", "current": past, "count": ""},
    ]


def _opportunities(request: HttpRequest, user: User, customer: Customer, *, past: bool) -> Listing:
    visible = customer.opportunities.visible_to(user)
    still_open = visible.still_open()
    listed = paginate(
        request,
        visible.exclude(pk__in=still_open.values("pk")) if past else still_open,
        order=order_from(request, OPPORTUNITY_ORDERS, DEFAULT_OPPORTUNITY_ORDER),
        load=lambda rows: rows.with_list_relations(),  # type: ignore[attr-defined]
        size=OPPORTUNITIES_SHOWN,
    )
    return build(
        request,
        listed,
        opportunity_columns(user.tenant),
        caption=_("Opportunities of customer %(number)s") % {"number": customer.number},
        counted=counted_opportunities,
        default_order=DEFAULT_OPPORTUNITY_ORDER,
    )
