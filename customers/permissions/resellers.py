"""What may be done with a reseller now: by a distributor's administrator, while the cooperation lasts."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from accounts.permissions import Decision, Denied, has
from accounts.roles import Capability


def can_manage_reseller(user: User, reseller: Partner) -> Decision:
    """A distributor's administrator, while the cooperation lasts."""
    role = has(user, Capability.MANAGE_RESELLERS)
    if role and reseller.status == Partner.Status.TERMINATED:
        return Denied(_("The cooperation with this reseller is terminated."), not_now=True)
    return role


def can_suspend(user: User, reseller: Partner) -> Decision:
    allowed = can_manage_reseller(user, reseller)
    if allowed and reseller.is_suspended:
        return Denied(_("This reseller is suspended already."), not_now=True)
    return allowed


def can_resume(user: User, reseller: Partner) -> Decision:
    allowed = can_manage_reseller(user, reseller)
    if allowed and not reseller.is_suspended:
        return Denied(_("Only a suspended reseller can be resumed."), not_now=True)
    return allowed


def can_terminate(user: User, reseller: Partner) -> Decision:
    return can_manage_reseller(user, reseller)
