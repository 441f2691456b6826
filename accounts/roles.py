"""What a role may do at all. Whether it may do it to a given row is each app's permissions.py.

The tables of this file are the law (docs/access.md is generated from them); nothing else compares roles.
"""

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop


class PartnerKind(TextChoices):
    DISTRIBUTOR = "distributor", _("Distributor")
    RESELLER = "reseller", _("Reseller")


class Role(TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    ACCOUNT_MANAGER = "account_manager", _("Account Manager")
    DIRECTOR = "director", _("Account Manager Director")


class Capability(Enum):
    """A thing that somebody with the right role can do. The audit log names it, in the language of its reader."""

    USE_PARTNER_CENTER = noop("use the Partner Center")
    VIEW_OPPORTUNITIES = noop("view opportunities")
    ADD_OPPORTUNITIES = noop("add opportunities")
    MODIFY_OPPORTUNITIES = noop("modify opportunities")
    SPECIFY_PROGRESS = noop("specify progress")
    READ_NOTES = noop("read notes on opportunities")
    ADD_NOTES = noop("add notes to opportunities")
    STEER_OPPORTUNITIES = noop("void, reopen and transfer opportunities")
    VIEW_CUSTOMERS = noop("view customers")
    VIEW_TASKS = noop("view marketing tasks")
    HANDLE_TASKS = noop("handle marketing tasks")
    MANAGE_TASKS = noop("manage marketing tasks")
    READ_AUDIT_LOG = noop("read the audit log")
    VIEW_REVEALS = noop("view who showed full customer details")

    @property
    def refusal(self) -> Promise:
        """The sentence for a person whose role lacks it."""
        return _REFUSALS[self]


_REFUSALS: dict[Capability, Promise] = {
    Capability.USE_PARTNER_CENTER: _("Only members of a partner can use the Partner Center."),
    Capability.VIEW_OPPORTUNITIES: _("Only members of a partner can view opportunities."),
    Capability.ADD_OPPORTUNITIES: _("Only distributors and their account managers can add opportunities."),
    Capability.MODIFY_OPPORTUNITIES: _("Only distributors and their account managers can modify opportunities."),
    Capability.SPECIFY_PROGRESS: _("Only distributors and their account managers can specify progress."),
    Capability.READ_NOTES: _("Only members of a distributor can read notes."),
    Capability.ADD_NOTES: _("Only distributors and their account managers can add notes."),
    Capability.STEER_OPPORTUNITIES: _("Only distributors can void, reopen or transfer opportunities."),
    Capability.VIEW_CUSTOMERS: _("Only members of a partner can view customers."),
    Capability.VIEW_TASKS: _("Only members of a partner can view marketing tasks."),
    Capability.HANDLE_TASKS: _("Only distributors and their account managers can handle marketing tasks."),
    Capability.MANAGE_TASKS: _("Only administrators of a distributor can manage marketing tasks."),
    Capability.READ_AUDIT_LOG: _("Only administrators and account managers can read the audit log."),
    Capability.VIEW_REVEALS: _("Only administrators can view the Reveal Log."),
}


class Reach(Enum):
    """Whose rows exist for a person at all."""

    TENANT = "the partner and its resellers"
    PARTNER = "the partner"
    TEAM = "the account managers whom the person directs"
    OWN = "the person"
    NOTHING = "nobody"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a role in a kind of partner amounts to."""

    reach: Reach
    capabilities: frozenset[Capability]
    #: Sees what others may change here, and changes nothing: the pages say so.
    only_views: bool = False


_VIEWS = frozenset(
    {
        Capability.USE_PARTNER_CENTER,
        Capability.VIEW_OPPORTUNITIES,
        Capability.VIEW_CUSTOMERS,
        Capability.VIEW_TASKS,
    }
)
#: A distributor's notes may be about a reseller, so no reseller reads them.
_VIEWS_AND_NOTES = _VIEWS | {Capability.READ_NOTES}
_SELLS = _VIEWS_AND_NOTES | {
    Capability.ADD_OPPORTUNITIES,
    Capability.MODIFY_OPPORTUNITIES,
    Capability.SPECIFY_PROGRESS,
    Capability.ADD_NOTES,
    Capability.HANDLE_TASKS,
    Capability.READ_AUDIT_LOG,
}
_VIEWS_AND_LOG = _VIEWS | {Capability.READ_AUDIT_LOG}

STANDINGS: dict[tuple[PartnerKind, Role], Standing] = {
    (PartnerKind.DISTRIBUTOR, Role.ADMINISTRATOR): Standing(
        Reach.TENANT, _SELLS | {Capability.STEER_OPPORTUNITIES, Capability.MANAGE_TASKS, Capability.VIEW_REVEALS}
    ),
    (PartnerKind.DISTRIBUTOR, Role.ACCOUNT_MANAGER): Standing(Reach.OWN, _SELLS),
    (PartnerKind.DISTRIBUTOR, Role.DIRECTOR): Standing(Reach.TEAM, _VIEWS_AND_NOTES, only_views=True),
    (PartnerKind.RESELLER, Role.ADMINISTRATOR): Standing(
        Reach.PARTNER, _VIEWS_AND_LOG | {Capability.VIEW_REVEALS}, only_views=True
    ),
    (PartnerKind.RESELLER, Role.ACCOUNT_MANAGER): Standing(Reach.OWN, _VIEWS_AND_LOG, only_views=True),
    (PartnerKind.RESELLER, Role.DIRECTOR): Standing(Reach.TEAM, _VIEWS, only_views=True),
}
#: Platform operators belong to no partner: they work in Django admin.
OUTSIDE = Standing(Reach.NOTHING, frozenset())


def standing_of(kind: str | None, role: str) -> Standing:
    """The standing of a member; of somebody without a partner, the one that can do nothing."""
    if kind is None:
        return OUTSIDE
    return STANDINGS[PartnerKind(kind), Role(role)]
