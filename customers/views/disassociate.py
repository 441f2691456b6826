"""Disassociate a customer, after a question that says what it does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.unsent import typed_before
from customers.actions import disassociate_customer
from customers.forms.manage import ReasonForm
from customers.models import Customer
from customers.permissions import can_disassociate
from customers.permissions.customers import IN_MONTHS, MOST_DISASSOCIATIONS
from customers.presentation import masked
from customers.views.found import of_customer, trail, url_of
from partner_center.web import formats
from partner_center.web.page import page, see_other


@of_customer
def disassociate(request: HttpRequest, customer: Customer) -> HttpResponse:
    user = member_of(request)
    can_disassociate(user, customer).or_raise()
    unsent = typed_before(request)
    form = ReasonForm(request.POST or None, initial={"reason": unsent.first("reason")} if unsent else None)
    if request.method == "POST" and form.is_valid():
        suspended = disassociate_customer(customer=customer, reason=form.cleaned_data["reason"], by=user)
        messages.success(request, f"{_('Customer disassociated.')} {_suspended(suspended)}".strip())
        return see_other(url_of(customer))
    context = {
        "customer": customer,
        "name": masked(customer, "customer_name", ()),
        "consequences": _consequences(customer.opportunities.visible_to(user).still_open().count()),
        "form": form,
        "unsent": unsent.said(_("Disassociate customer")) if unsent else "",
        "url": url_of(customer),
        "breadcrumb": trail(user, customer, (_("Disassociate"), None)),
    }
    return page(request, "customers/disassociate.html", context, status=422 if request.method == "POST" else 200)


def _consequences(still_open: int) -> list[str]:
    text = ngettext(
        "%(number)s open opportunity is suspended, with your reason as its newest progress.",
        "%(number)s open opportunities are suspended, each with your reason as its newest progress.",
        still_open,
    )
    limit = {"times": MOST_DISASSOCIATIONS, "months": IN_MONTHS}
    return [
        text % {"number": formats.whole(still_open)} if still_open else _("There is no open opportunity to suspend."),
        _("No opportunity can be added for the customer any more. What there is, and its history, stays."),
        _("Others can preregister the customer from now on."),
        _("A customer can be disassociated %(times)s times in %(months)s months.") % limit,
    ]


def _suspended(number: int) -> str:
    if not number:
        return ""
    text = ngettext("%(number)s opportunity suspended.", "%(number)s opportunities suspended.", number)
    return text % {"number": formats.whole(number)}
