"""Customer Development: the own company's customers on their way to an association, and those lost on it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.export_lists import export_of
from accounts.models import User
from accounts.permissions import has
from accounts.reveals import shown_columns
from accounts.roles import Capability
from customers import chrome
from customers.asked import development as developed
from customers.assignment_columns import tick
from customers.columns import DEFAULT_ORDER, DEVELOPMENT, counted
from customers.development import NEW, development_actions
from customers.forms.preregistration import DevelopmentFilterForm
from customers.models import Customer
from customers.permissions import can_invite, can_preregister
from partner_center.web.asked import Asked
from partner_center.web.clock import today
from partner_center.web.freshness import answer_poll
from partner_center.web.listing import Listing, build, paginate
from partner_center.web.page import page


def development(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    asked = developed(user, request.GET)
    if line := answer_poll(request, asked.found, "last_activity_at", _changed):
        return line
    # Whose role preregisters is told what the company lacks for it.
    may_add = can_preregister(user)
    context = {
        "listing": _listing(request, user, asked),
        "export": export_of(user, "customer-development"),
        "filters": asked.filters,
        "keep": [("sort", request.GET["sort"])] if "sort" in request.GET else [],
        "switch": chrome.development_switch(f"{DEVELOPMENT}/"),
        "invites": user.can(Capability.PREREGISTER_CUSTOMERS),
        "new_url": NEW if may_add else "",
        "refusal": "" if may_add or not has(user, Capability.PREREGISTER_CUSTOMERS) else may_add.reason,
        "breadcrumb": chrome.development_trail(),
    }
    return page(request, "customers/development.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, asked: Asked[Customer, DevelopmentFilterForm]) -> Listing:
    day, preferences = today(user.tenant.time_zone), asked.preferences
    columns = preferences.shown
    listed = paginate(request, asked.found, order=asked.order, load=asked.load, size=preferences.size)
    return build(
        request,
        listed,
        columns,
        caption=_("Customers in development"),
        counted=counted,
        shown=shown_columns(request, columns, listed.items, page="customer development", by=user),
        actions=lambda row: development_actions(user, row, day),
        choice=lambda row: tick(row) if can_invite(user, row, day) else "",
        default_order=DEFAULT_ORDER,
        polls=True,
        preferences=preferences,
    )


def _changed(number: int, text: str) -> str:
    return ngettext("%(number)s customer changed.", "%(number)s customers changed.", number) % {"number": text}
