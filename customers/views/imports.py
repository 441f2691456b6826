"""Imports: the files of customers that the company brought in lately."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from customers.import_columns import DEFAULT_ORDER, NEW, ORDERS, counted, import_columns
from customers.imports.pages import trail
from customers.models import CustomerImport
from customers.permissions import can_import
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import build, order_from, paginate
from partner_center.web.page import page


def imports(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    may = can_import(user)
    preferences = Preferences.of(user.lists, "customer-imports", import_columns(user))
    listed = paginate(
        request,
        CustomerImport.objects.visible_to(user),
        order=order_from(request, ORDERS, DEFAULT_ORDER, preferences.shown),
        load=lambda rows: rows.with_list_relations(),  # type: ignore[attr-defined]
        size=preferences.size,
    )
    context = {
        "listing": build(
            request,
            listed,
            preferences.shown,
            caption=_("Imports"),
            counted=counted,
            default_order=DEFAULT_ORDER,
            preferences=preferences,
        ),
        "new_url": NEW if may else "",
        "refusal": may.reason,
        "breadcrumb": trail(),
    }
    return page(request, "customers/imports.html", context, fragments=("results",))
