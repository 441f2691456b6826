"""Inviting a reseller's first administrator: what its distributor does once, before the reseller runs itself."""

from django.db import transaction
from django.utils import translation

from accounts.actions.company import still_administrator
from accounts.actions.invitations import send_invitation
from accounts.audit import record
from accounts.models import MemberInvitation, Partner, User
from accounts.permissions import can_found
from accounts.roles import FOUNDER


@transaction.atomic
def invite_founder(*, company: Partner, email: str, name: str, language: str, site: str, by: User) -> MemberInvitation:
    """Ask somebody to become the company's first administrator, in their language; again with a new link if asked."""
    inviter = still_administrator(by)
    current = Partner.objects.visible_to(inviter).select_for_update(of=("self",)).get(pk=company.pk)
    can_found(inviter, current).or_raise()
    waiting = MemberInvitation.objects.filter(tenant=inviter.tenant, partner=current).waiting()
    again = waiting.filter(email__iexact=email).first()
    invitation = again or MemberInvitation(tenant=inviter.tenant, partner=current, email=email, name=name, role=FOUNDER)
    with translation.override(language):
        send_invitation(invitation, site, inviter)
    record("member invitation sent again" if again else "member invited", on=invitation, by=by, role=invitation.role)
    return invitation
