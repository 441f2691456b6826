"""Customer Management: the list with its two tabs, search, filters, pages and eyes."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.models import User
from accounts.reveals import shown_columns
from accounts.roles import Capability, Reach
from customers import chrome
from customers.assignment_columns import tick
from customers.columns import DEFAULT_ORDER, ORDERS, ROOT, counted, customer_columns, row_actions
from customers.forms.filters import CustomerFilterForm
from customers.import_columns import NEW
from customers.models import Customer, Group
from partner_center.web.clock import today
from partner_center.web.counts import Counts
from partner_center.web.freshness import answer_poll
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


def start(request: HttpRequest) -> HttpResponse:
    """Customer Management begins with My Customers."""
    return redirect("customers:list", group=Group.MINE.value)


def customer_list(request: HttpRequest, group: Group) -> HttpResponse:
    user = member_of(request)
    # Whoever has one tab only finds everything in it, whatever the link said.
    group = group if group in Group.tabs(user) else Group.MINE
    form = CustomerFilterForm(
        request.GET,
        sees_unassigned=user.reach in {Reach.TENANT, Reach.PARTNER},
        chooses_owner=user.reach is not Reach.OWN,
        time_zone=user.tenant.time_zone,
    )
    visible = Customer.objects.visible_to(user)
    found = visible.of_group(group, user).matching(form.text()).filter(**form.criteria())
    found = found.in_relation(form.relations(), today(user.tenant.time_zone))
    found = found.in_the_hands_of(form.good.get("owner", ""))
    found = found.having_open_opportunities(form.good.get("open", ""), user)
    if form.only_unassigned():
        found = found.unassigned()
    if line := answer_poll(request, found, "last_activity_at", _changed):
        return line
    counts = chrome.group_counts(request, user, lambda tab: visible.of_group(tab, user))
    context = {
        "listing": _listing(request, user, group, found, counts),
        "filters": form,
        "switch": chrome.switch(user, group, f"{ROOT}/{{group}}/", request.GET, counts),
        "assigns": user.can(Capability.ASSIGN_CUSTOMERS),
        "import_url": NEW if user.can(Capability.IMPORT_CUSTOMERS) else "",
        "breadcrumb": chrome.trail((group.label, None)),
    }
    return page(request, "customers/list.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, group: Group, found: QuerySet[Customer], counts: Counts) -> Listing:
    day, columns = today(user.tenant.time_zone), customer_columns(group=group, tenant=user.tenant, now=timezone.now())
    preferences = Preferences.of(user.lists, f"customers-{group}", columns)
    columns = preferences.shown
    listed = paginate(
        request,
        found,
        order=order_from(request, ORDERS, DEFAULT_ORDER, columns),
        load=lambda rows: rows.with_list_relations().counting_open_opportunities(user),  # type: ignore[attr-defined]
        size=preferences.size,
        counts=counts,
    )
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
