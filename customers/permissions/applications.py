"""What may be done now with an application to become a reseller: by the company, and by the distributor."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import Partner, User
from accounts.permissions import ALLOWED, Decision, Denied, can_found, has
from accounts.roles import Capability
from customers.models import Application

State = Application.State
#: What its link leads to while it is not too old.
_OPEN = {State.INVITED, State.APPLIED, State.COOPERATING, State.REJECTED}


def can_follow(application: Application, now: datetime) -> Decision:
    """Whether the link still leads anywhere: to the form, or to what became of the application."""
    lasts = application.state == State.APPLIED or application.expires_at > now
    if application.state in _OPEN and lasts and application.tenant.status == Partner.Status.COOPERATING:
        return ALLOWED
    return Denied(_("This invitation is not valid any more."), not_now=True)


def can_apply(application: Application, now: datetime) -> Decision:
    open_link = can_follow(application, now)
    if open_link and application.state != State.INVITED:
        return Denied(_("This application has been sent already."), not_now=True)
    return open_link


def can_decide(user: User, application: Application) -> Decision:
    """Whether it can be approved or rejected: once, while it waits for that."""
    role = has(user, Capability.MANAGE_RESELLERS)
    if role and application.state != State.APPLIED:
        return Denied(_("Only an application that waits for a decision can be approved or rejected."), not_now=True)
    return role


def can_send_again(user: User, application: Application) -> Decision:
    """Whether the company can get a new link: to the form; once approved, to join, until somebody has."""
    role = has(user, Capability.MANAGE_RESELLERS)
    if not role or application.state in {State.INVITED, State.EXPIRED}:
        return role
    if application.reseller is None:
        return Denied(_("Only an invitation that was not used can be sent again."), not_now=True)
    return can_found(user, application.reseller)


def can_withdraw(user: User, application: Application) -> Decision:
    role = has(user, Capability.MANAGE_RESELLERS)
    if role and application.state != State.INVITED:
        return Denied(_("Only an invitation that was not used can be withdrawn."), not_now=True)
    return role
