"""Cooperation Applications: the companies that were invited to become resellers, and what became of each."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.permissions import has
from accounts.reveals import shown_columns
from accounts.roles import Capability
from customers.application_columns import (
    DEFAULT_ORDER,
    INVITE,
    ORDERS,
    ROOT,
    application_actions,
    application_columns,
    counted_applications,
    tick,
)
from customers.forms.application import ApplicationFilterForm
from customers.models import Application
from customers.views.found_application import WAITING, tabs, trail
from partner_center.web.counts import Counts
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


def applications(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    form = ApplicationFilterForm(request.GET)
    counts = Counts(request, {WAITING: Application.objects.visible_to(user).waiting()})
    manages = bool(has(user, Capability.MANAGE_RESELLERS))
    context = {
        "listing": _listing(request, user, form, counts),
        "filters": form,
        "keep": [("sort", request.GET["sort"])] if "sort" in request.GET else [],
        "manages": manages,
        "invite_url": INVITE if manages else "",
        "tabs": tabs(counts, user, ROOT),
        "breadcrumb": trail(),
    }
    return page(request, "customers/applications.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, form: ApplicationFilterForm, counts: Counts) -> Listing:
    every = application_columns(user.tenant, timezone.now())
    preferences = Preferences.of(user.lists, "cooperation-applications", every)
    columns = preferences.shown
    listed = paginate(
        request,
        Application.objects.visible_to(user).matching(form.text(), form.states()),
        order=order_from(request, ORDERS, DEFAULT_ORDER, columns),
        load=lambda rows: rows.with_people(),  # type: ignore[attr-defined]
        size=preferences.size,
        counts=counts,
    )
    return build(
        request,
        listed,
        columns,
        caption=_("Cooperation Applications"),
        counted=counted_applications,
        shown=shown_columns(request, columns, listed.items, page="cooperation applications", by=user),
        actions=lambda row: application_actions(user, row),
        choice=lambda row: tick(user, row),
        default_order=DEFAULT_ORDER,
        preferences=preferences,
    )
