"""Customer Assignment: who has how much, which customers nobody has, and the way to give them to somebody."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.reveals import shown_columns
from customers import chrome
from customers.assignment_columns import assign_action, assignment_columns, tick
from customers.columns import DEFAULT_ORDER, ORDERS, counted
from customers.forms.assignment import AssignmentFilterForm
from customers.managers import customers_counted, managers_of, opportunities_counted
from customers.models import Customer
from partner_center.web.counts import Counts
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page

#: The two halves of the page; the first is what it is for.
UNASSIGNED, ASSIGNED = "unassigned", "assigned"


def assignment(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    form = AssignmentFilterForm(request.GET)
    own = Customer.objects.visible_to(user).filter(partner=user.partner).in_care()
    assigned = request.GET.get("show") == ASSIGNED
    counts = Counts(request, {UNASSIGNED: own.unassigned(), ASSIGNED: own.assigned()})
    found = (own.assigned() if assigned else own.unassigned()).matching(form.text())
    context = {
        "listing": _listing(request, user, found, counts),
        "filters": form,
        "assigned": assigned,
        "keep": [("show", ASSIGNED)] if assigned else [],
        "switch": _switch(request.path, counts, assigned=assigned),
        "load": _load(user),
        "breadcrumb": chrome.trail((_("Customer Assignment"), None)),
    }
    return page(request, "customers/assignment.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, found: QuerySet[Customer], counts: Counts) -> Listing:
    preferences = Preferences.of(user.lists, "customer-assignment", assignment_columns(user.tenant, timezone.now()))
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
        caption=_("Customer Assignment"),
        counted=counted,
        shown=shown_columns(request, columns, listed.items, page="customer assignment", by=user),
        actions=lambda row: [assign_action(row)],
        choice=tick,
        default_order=DEFAULT_ORDER,
        preferences=preferences,
    )


def _switch(path: str, counts: Counts, *, assigned: bool) -> list[dict[str, Any]]:
    return [
        {"label": _("Unassigned"), "url": path, "current": not assigned, "count": lambda: counts.text(UNASSIGNED)},
        {
            "label": _("Assigned"),
            "url": f"{path}?show={ASSIGNED}",
            "current": assigned,
            "count": lambda: counts.text(ASSIGNED),
        },
    ]


def _load(user: User) -> list[tuple[str, str, str]]:
    """How much each account manager of the company has. They are to be chosen from, so their names are clear."""
    company = user.partner
    assert company
    return [
        (
            f"{member.name} ({member.username})",
            customers_counted(member.customer_count),  # type: ignore[attr-defined]
            opportunities_counted(member.open_count),  # type: ignore[attr-defined]
        )
        for member in managers_of(company, user)
    ]
