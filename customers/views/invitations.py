"""History Records: the invitations of the own company's customers, what became of each, and why some failed."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of, visible_or_404
from accounts.models import User
from accounts.reveals import shown_columns
from customers import chrome
from customers.actions import withdraw_customer_invitation
from customers.forms.invitations import InvitationFilterForm
from customers.invitation_columns import (
    DEFAULT_INVITATION_ORDER,
    INVITATION_ORDERS,
    INVITATIONS,
    counted_invitations,
    invitation_actions,
    invitation_columns,
)
from customers.models import Customer, CustomerInvitation
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page, see_other, way_back


def invitations(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    form = InvitationFilterForm(request.GET)
    found = CustomerInvitation.objects.visible_to(user).of_company(user)
    found = found.in_state(form.good.get("state", ()), timezone.now())
    if channels := form.good.get("channel"):
        found = found.filter(channel__in=channels)
    if form.text():
        found = found.filter(customer__in=Customer.objects.visible_to(user).matching(form.text()))
    context = {
        "listing": _listing(request, user, found),
        "filters": form,
        "switch": chrome.development_switch(f"{INVITATIONS}/"),
        "breadcrumb": chrome.development_trail((_("History Records"), None)),
    }
    return page(request, "customers/invitations.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, found: QuerySet[CustomerInvitation]) -> Listing:
    now = timezone.now()
    preferences = Preferences.of(user.lists, "customer-invitations", invitation_columns(user, now))
    columns = preferences.shown
    listed = paginate(
        request,
        found,
        order=order_from(request, INVITATION_ORDERS, DEFAULT_INVITATION_ORDER, columns),
        load=lambda rows: rows.with_people(),  # type: ignore[attr-defined]
        size=preferences.size,
    )
    customers = [row.customer for row in listed.items]
    return build(
        request,
        listed,
        columns,
        caption=_("Invitations of customers"),
        counted=counted_invitations,
        shown=shown_columns(request, columns, customers, page="history records", by=user),
        actions=lambda row: invitation_actions(user, row, now),
        default_order=DEFAULT_INVITATION_ORDER,
        preferences=preferences,
    )


def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    user, back = member_of(request), way_back(request.POST.get("next", ""), f"{INVITATIONS}/")
    invitation = visible_or_404(CustomerInvitation.objects.visible_to(user).with_people(), pk=key)
    withdraw_customer_invitation(invitation=invitation, by=user)
    messages.success(request, _("Invitation of %(number)s withdrawn.") % {"number": invitation.customer.number})
    return see_other(back)
