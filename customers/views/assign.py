"""Assign account manager: to one customer, or to those that were ticked in a list."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.models import User
from customers import chrome
from customers.actions import assign_customers
from customers.columns import ROOT
from customers.forms.manage import AssignForm
from customers.managers import called, managers_of, moved_along, offered, opportunities_counted
from customers.models import Customer
from customers.permissions import can_assign
from customers.presentation import masked
from customers.views.found import of_customer, trail, url_of
from partner_center.web import formats
from partner_center.web.list_preferences import SIZES
from partner_center.web.page import page, see_other, way_back

ASSIGNMENT = f"{ROOT}/assignment/"


@of_customer
def assign(request: HttpRequest, customer: Customer) -> HttpResponse:
    user = member_of(request)
    can_assign(user, customer).or_raise()
    crumbs = trail(user, customer, (_("Assign account manager"), None))
    return _answer(request, user, [customer], back=url_of(customer), breadcrumb=crumbs)


def assign_many(request: HttpRequest) -> HttpResponse:
    """The ticked rows of a list. Whoever comes without any is led to where they can be ticked."""
    user = member_of(request)
    back = way_back(request.POST.get("next", ""), ASSIGNMENT)
    numbers = request.POST.getlist("customer")[: max(SIZES)]
    found = Customer.objects.visible_to(user).with_list_relations().filter(number__in=numbers).order_by("number")
    customers = [*found] if numbers else []
    if not customers:
        if request.method == "POST":
            messages.info(request, _("Select at least one customer."))
        return see_other(back)
    if len({customer.partner_id for customer in customers}) > 1:
        messages.error(request, _("Select customers of one company: account managers belong to it."))
        return see_other(back)
    crumbs = chrome.trail((_("Assign account manager"), None))
    return _answer(request, user, customers, back=back, breadcrumb=crumbs)


def _answer(
    request: HttpRequest, user: User, customers: Sequence[Customer], *, back: str, breadcrumb: Sequence[Any]
) -> HttpResponse:
    """Ask to whom, and do it once somebody is chosen. Those that only came with ticked rows are asked first."""
    pressed = request.method == "POST" and request.POST.get("action") == "assign"
    company = customers[0].partner
    form = AssignForm(request.POST if pressed else None, offered=offered(managers_of(company, user)))
    if customers[0].is_of_reseller:
        # Their opportunities belong to people of the distributor, and stay with them.
        del form.fields["follow"]
    if pressed and form.is_valid():
        to = form.chosen()
        follow = form.cleaned_data.get("follow", False)
        moved, followed = assign_customers(customers=customers, to=to, follow=follow, by=user)
        messages.success(request, _said(moved, to, followed))
        return see_other(back)
    context = {
        "form": form,
        "rows": _rows(customers, user),
        "numbers": [customer.number for customer in customers],
        "company": company,
        "back": back,
        "breadcrumb": breadcrumb,
    }
    return page(request, "customers/assign.html", context, status=422 if pressed else 200)


def _rows(customers: Sequence[Customer], user: User) -> list[dict[str, Any]]:
    """What is about to move, masked as everywhere, with the number of what would follow."""
    visible = Customer.objects.visible_to(user).filter(pk__in=[customer.pk for customer in customers])
    counts = {row.pk: row.open_count for row in visible.counting_open_opportunities(user)}  # type: ignore[attr-defined]
    return [
        {
            "number": customer.number,
            "name": masked(customer, "customer_name", ()).value,
            "manager": masked(customer, "account_manager", ()).value if customer.account_manager else _("Nobody"),
            "open": opportunities_counted(counts.get(customer.pk, 0)),
        }
        for customer in customers
    ]


def _said(moved: int, to: User | None, followed: int) -> str:
    words = {"number": formats.whole(moved), "who": called(to)}
    if to:
        done = ngettext("%(number)s customer assigned to %(who)s.", "%(number)s customers assigned to %(who)s.", moved)
    else:
        done = ngettext(
            "%(number)s customer has no account manager now.",
            "%(number)s customers have no account manager now.",
            moved,
        )
    return " ".join(filter(None, (done % words, moved_along(followed))))
