"""What a customer sees who opens the link of an invitation: a public page, which asks one thing."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from customers.actions import accept_invitation
from customers.invitation_mail import association_type, valid_until
from customers.invitations import ACCEPTING
from customers.models import CustomerInvitation
from partner_center.web.masking import Kind, conceal, render
from partner_center.web.page import page


@ACCEPTING
def accept(request: HttpRequest, invitation: CustomerInvitation) -> HttpResponse:
    said = {
        "company": invitation.partner.name,
        "type": association_type(invitation.partner),
        "customer": render(conceal(Kind.COMPANY, invitation.customer.name, shown=False)),
        "day": valid_until(invitation.tenant, invitation.expires_at),
    }
    if request.method != "POST":
        return page(request, "customers/accept.html", said)
    if request.user.is_authenticated:
        # A member who looks at what the customer will see accepts nothing for it by mistake.
        return page(request, "customers/accept.html", said, status=409)
    try:
        cause = accept_invitation(invitation=invitation)
    except PermissionDenied:
        # Somebody else was quicker with the same link.
        return ACCEPTING.refuse(request)
    if cause:
        failed = {**said, "cause": CustomerInvitation.Cause(cause).label}
        return page(request, "customers/accept.html", failed, status=409)
    return page(request, "customers/accepted.html", said)
