"""Invite by e-mail: what one or many customers would be written, who cannot be, and off it goes."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.models import User
from customers import chrome
from customers.actions import invite_customers
from customers.actions.invitations import ends_at
from customers.columns import DEVELOPMENT
from customers.invitation_mail import Mail, address_of, invitation_mail, valid_until
from customers.models import Customer
from customers.permissions import can_be_mailed, can_invite
from customers.presentation import masked
from partner_center.web import formats
from partner_center.web.clock import today
from partner_center.web.links import site_of
from partner_center.web.list_preferences import SIZES
from partner_center.web.page import page, see_other, way_back


def invite_by_mail(request: HttpRequest) -> HttpResponse:
    """The ticked rows of the list, or the one customer. Whoever comes without any is led to where to tick them."""
    user = member_of(request)
    back = way_back(request.POST.get("next", ""), f"{DEVELOPMENT}/")
    numbers = request.POST.getlist("customer")[: max(SIZES)]
    visible = Customer.objects.visible_to(user).filter(partner=user.partner).with_list_relations()
    customers = [*visible.filter(number__in=numbers).order_by("number")] if numbers else []
    if not customers:
        if request.method == "POST":
            messages.info(request, _("Select at least one customer."))
        return see_other(back)
    reached, left_out = _sorted_out(customers, user)
    if request.POST.get("action") == "send" and reached:
        sent = invite_customers(customers=reached, site=site_of(request), by=user)
        messages.success(request, _said(len(sent)))
        return see_other(back)
    context = {
        "reached": [_row(customer) for customer in reached],
        "left_out": [{**_row(customer), "reason": reason} for customer, reason in left_out],
        "preview": _preview(reached, user, request) if reached else None,
        "back": back,
        "breadcrumb": chrome.development_trail((_("Invite by e-mail"), None)),
    }
    return page(request, "customers/invite_by_mail.html", context)


def _sorted_out(customers: Sequence[Customer], user: User) -> tuple[list[Customer], list[tuple[Customer, Any]]]:
    """Whom a mail would reach now, and who gets none, with the reason."""
    now, day = timezone.now(), today(user.tenant.time_zone)
    reached, left_out = [], []
    for customer in customers:
        may = can_invite(user, customer, day)
        may = may and can_be_mailed(customer, now)
        if may:
            reached.append(customer)
        else:
            left_out.append((customer, may.reason))
    return reached, left_out


def _row(customer: Customer) -> dict[str, Any]:
    return {
        "number": customer.number,
        "name": masked(customer, "customer_name", ()).value,
        "email": masked(customer, "email", ()).value,
    }


def _preview(customers: Sequence[Customer], user: User, request: HttpRequest) -> Mail:
    """The mail as it would be sent now, but for the link, which only the customer may have."""
    days = {valid_until(user.tenant, ends_at(customer)) for customer in customers}
    day = days.pop() if len(days) == 1 else _("(the last day of the preregistration)")
    assert user.partner
    return invitation_mail(user.partner, address_of(site_of(request), _("(the personal link)")), day)


def _said(number: int) -> str:
    if not number:
        return _("Nobody was invited: meanwhile none of these customers can be.")
    text = ngettext("%(number)s customer invited by e-mail.", "%(number)s customers invited by e-mail.", number)
    return text % {"number": formats.whole(number)}
