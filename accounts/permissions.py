"""The shape of every answer to "may they do this to it now": ALLOWED, or Denied with the reason."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
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


def has(user: User, capability: Capability) -> Decision:
    """Whether the role has the capability, with the sentence if not."""
    return ALLOWED if user.can(capability) else Denied(capability.refusal)


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
