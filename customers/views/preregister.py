"""Preregister customer: the form, the check while it is typed, and the answer where somebody has the customer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.unsent import Unsent, typed_before
from customers import chrome
from customers.actions import preregistration as actions
from customers.actions.preregistration import Refused
from customers.claims import Taken
from customers.columns import DEVELOPMENT
from customers.conflict_words import said_of
from customers.forms.preregistration import PreregisterForm
from customers.models import Customer
from customers.permissions import can_preregister
from partner_center.web import formats
from partner_center.web.page import asks_for, page, see_other

TEMPLATE = "customers/preregister.html"


def preregister(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    can_preregister(user).or_raise()
    if request.method != "POST":
        unsent = typed_before(request)
        return _show(request, PreregisterForm(by=user, typed=unsent.answers if unsent else None), unsent=unsent)
    form = PreregisterForm(request.POST, by=user)
    if asks_for(request, "conflict"):
        return page(request, TEMPLATE, _look(form, user), fragments=("conflict",))
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        actions.require_checks_left(user)
        review = request.POST.get("action") == "review"
        customer = actions.preregister(customer=form.customer(), review=review, by=user)
    except Taken as taken:
        actions.note_refusal(by=user)
        return _show(request, form, conflict=taken, status=409)
    except Refused as refused:
        if refused.told:
            actions.note_refusal(by=user)
        form.add_error(None, str(refused.reason))
        return _show(request, form, status=422)
    messages.success(request, done(customer))
    return see_other(f"{DEVELOPMENT}/")


def done(customer: Customer) -> str:
    """What came of asking for a customer."""
    if customer.preregistered_until is None:
        return _("%(number)s waits for a review.") % {"number": customer.number}
    day = formats.day(customer.preregistered_until)
    return _("%(number)s is preregistered until %(day)s.") % {"number": customer.number, "day": day}


def conflict_words(taken: Taken | None, user: User) -> dict[str, object]:
    """What the page says about a customer that is taken, and whether the operators can be asked."""
    return {"conflict": said_of(taken, user) if taken else "", "may_ask": bool(taken and taken.holder is None)}


def _look(form: PreregisterForm, user: User) -> dict[str, object]:
    """The check while somebody types: nothing until name and registration number are there."""
    marks = form.marks()
    if marks is None:
        return conflict_words(None, user)
    try:
        return conflict_words(actions.check(customer=marks, by=user), user)
    except Refused:
        # Saving tells of the limit; what is typed in the meantime is only not checked.
        return conflict_words(None, user)


def _show(
    request: HttpRequest,
    form: PreregisterForm,
    *,
    conflict: Taken | None = None,
    unsent: Unsent | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "has_errors": status != 200,
        **conflict_words(conflict, member_of(request)),
        "unsent": unsent.said(_("Preregister customer")) if unsent else "",
        "cancel_url": f"{DEVELOPMENT}/",
        "breadcrumb": chrome.development_trail((_("Preregister customer"), None)),
    }
    return page(request, TEMPLATE, context, status=status)
