"""Cancel an import before it began, after a question: the file is forgotten."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from customers.actions import cancel_import
from customers.import_columns import IMPORTS, file_name, url_of
from customers.imports.pages import heading_of, of_import, trail
from customers.models import CustomerImport
from customers.permissions import can_cancel
from partner_center.web.page import page, see_other


@of_import
def import_cancel(request: HttpRequest, batch: CustomerImport) -> HttpResponse:
    user = member_of(request)
    can_cancel(user, batch).or_raise()
    if request.method == "POST":
        cancel_import(batch=batch, by=user)
        messages.success(request, _("Import cancelled. Nothing was imported."))
        return see_other(f"{IMPORTS}/")
    context = {
        "heading": _("Cancel import"),
        "meta": heading_of(batch),
        "about": file_name(batch, user),
        "consequences": [_("The rows of the file are deleted here."), _("No customer was added or updated yet.")],
        "url": url_of(batch),
        "breadcrumb": trail((heading_of(batch), url_of(batch)), (_("Cancel"), None)),
    }
    return page(request, "customers/import_cancel.html", context)
