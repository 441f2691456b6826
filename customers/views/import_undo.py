"""Undo an import within a day, after a question."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from customers.actions import start_undo
from customers.import_columns import file_name, url_of
from customers.imports.pages import heading_of, of_import, trail
from customers.models import CustomerImport
from customers.permissions import can_undo
from partner_center.web.page import page, see_other


@of_import
def import_undo(request: HttpRequest, batch: CustomerImport) -> HttpResponse:
    user = member_of(request)
    can_undo(user, batch, timezone.now()).or_raise()
    if request.method == "POST":
        start_undo(batch=batch, by=user)
        return see_other(url_of(batch))
    context = {
        "heading": _("Undo import"),
        "meta": heading_of(batch),
        "about": file_name(batch, user),
        "consequences": [
            _("Customers that it added are released: others can preregister them from then on."),
            _("Customers that it updated get back the contact that they had before."),
            _("Whoever was worked with since stays as it is, and is listed with the reason."),
        ],
        "url": url_of(batch),
        "breadcrumb": trail((heading_of(batch), url_of(batch)), (_("Undo"), None)),
    }
    return page(request, "customers/import_undo.html", context)
