"""Confirm that it is you: the password again, for whoever has shown many customer details in a short time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.actions import confirm_reveals
from accounts.forms import ConfirmForm
from accounts.reveal_limits import IN_TEN_MINUTES
from partner_center.web.page import instead, page, see_other, way_back

HOME = "/partner/"


def confirm(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    form = ConfirmForm(request.POST if request.method == "POST" else None, member=user)
    back = way_back(request.POST.get("next", ""), HOME)
    if form.is_valid():
        confirm_reveals(by=user)
        text = _("Thank you. You can show %(number)s more customer details.")
        messages.success(request, text % {"number": IN_TEN_MINUTES.records})
        # In a dialog, the page under it has everything that was typed: it stays.
        stays = instead(request, "components/flash.html", {}, element="flash", event="dialog-answered")
        return stays or see_other(back)
    context = {"form": form, "back": back}
    return page(request, "accounts/confirm.html", context, fragments=("dialog",), status=422 if form.is_bound else 200)
