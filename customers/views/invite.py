"""Invite a customer: by e-mail, by a link, by a QR code. Link and code are shown in the answer that made them."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from customers.actions import make_link
from customers.actions.invitations import ends_at
from customers.invitation_columns import INVITE_BY_MAIL, lines_of
from customers.invitation_mail import valid_until
from customers.models import Customer, CustomerInvitation
from customers.permissions import can_be_mailed, can_invite
from customers.presentation import masked
from customers.qr import qr_code
from customers.views.found import of_customer, show
from partner_center.web.clock import today
from partner_center.web.links import site_of

Channel = CustomerInvitation.Channel


@of_customer
def invite(request: HttpRequest, customer: Customer) -> HttpResponse:
    user, now = member_of(request), timezone.now()
    can_invite(user, customer, today(user.tenant.time_zone)).or_raise()
    channel = request.POST.get("action", "")
    link = picture = ""
    if channel in {Channel.LINK, Channel.QR}:
        link = make_link(customer=customer, channel=channel, site=site_of(request), by=user)
        picture = qr_code(link) if channel == Channel.QR else ""
    mailed = can_be_mailed(customer, now)
    context = {
        "heading": _("Invite customer"),
        "link": link,
        "picture": picture,
        "mail_url": INVITE_BY_MAIL,
        "email": masked(customer, "email", ()).value,
        "no_mail": "" if mailed else mailed.reason,
        "day": valid_until(user.tenant, ends_at(customer)),
        "invitations": lines_of(user, customer, now),
    }
    answer = show(request, "customers/invite.html", customer, context)
    answer["Cache-Control"] = "no-store"
    return answer
