"""Customer Management: the list with its two tabs, search, filters, pages and eyes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.export_lists import export_of
from accounts.models import User
from accounts.reveals import shown_columns
from accounts.roles import Capability
from customers import chrome
from customers.asked import customers
from customers.assignment_columns import tick
from customers.columns import DEFAULT_ORDER, ROOT, counted, row_actions
from customers.forms.filters import CustomerFilterForm
from customers.import_columns import NEW
from customers.models import Customer, Group
from partner_center.web.asked import Asked
from partner_center.web.clock import today
from partner_center.web.counts import Counts
from partner_center.web.freshness import answer_poll
from partner_center.web.listing import Listing, build, paginate
from partner_center.web.page import page


def start(request: HttpRequest) -> HttpResponse:
    """Customer Management begins with My Customers."""
    return redirect("customers:list", group=Group.MINE.value)


def customer_list(request: HttpRequest, group: Group) -> HttpResponse:
    user = member_of(request)
    # Whoever has one tab only finds everything in it, whatever the link said.
    group = group if group in Group.tabs(user) else Group.MINE
    asked = customers(user, request.GET, group=group)
    if line := answer_poll(request, asked.found, "last_activity_at", _changed):
        return line
    visible = Customer.objects.visible_to(user)
    counts = chrome.group_counts(request, user, lambda tab: visible.of_group(tab, user))
    context = {
        "listing": _listing(request, user, group, asked, counts),
        "export": export_of(user, f"customers-{group}"),
        "filters": asked.filters,
        "switch": chrome.switch(user, group, f"{ROOT}/{{group}}/", request.GET, counts),
        "assigns": user.can(Capability.ASSIGN_CUSTOMERS),
        "import_url": NEW if user.can(Capability.IMPORT_CUSTOMERS) else "",
        "breadcrumb": chrome.trail((group.label, None)),
    }
    return page(request, "customers/list.html", context, fragments=("results",))


def _listing(
    request: HttpRequest, user: User, group: Group, asked: Asked[Customer, CustomerFilterForm], counts: Counts
) -> Listing:
    day, preferences = today(user.tenant.time_zone), asked.preferences
    columns = preferences.shown
    listed = paginate(request, asked.found, order=asked.order, load=asked.load, size=preferences.size, counts=counts)
    return build(
        request,
        listed,
        columns,
        caption=_("Customers, %(group)s") % {"group": group.label},
        counted=counted,
        shown=shown_columns(request, columns, listed.items, page="customers", by=user),
        actions=lambda row: row_actions(user, row, day),
        choice=tick if user.can(Capability.ASSIGN_CUSTOMERS) else lambda _row: "",
        default_order=DEFAULT_ORDER,
        polls=True,
        preferences=preferences,
    )


def _changed(number: int, text: str) -> str:
    return ngettext("%(number)s customer changed.", "%(number)s customers changed.", number) % {"number": text}
