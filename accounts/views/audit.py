"""Audit Log: who did what and when, with search, filters, pages and the eye."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.audit_columns import DEFAULT_ORDER, ORDERS, counted, entry_columns
from accounts.audit_filters import AuditFilterForm
from accounts.models import AuditEntry
from accounts.reveals import shown_columns
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import build, order_from, paginate
from partner_center.web.page import page


def audit_log(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    form = AuditFilterForm(request.GET, reader=user)
    preferences = Preferences.of(user.lists, "audit-log", entry_columns(user))
    columns = preferences.shown
    listed = paginate(
        request,
        form.narrow(AuditEntry.objects.visible_to(user)),
        order=order_from(request, ORDERS, DEFAULT_ORDER, columns),
        load=lambda rows: rows.select_related("actor"),
        size=preferences.size,
    )
    # Names are shown, and the names' owners are whom the log of reveals must tell of: not each line once more.
    people = list({entry.actor_id: entry.actor for entry in listed.items if entry.actor}.values())
    listing = build(
        request,
        listed,
        columns,
        caption=_("Audit Log"),
        counted=counted,
        shown=shown_columns(request, columns, people, page="audit log", by=user),
        default_order=DEFAULT_ORDER,
        preferences=preferences,
    )
    context = {
        "listing": listing,
        "filters": form,
        "breadcrumb": [(_("Organization"), "/partner/organization/"), (_("Audit Log"), None)],
    }
    return page(request, "accounts/audit.html", context, fragments=("results",))
