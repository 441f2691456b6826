"""Void, reopen, transfer: what only an administrator does, each after a question."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.unsent import typed_before
from opportunities.actions import reopen_opportunity, transfer_opportunity, void_opportunity
from opportunities.forms.steer import ReasonForm, TransferForm
from opportunities.models import Opportunity
from opportunities.permissions import can_reopen, can_transfer, can_void
from opportunities.presentation.masks import person
from opportunities.views.found import of_opportunity, trail, url_of
from partner_center.web.page import page, see_other


@of_opportunity
def void(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    user = member_of(request)
    can_void(user, opportunity).or_raise()
    form = _reason_form(request)
    if request.method == "POST" and form.is_valid():
        void_opportunity(opportunity=opportunity, reason=form.cleaned_data["reason"], by=user)
        return _done(request, opportunity, _("Opportunity voided."))
    return _ask(request, opportunity, "opportunities/void.html", form, _("Void"), _("Void opportunity"))


@of_opportunity
def reopen(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    user = member_of(request)
    can_reopen(user, opportunity).or_raise()
    form = _reason_form(request)
    if request.method == "POST" and form.is_valid():
        reopen_opportunity(opportunity=opportunity, reason=form.cleaned_data["reason"], by=user)
        return _done(request, opportunity, _("Opportunity reopened."))
    return _ask(request, opportunity, "opportunities/reopen.html", form, _("Reopen"), _("Reopen opportunity"))


@of_opportunity
def transfer(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    user = member_of(request)
    can_transfer(user, opportunity).or_raise()
    form = TransferForm(request.POST or None, opportunity=opportunity, by=user)
    if request.method == "POST" and form.is_valid():
        transfer_opportunity(opportunity=opportunity, to=form.cleaned_data["to"], by=user)
        return _done(request, opportunity, _("Opportunity transferred."))
    return _ask(request, opportunity, "opportunities/transfer.html", form, _("Transfer"))


def _reason_form(request: HttpRequest) -> ReasonForm:
    """As sent; or with the reason that was sent in vain."""
    unsent = typed_before(request)
    return ReasonForm(request.POST or None, initial={"reason": unsent.first("reason")} if unsent else None)


def _done(request: HttpRequest, opportunity: Opportunity, text: str) -> HttpResponse:
    messages.success(request, text)
    return see_other(url_of(opportunity))


def _ask(
    request: HttpRequest, opportunity: Opportunity, template: str, form: Form, name: str | Promise, act: str = ""
) -> HttpResponse:
    unsent = typed_before(request)
    context = {
        "opportunity": opportunity,
        "unsent": unsent.said(act) if unsent else "",
        "owner": person(opportunity.owner),
        "form": form,
        "url": url_of(opportunity),
        "breadcrumb": trail(member_of(request), opportunity, (name, None)),
    }
    return page(request, template, context, status=422 if request.method == "POST" else 200)
