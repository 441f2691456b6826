"""Import customers, step 1: the file. One that corrects another takes its place."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from customers.actions import upload_import
from customers.actions.preregistration import Refused
from customers.forms.imports import UploadForm
from customers.import_columns import IMPORTS, TEMPLATE, url_of
from customers.imports.pages import stops, trail
from customers.models import CustomerImport
from customers.permissions import can_cancel, can_import
from partner_center.web.page import page, see_other


def import_new(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    can_import(user).or_raise()
    corrected = _corrected(user, request.POST.get("instead") or request.GET.get("instead", ""))
    if request.method != "POST":
        return _show(request, user, UploadForm(), corrected)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, user, form, corrected, status=422)
    name = str(request.FILES["file"].name)  # type: ignore[union-attr]
    try:
        batch = upload_import(file_name=name, rows=form.cleaned_data["file"], instead_of=corrected, by=user)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return _show(request, user, form, corrected, status=422)
    return see_other(f"{url_of(batch)}match/")


def _corrected(user: User, key: str) -> CustomerImport | None:
    """The import that the file is to correct, if it still can be: of any other address the file is a new one."""
    try:
        found = CustomerImport.objects.visible_to(user).filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return found if found and can_cancel(user, found) else None


def _show(
    request: HttpRequest, user: User, form: UploadForm, corrected: CustomerImport | None, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "corrected": corrected,
        "stops": stops(0, user),
        "template_url": TEMPLATE,
        "back_url": url_of(corrected) if corrected else f"{IMPORTS}/",
        "breadcrumb": trail((_("Import customers"), None)),
    }
    return page(request, "customers/import_new.html", context, status=status)
