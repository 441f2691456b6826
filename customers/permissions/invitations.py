"""Who may invite customers now, whom a mail reaches, and whether an invitation still holds."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from accounts.permissions import ALLOWED, Decision, Denied, has
from accounts.roles import Capability
from customers.models import Customer, CustomerInvitation
from customers.permissions.preregistration import has_in_hand

#: So many mails go to one customer within so long: nobody's mailbox is filled by us.
MAILS, MAILS_SPAN = 3, timedelta(days=1)


def can_invite(user: User, customer: Customer, today: date) -> Decision:
    """Whether the person may ask a customer of the own company to accept: while its preregistration runs."""
    own = has_in_hand(user, customer)
    if not own:
        return own
    if customer.is_preregistered(today):
        return ALLOWED
    return Denied(_("Only a customer whose preregistration runs can be invited."), not_now=True)


def can_be_mailed(customer: Customer, now: datetime) -> Decision:
    """Whether a mail reaches the customer, and is not one too many."""
    if not customer.email:
        return Denied(_("This customer has no e-mail address. Modify it to enter one, or make a link."), not_now=True)
    mails = customer.invitations.filter(channel=CustomerInvitation.Channel.MAIL, sent_at__gt=now - MAILS_SPAN)
    if mails[:MAILS].count() >= MAILS:
        return Denied(
            _("This customer was sent 3 invitations by e-mail within a day. Make a link, or try again tomorrow."),
            not_now=True,
        )
    return ALLOWED


def can_withdraw_invitation(user: User, invitation: CustomerInvitation, now: datetime) -> Decision:
    own = has_in_hand(user, invitation.customer)
    return own and can_accept(invitation, now)


def can_accept(invitation: CustomerInvitation, now: datetime) -> Decision:
    """Whether the link leads anywhere. What stands behind it is looked at when somebody accepts."""
    if invitation.holds(now):
        return ALLOWED
    return Denied(_("This invitation is not valid any more."), not_now=True)


def still_invites(invitation: CustomerInvitation) -> Decision:
    """Whether whoever sent it still works for the partner, and may do so."""
    inviter = invitation.invited_by
    companies = [company for company in (inviter.partner, inviter.distributor) if company]
    terminated = any(company.status == Partner.Status.TERMINATED for company in companies)
    if terminated or not inviter.is_active or inviter.partner_id != invitation.partner_id:
        return Denied(Capability.PREREGISTER_CUSTOMERS.refusal)
    return has(inviter, Capability.PREREGISTER_CUSTOMERS)
