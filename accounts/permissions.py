"""The shape of every answer to "may they do this to it now": ALLOWED, or Denied with the reason."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.export_lists import list_named
from accounts.models import Export, MemberInvitation, Partner, User
from accounts.roles import Capability, Role


class NotNow(PermissionDenied):
    """The record does not take it as it is; no other role would help."""


@dataclass(frozen=True, slots=True)
class Allowed:
    reason: str = ""

    def __bool__(self) -> bool:
        return True

    def or_raise(self) -> None:
        """Go on."""


@dataclass(frozen=True, slots=True)
class Denied:
    """Falsy; the reason is what the page, the missing control's words and the refused action say.

    `not_now`: the state of the record is the cause, whoever the person is.
    """

    reason: str | Promise
    not_now: bool = False

    def __bool__(self) -> bool:
        return False

    def or_raise(self) -> None:
        """Raise PermissionDenied with the reason."""
        raise (NotNow if self.not_now else PermissionDenied)(self.reason)


Decision = Allowed | Denied
ALLOWED = Allowed()
_SUSPENDED = _("Your company is suspended: you can view everything, but change nothing.")


def has(user: User, capability: Capability) -> Decision:
    """Whether the role has the capability, with the sentence if not."""
    if user.can(capability):
        return ALLOWED
    return Denied(_SUSPENDED if user.is_suspended else capability.refusal)


def can_manage_accounts_of(member: User, partner: Partner | None) -> Decision:
    """Whether customers and resellers of the partner can be given to the member."""
    if _works_for(member, partner) and member.role == Role.ACCOUNT_MANAGER:
        return ALLOWED
    return Denied(_("This person is no active account manager of the partner."))


def can_direct(member: User, partner: Partner | None) -> Decision:
    """Whether the partner's account managers can be led by the member."""
    if _works_for(member, partner) and member.role == Role.DIRECTOR:
        return ALLOWED
    return Denied(_("This person directs no account managers of the partner."))


def _works_for(member: User, partner: Partner | None) -> bool:
    return partner is not None and member.partner_id == partner.pk and member.is_active


# --- Members ------------------------------------------------------------------------------------------------


def may_have_director(role: str) -> bool:
    """Whether whoever has the role is led by a director."""
    return role == Role.ACCOUNT_MANAGER


def directs(role: str) -> bool:
    """Whether whoever has the role leads account managers."""
    return role == Role.DIRECTOR


def can_manage_members(user: User) -> Decision:
    """Administrators of a company that works, of which they still are members themselves."""
    role = has(user, Capability.MANAGE_MEMBERS)
    if not role or not user.is_active:
        return Denied(Capability.MANAGE_MEMBERS.refusal)
    if any(company.status != Partner.Status.COOPERATING for company in (user.partner, user.distributor) if company):
        return Denied(_("Your company is suspended. Its members can be looked at, but not changed."))
    return ALLOWED


def can_modify_member(user: User, member: User) -> Decision:
    if user.partner_id != member.partner_id:
        return Denied(_("This person is a member of another company."))
    return can_manage_members(user)


def can_change_standing(user: User, member: User) -> Decision:
    """Whether the role of the member may be changed or taken with the account: not by oneself.

    So whoever changes it stays, and a company keeps an administrator.
    """
    allowed = can_modify_member(user, member)
    if not allowed or user.pk != member.pk:
        return allowed
    others = User.objects.visible_to(user).of_company(user).who_administer().exclude(pk=user.pk)
    if others.exists():
        return Denied(_("You cannot change your own role or deactivate yourself. Another administrator can."))
    return Denied(
        _("You are the only administrator. One must remain: give somebody else the role first, who can change yours.")
    )


def can_deactivate(user: User, member: User) -> Decision:
    allowed = can_change_standing(user, member)
    if allowed and not member.is_active:
        return Denied(_("This member is deactivated already."), not_now=True)
    return allowed


def can_reactivate(user: User, member: User) -> Decision:
    allowed = can_modify_member(user, member)
    if allowed and member.is_active:
        return Denied(_("This member is active."), not_now=True)
    return allowed


def can_found(user: User, company: Partner) -> Decision:
    """Whether the company's first administrator may be invited: by its distributor, until it has one."""
    role = has(user, Capability.MANAGE_RESELLERS)
    if not role or company.parent_id != user.partner_id:
        return Denied(Capability.MANAGE_RESELLERS.refusal)
    if company.status != Partner.Status.COOPERATING or User.objects.filter(partner=company).exists():
        return Denied(_("This reseller has members of its own already, or does not cooperate."), not_now=True)
    return ALLOWED


def can_join(invitation: MemberInvitation, now: datetime) -> Decision:
    """Whether the invitation still leads into the company: also whoever invited must still be allowed to."""
    inviter, company = invitation.invited_by, invitation.partner
    gone = invitation.accepted_at or invitation.withdrawn_at or invitation.has_expired(now)
    # A reseller's first administrator is invited by its distributor.
    foreign = inviter.partner_id not in {company.pk, company.parent_id}
    if gone or foreign or company.status != Partner.Status.COOPERATING or not can_manage_members(inviter):
        return Denied(_("This invitation is not valid any more."), not_now=True)
    return ALLOWED


# --- Exports ------------------------------------------------------------------------------------------------


def can_have(user: User, export: Export) -> Decision:
    """Whoever asked for it, with the role of then, while that role may export the list at all."""
    listed = list_named(export.list)
    if listed is None or export.role != user.role:
        return Denied(_("This file was made for another role than you have now. Export the list again."))
    return has(user, listed.capability)


def can_download(user: User, export: Export) -> Decision:
    if export.state != Export.State.READY:
        return Denied(_("There is no file to download."), not_now=True)
    return can_have(user, export)
