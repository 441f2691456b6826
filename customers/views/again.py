"""Preregister again: a customer that expired, was released or was rejected, after a question."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from customers.actions import preregistration as actions
from customers.actions.preregistration import Refused
from customers.claims import Taken
from customers.models import Customer
from customers.permissions import can_preregister_again
from customers.views.found import of_customer, show, url_of
from customers.views.preregister import conflict_words, done
from partner_center.web.clock import today
from partner_center.web.page import see_other


@of_customer
def again(request: HttpRequest, customer: Customer) -> HttpResponse:
    user = member_of(request)
    can_preregister_again(user, customer, today(user.tenant.time_zone)).or_raise()
    context: dict[str, object] = {"heading": _("Preregister again"), **conflict_words(None, user)}
    if request.method != "POST":
        return show(request, "customers/again.html", customer, context)
    try:
        actions.require_checks_left(user)
        review = request.POST.get("action") == "review"
        taken_now = actions.preregister_again(customer=customer, review=review, by=user)
    except Taken as taken:
        actions.note_refusal(by=user)
        return show(request, "customers/again.html", customer, context | conflict_words(taken, user), status=409)
    except Refused as refused:
        if refused.told:
            actions.note_refusal(by=user)
        problems = [(refused.reason, "")]
        return show(request, "customers/again.html", customer, context | {"problems": problems}, status=422)
    messages.success(request, done(taken_now))
    return see_other(url_of(customer))
