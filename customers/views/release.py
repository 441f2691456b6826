"""Release a customer: give up its preregistration, after a question and with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.unsent import typed_before
from customers.actions import preregistration as actions
from customers.columns import DEVELOPMENT
from customers.forms.preregistration import ReleaseForm
from customers.models import Customer
from customers.permissions import can_release
from customers.views.found import of_customer, show
from partner_center.web.clock import today
from partner_center.web.page import see_other


@of_customer
def release(request: HttpRequest, customer: Customer) -> HttpResponse:
    user = member_of(request)
    can_release(user, customer, today(user.tenant.time_zone)).or_raise()
    unsent = typed_before(request)
    form = ReleaseForm(request.POST or None, initial={"reason": unsent.first("reason")} if unsent else None)
    if request.method == "POST" and form.is_valid():
        actions.release(customer=customer, reason=form.cleaned_data["reason"], by=user)
        messages.success(request, _("%(number)s released.") % {"number": customer.number})
        return see_other(f"{DEVELOPMENT}/")
    context = {
        "heading": _("Release customer"),
        "form": form,
        "unsent": unsent.said(_("Release customer")) if unsent else "",
    }
    status = 422 if request.method == "POST" else 200
    return show(request, "customers/release.html", customer, context, status=status)
