"""Approve or reject applications: one, or those that were ticked in the list, after a page that says which."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.unsent import typed_before
from customers.actions import decide_applications
from customers.application_columns import ROOT
from customers.application_facts import twins
from customers.forms.application import APPROVE, DecisionForm
from customers.models import Application
from customers.permissions import can_decide
from customers.views.found_application import of_application, trail
from partner_center.web import formats
from partner_center.web.countries import country_name
from partner_center.web.links import site_of
from partner_center.web.list_preferences import SIZES
from partner_center.web.page import page, see_other, way_back
from partner_center.web.wizard import as_initial


@of_application
def decide(request: HttpRequest, application: Application) -> HttpResponse:
    can_decide(member_of(request), application).or_raise()
    address = f"{ROOT}/{application.number}/"
    return _answer(request, [application], back=address, crumb=(application.name, address))


def decide_many(request: HttpRequest) -> HttpResponse:
    """The ticked rows of the list; those that do not wait any more are left out, and told."""
    user = member_of(request)
    back = way_back(request.POST.get("next", ""), f"{ROOT}/")
    numbers = request.POST.getlist("application")[: max(SIZES)]
    visible = Application.objects.visible_to(user).with_people().filter(number__in=numbers)
    found = [*visible.order_by("number")] if numbers else []
    chosen = [application for application in found if can_decide(user, application)]
    if len(chosen) < len(found):
        messages.info(request, _("Applications that were decided already were left out."))
    if not chosen:
        if request.method == "POST":
            messages.info(request, _("Select at least one application that waits for a decision."))
        return see_other(back)
    return _answer(request, chosen, back=back)


def _answer(
    request: HttpRequest, applications: Sequence[Application], *, back: str, crumb: tuple[str, str] | None = None
) -> HttpResponse:
    """Ask yes or no, and do it once that is answered."""
    pressed = request.method == "POST" and request.POST.get("action") == "decide"
    unsent = typed_before(request)
    initial = as_initial(DecisionForm, unsent.answers) if unsent else {"decision": request.GET.get("decision", "")}
    form = DecisionForm(request.POST if pressed else None, initial=initial)
    if pressed and form.is_valid():
        approve = form.cleaned_data["decision"] == APPROVE
        decided = decide_applications(
            applications=applications,
            approve=approve,
            reason=form.cleaned_data["reason"],
            site=site_of(request),
            by=member_of(request),
        )
        messages.success(request, _said(len(decided), approve=approve))
        return see_other(back)
    context = {
        "form": form,
        "rows": [_row(application) for application in applications],
        "numbers": [application.number for application in applications],
        "unsent": unsent.said(_("Save decision")) if unsent else "",
        "back": back,
        "breadcrumb": trail(*([crumb] if crumb else []), (_("Review"), None)),
    }
    return page(request, "customers/decide.html", context, status=422 if pressed else 200)


def _row(application: Application) -> dict[str, Any]:
    return {
        "number": application.number,
        "name": application.name,
        "country": country_name(application.country),
        "twins": formats.listed(twins(application)),
    }


def _said(number: int, *, approve: bool) -> str:
    if approve:
        text = ngettext(
            "%(number)s application approved. The new reseller is listed under My Resellers; its administrator is"
            " invited by e-mail.",
            "%(number)s applications approved. The new resellers are listed under My Resellers; their administrators"
            " are invited by e-mail.",
            number,
        )
    else:
        text = ngettext(
            "%(number)s application rejected. The company is told by e-mail.",
            "%(number)s applications rejected. The companies are told by e-mail.",
            number,
        )
    return text % {"number": formats.whole(number)}
