"""Handle one target customer: a page, and the same form in a dialog of the lists."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import member_of, visible_or_404
from accounts.models import User
from accounts.unsent import Unsent, typed_before
from marketing import actions, chrome
from marketing.columns import ROOT, handle_url, masked_customer, status_chip
from marketing.forms.handle import HandleForm
from marketing.models import Target
from marketing.permissions import can_handle
from partner_center.web import formats
from partner_center.web.conflict import StaleEdit
from partner_center.web.errors import lead_back_to
from partner_center.web.page import page, saved


def handle(request: HttpRequest, number: str, customer: str) -> HttpResponse:
    if f"{number}{customer}" != f"{number}{customer}".upper():
        return redirect("marketing:handle", number.upper(), customer.upper())
    user = member_of(request)
    target = _find(user, number, customer)
    lead_back_to(request, target.task.name, f"{ROOT}/{number}/")
    can_handle(user, target).or_raise()
    if request.method != "POST":
        unsent = typed_before(request)
        form = HandleForm(target=target, typed=unsent.answers if unsent else None)
        return _show(request, target, form, unsent=unsent)
    form = HandleForm(request.POST, target=target)
    if not form.is_valid():
        return _show(request, target, form, status=422)
    try:
        actions.handle(target=target, by=user, **form.said())
    except StaleEdit:
        current = _find(user, number, customer)
        newer = _newer_state(current, user.tenant.time_zone)
        return _show(request, current, form.on_newer(current), newer=newer, status=409)
    answer = saved(request, f"{ROOT}/{number}/")
    # A dialog leaves no page behind on which a message could wait.
    if answer.status_code == 303:
        messages.success(request, _("Saved. %(status)s.") % {"status": Target.Status(form.said()["status"]).label})
    return answer


def _find(user: User, number: str, customer: str) -> Target:
    return visible_or_404(Target.objects.visible_to(user).with_list_relations(), reference=f"{number}-{customer}")


def _newer_state(current: Target, time_zone: str) -> str:
    """What somebody else made of the target in the meantime."""
    said = [current.state.label, current.get_result_display(), current.note]
    if current.handled_at:
        said.append(formats.moment(current.handled_at, time_zone))
    return _("It is now: %(state)s") % {"state": formats.listed(str(text) for text in said if text)}


def _show(
    request: HttpRequest,
    target: Target,
    form: HandleForm,
    *,
    newer: str = "",
    status: int = 200,
    unsent: Unsent | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "has_errors": status != 200,
        "unsent": unsent.said(_("Save")) if unsent else "",
        "task": target.task,
        "customer": target.customer,
        "customer_name": masked_customer(target),
        "state": status_chip(target),
        "newer": [(newer, "")] if newer else [],
        "address": handle_url(target),
        "task_url": f"{ROOT}/{target.task.number}/",
        "breadcrumb": chrome.trail((target.task.name, f"{ROOT}/{target.task.number}/"), (_("Handle"), None)),
    }
    return page(request, "marketing/handle.html", context, fragments=("dialog",), status=status)
