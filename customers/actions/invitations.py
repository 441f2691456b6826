"""Inviting customers by mail, link or QR code; accept, withdraw. A new one of a channel replaces the one before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from accounts.audit import record
from accounts.mail import send_later, take_back
from accounts.models import Notification, User
from accounts.notifications import notify
from accounts.permissions import Denied
from customers import claims
from customers.actions.open_invitations import close_invitations
from customers.actions.preregistration import Refused, associate
from customers.actions.records import concerned
from customers.claims import Taken
from customers.invitation_mail import address_of, invitation_mail, valid_until
from customers.models import Customer, CustomerInvitation
from customers.models.invitation import VALID_FOR
from customers.permissions import can_accept, can_be_mailed, can_invite, can_withdraw_invitation, still_invites
from partner_center.web.clock import today
from partner_center.web.tokens import new_token

Channel, State, Cause = CustomerInvitation.Channel, CustomerInvitation.State, CustomerInvitation.Cause


@transaction.atomic
def invite_customers(*, customers: Sequence[Customer], site: str, by: User) -> list[CustomerInvitation]:
    """Ask customers by mail to accept; the links lead to `site`. Returns the invitations that were sent.

    Raises PermissionDenied where it is not for this person. Whoever cannot be invited now gets no mail.
    """
    sent = []
    for customer in sorted(customers, key=lambda row: row.pk):
        current = _locked(customer)
        may = can_invite(by, current, today(current.time_zone))
        if isinstance(may, Denied) and not may.not_now:
            may.or_raise()
        if may and can_be_mailed(current, timezone.now()):
            sent.append(_mail(current, site, by))
    return sent


@transaction.atomic
def make_link(*, customer: Customer, channel: str, site: str, by: User) -> str:
    """Invite by a link, or by one that is shown as a QR code. It is returned, and kept nowhere."""
    current = _locked(customer)
    can_invite(by, current, today(current.time_zone)).or_raise()
    token, digest = new_token()
    _invite(current, Channel(channel), by, digest=digest, expires_at=ends_at(current))
    return address_of(site, token)


@transaction.atomic
def accept_invitation(*, invitation: CustomerInvitation, by: User | None = None) -> str:
    """Associate the customer with the partner that invited it. Returns why that failed, or nothing.

    A failure is stored like a success: the partner reads of it. Raises PermissionDenied where the link leads nowhere.
    """
    customer = _locked(invitation.customer)
    current = CustomerInvitation.objects.with_people().select_for_update(of=("self",)).get(pk=invitation.pk)
    can_accept(current, timezone.now()).or_raise()
    cause = _associate(customer, by) if still_invites(current) else Cause.INVITER
    if cause:
        fail(invitation=current, cause=cause, by=by)
        return cause
    _settle(current, State.ACCEPTED)
    record("customer invitation accepted", on=customer, by=by, channel=current.channel)
    close_invitations(CustomerInvitation.objects.filter(tenant_id=customer.tenant_id, customer=customer))
    return ""


@transaction.atomic
def withdraw_customer_invitation(*, invitation: CustomerInvitation, by: User) -> None:
    """Let the link lead nowhere."""
    customer = _locked(invitation.customer)
    current = CustomerInvitation.objects.with_people().select_for_update(of=("self",)).get(pk=invitation.pk)
    can_withdraw_invitation(by, current, timezone.now()).or_raise()
    _settle(current, State.WITHDRAWN)
    take_back(current.mail)
    record("customer invitation withdrawn", on=customer, by=by, channel=current.channel)


@transaction.atomic
def fail(*, invitation: CustomerInvitation, cause: str, by: User | None) -> None:
    """Note why an invitation came to nothing, and tell whoever looks after the customer."""
    customer = invitation.customer
    _settle(invitation, State.FAILED, cause)
    record("customer invitation failed", on=customer, by=by, channel=invitation.channel, cause=cause)
    # As the source has it: each recipient reads it in another language.
    with translation.override("en"):
        words = {"outcome": str(Cause(cause).label)}
    notify(to=concerned(customer), kind=Notification.Kind.ASSOCIATION_FAILED, about=customer, words=words)


def ends_at(customer: Customer) -> datetime:
    """When an invitation of now runs out: with the preregistration."""
    longest = timezone.now() + VALID_FOR
    return min(claims.lapses_at(customer) or longest, longest)


def _mail(customer: Customer, site: str, by: User) -> CustomerInvitation:
    token, digest = new_token()
    ends = ends_at(customer)
    mail = invitation_mail(customer.partner, address_of(site, token), valid_until(customer.partner, ends))
    sent = send_later(to=customer.email, subject=mail.subject, text=mail.text)
    return _invite(customer, Channel.MAIL, by, digest=digest, expires_at=ends, email=customer.email, mail=sent)


def _invite(customer: Customer, channel: str, by: User, **values: Any) -> CustomerInvitation:
    of_channel = CustomerInvitation.objects.filter(tenant_id=customer.tenant_id, customer=customer, channel=channel)
    close_invitations(of_channel)
    invitation = CustomerInvitation.objects.create(
        tenant_id=customer.tenant_id,
        partner=customer.partner,
        customer=customer,
        channel=channel,
        invited_by=by,
        **values,
    )
    record("customer invited", on=customer, by=by, channel=channel)
    return invitation


def _associate(customer: Customer, by: User | None) -> str:
    """Associate it, or say why not, with nothing of it left behind."""
    try:
        with transaction.atomic():
            associate(customer=customer, by=by)
    except Refused:
        return Cause.OVER
    except Taken:
        return Cause.NOT_FREE
    return ""


def _settle(invitation: CustomerInvitation, state: str, cause: str = "") -> None:
    invitation.state, invitation.cause, invitation.settled_at = state, cause, timezone.now()
    invitation.save(update_fields=["state", "cause", "settled_at"])


def _locked(customer: Customer) -> Customer:
    """Whoever invites, accepts or withdraws takes the customer first, so that two at once wait for each other."""
    rows = Customer.objects.select_related("partner__parent", "account_manager")
    return rows.select_for_update(of=("self",)).get(pk=customer.pk)
