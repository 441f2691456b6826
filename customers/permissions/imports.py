"""Who imports customers, who reads what a file says, and what can be taken back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ALLOWED, Decision, Denied, has
from accounts.roles import Capability
from customers.models import CustomerImport
from customers.permissions.preregistration import can_preregister

State = CustomerImport.State


def can_import(user: User) -> Decision:
    """Administrators, for their own company, if it may preregister: that is what an import does with new customers."""
    role = has(user, Capability.IMPORT_CUSTOMERS)
    return can_preregister(user) if role else role


def can_read_rows(user: User, batch: CustomerImport) -> Decision:
    """What stands in the file was typed by whoever uploaded it; to everybody else it is a customer's full details."""
    role = has(user, Capability.IMPORT_CUSTOMERS)
    if role and batch.author_id != user.pk:
        return Denied(_("Only whoever uploaded the file can see its rows and import them."))
    return role


def can_match(user: User, batch: CustomerImport) -> Decision:
    return _own(user, batch, (State.MATCHING, State.PREVIEWED), _("The columns of this import are matched already."))


def can_start(user: User, batch: CustomerImport) -> Decision:
    return _own(user, batch, (State.PREVIEWED,), _("This import is not ready to start, or has started already."))


def can_cancel(user: User, batch: CustomerImport) -> Decision:
    return _own(user, batch, (State.MATCHING, State.PREVIEWED), _("This import has started already."))


def can_go_on(user: User, batch: CustomerImport) -> Decision:
    return _own(user, batch, (State.FAILED,), _("This import has not stopped."))


def can_undo(user: User, batch: CustomerImport, now: datetime) -> Decision:
    """Any administrator of the company: undoing shows nothing of the file."""
    role = can_import(user)
    if not role:
        return role
    until = batch.undo_until()
    if batch.state != State.DONE or until is None:
        return Denied(_("Only a finished import can be undone."), not_now=True)
    if until < now:
        return Denied(_("An import can be undone for 24 hours, which are over."), not_now=True)
    return ALLOWED


def _own(user: User, batch: CustomerImport, states: tuple[State, ...], otherwise: object) -> Decision:
    mine = can_read_rows(user, batch)
    if not mine:
        return mine
    if batch.state not in states:
        return Denied(str(otherwise), not_now=True)
    return can_import(user)
