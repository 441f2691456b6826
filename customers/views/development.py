"""Customer Development: the own company's customers on their way to an association, and those lost on it."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.models import User
from accounts.permissions import has
from accounts.reveals import shown_columns
from accounts.roles import Capability
from customers import chrome
from customers.assignment_columns import tick
from customers.columns import DEFAULT_ORDER, DEVELOPMENT, ORDERS, counted
from customers.development import NEW, development_actions, development_columns
from customers.forms.preregistration import DevelopmentFilterForm
from customers.models import Customer
from customers.permissions import can_invite, can_preregister
from partner_center.web.clock import today
from partner_center.web.freshness import answer_poll
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


def development(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    form = DevelopmentFilterForm(request.GET)
    visible = Customer.objects.visible_to(user).in_development(user)
    found = visible.matching(form.text()).in_relation(form.states(), today(user.tenant.time_zone))
    if line := answer_poll(request, found, "last_activity_at", _changed):
        return line
    # Whose role preregisters is told what the company lacks for it.
    may_add = can_preregister(user)
    context = {
        "listing": _listing(request, user, found),
        "filters": form,
        "keep": [("sort", request.GET["sort"])] if "sort" in request.GET else [],
        "switch": chrome.development_switch(f"{DEVELOPMENT}/"),
        "invites": user.can(Capability.PREREGISTER_CUSTOMERS),
        "new_url": NEW if may_add else "",
        "refusal": "" if may_add or not has(user, Capability.PREREGISTER_CUSTOMERS) else may_add.reason,
        "breadcrumb": chrome.development_trail(),
    }
    return page(request, "customers/development.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, found: QuerySet[Customer]) -> Listing:
    day = today(user.tenant.time_zone)
    preferences = Preferences.of(user.lists, "customer-development", development_columns(user.tenant, timezone.now()))
    columns = preferences.shown
    listed = paginate(
        request,
        found,
        order=order_from(request, ORDERS, DEFAULT_ORDER, columns),
        load=lambda rows: rows.with_list_relations(),  # type: ignore[attr-defined]
        size=preferences.size,
    )
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
