"""Inviting members: invite, send again, withdraw, join."""

from django.db import transaction
from django.utils import timezone

from accounts.actions.company import still_administrator
from accounts.audit import record
from accounts.invitation_mail import founding_mail, invitation_mail
from accounts.mail import send_later
from accounts.models import MemberInvitation, User
from accounts.models.invitation import VALID_FOR
from accounts.permissions import can_direct, can_join
from partner_center.web.tokens import new_token


@transaction.atomic
def invite_member(*, email: str, name: str, role: str, director: User | None, site: str, by: User) -> MemberInvitation:
    """Ask somebody to join the company of `by`; the link of the mail leads to `site`."""
    inviter = still_administrator(by)
    assert inviter.partner
    if director:
        can_direct(director, inviter.partner).or_raise()
    invitation = MemberInvitation(
        tenant=inviter.tenant, partner=inviter.partner, email=email, name=name, role=role, director=director
    )
    send_invitation(invitation, site, inviter)
    record("member invited", on=invitation, by=by, role=role)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: MemberInvitation, site: str, by: User) -> MemberInvitation:
    """Send it once more with a new link, for another fourteen days; the old link leads nowhere then."""
    inviter = still_administrator(by)
    current = _locked(invitation, inviter)
    send_invitation(current, site, inviter)
    record("member invitation sent again", on=current, by=by)
    return current


@transaction.atomic
def withdraw_invitation(*, invitation: MemberInvitation, by: User) -> None:
    """Let the link lead nowhere."""
    current = _locked(invitation, still_administrator(by))
    current.withdrawn_at = timezone.now()
    current.save(update_fields=["withdrawn_at"])
    record("member invitation withdrawn", on=current, by=by)


@transaction.atomic
def join(*, invitation: MemberInvitation, username: str, name: str, password: str) -> User:
    """Make the invited person a member. Company, role and e-mail address are those of the invitation, whoever asks."""
    current = MemberInvitation.objects.with_company().select_for_update(of=("self",)).get(pk=invitation.pk)
    now = timezone.now()
    can_join(current, now).or_raise()
    director = current.director if current.director and can_direct(current.director, current.partner) else None
    member = User(
        username=username,
        name=name,
        email=current.email,
        partner=current.partner,
        distributor=current.tenant,
        role=current.role,
        director=director,
    )
    member.set_password(password)
    member.save(force_insert=True)
    current.accepted_at, current.member = now, member
    current.save(update_fields=["accepted_at", "member"])
    record("member joined", on=member, by=member, invited_by=current.invited_by.username)
    return member


def send_invitation(invitation: MemberInvitation, site: str, inviter: User) -> None:
    """Store it with a new link, which the mail alone knows."""
    token, invitation.digest = new_token()
    invitation.invited_by, invitation.sent_at = inviter, timezone.now()
    invitation.expires_at = invitation.sent_at + VALID_FOR
    invitation.save()
    write = founding_mail if invitation.is_founding else invitation_mail
    mail = write(invitation, f"{site}/join/{token}/")
    send_later(to=invitation.email, subject=mail.subject, text=mail.text)


def _locked(invitation: MemberInvitation, by: User) -> MemberInvitation:
    waiting = MemberInvitation.objects.visible_to(by).waiting().with_company()
    return waiting.select_for_update(of=("self",)).get(pk=invitation.pk)
