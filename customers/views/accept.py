"""What a customer sees who opens the link of an invitation: a public page, which asks one thing."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from customers.actions import accept_invitation
from customers.invitation_mail import association_type, valid_until
from customers.invitations import customer_invited_by
from customers.models import CustomerInvitation
from partner_center.web.errors import too_many
from partner_center.web.masking import Kind, conceal, render
from partner_center.web.page import page
from partner_center.web.throttle import asks_too_often

#: Whoever accepts asks some five times; whoever guesses tokens would have to ask far oftener.
MOST_A_MINUTE = 60


@login_not_required
def accept(request: HttpRequest, token: str) -> HttpResponse:
    if asks_too_often("accept", most=MOST_A_MINUTE):
        return too_many(request)
    with customer_invited_by(token) as invitation:
        answer = _closed(request) if invitation is None else _open(request, invitation)
    answer["Cache-Control"] = "no-store"
    return answer


def _closed(request: HttpRequest) -> HttpResponse:
    """The same bytes whatever became of the invitation, and if there never was one."""
    return page(request, "customers/accept_closed.html", {}, status=404)


def _open(request: HttpRequest, invitation: CustomerInvitation) -> HttpResponse:
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
        return _closed(request)
    if cause:
        failed = {**said, "cause": CustomerInvitation.Cause(cause).label}
        return page(request, "customers/accept.html", failed, status=409)
    return page(request, "customers/accepted.html", said)
