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


#: What a company's first member is: whoever runs it.
FOUNDER = Role.ADMINISTRATOR


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
    MODIFY_CUSTOMERS = noop("modify customers")
    ASSIGN_CUSTOMERS = noop("assign account managers to customers")
    DISASSOCIATE_CUSTOMERS = noop("disassociate customers")
    VIEW_RESELLERS = noop("view resellers")
    MANAGE_RESELLERS = noop("manage resellers")
    VIEW_APPLICATIONS = noop("view cooperation applications")
    VIEW_DISTRIBUTOR = noop("view the own distributor")
    PREREGISTER_CUSTOMERS = noop("preregister and release customers")
    IMPORT_CUSTOMERS = noop("import customers")
    VIEW_TASKS = noop("view marketing tasks")
    HANDLE_TASKS = noop("handle marketing tasks")
    MANAGE_TASKS = noop("manage marketing tasks")
    READ_AUDIT_LOG = noop("read the audit log")
    MANAGE_MEMBERS = noop("manage members")
    VIEW_REVEALS = noop("view who showed full customer details")
    EXPORT_CUSTOMERS = noop("export customers")

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
    Capability.MODIFY_CUSTOMERS: _("Only administrators and account managers can modify customers."),
    Capability.ASSIGN_CUSTOMERS: _("Only administrators can assign account managers to customers."),
    Capability.DISASSOCIATE_CUSTOMERS: _("Only distributors can disassociate customers."),
    Capability.VIEW_RESELLERS: _("Only distributors and their account manager directors can view resellers."),
    Capability.MANAGE_RESELLERS: _("Only distributors can manage resellers."),
    Capability.VIEW_APPLICATIONS: _("Only distributors can view cooperation applications."),
    Capability.VIEW_DISTRIBUTOR: _("Only members of a reseller have a distributor."),
    Capability.PREREGISTER_CUSTOMERS: _(
        "Only administrators and account managers can preregister and release customers."
    ),
    Capability.IMPORT_CUSTOMERS: _("Only administrators can import customers."),
    Capability.VIEW_TASKS: _("Only members of a partner can view marketing tasks."),
    Capability.HANDLE_TASKS: _("Only distributors and their account managers can handle marketing tasks."),
    Capability.MANAGE_TASKS: _("Only administrators of a distributor can manage marketing tasks."),
    Capability.READ_AUDIT_LOG: _("Only administrators and account managers can read the audit log."),
    Capability.MANAGE_MEMBERS: _("Only administrators can manage members."),
    Capability.VIEW_REVEALS: _("Only administrators can view the Reveal Log."),
    Capability.EXPORT_CUSTOMERS: _("Only administrators can export customers."),
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
    Capability.PREREGISTER_CUSTOMERS,
    Capability.ADD_OPPORTUNITIES,
    Capability.MODIFY_OPPORTUNITIES,
    Capability.SPECIFY_PROGRESS,
    Capability.ADD_NOTES,
    Capability.MODIFY_CUSTOMERS,
    Capability.HANDLE_TASKS,
    Capability.READ_AUDIT_LOG,
}
#: What the administrator of any company does there.
_RUNS = frozenset(
    {
        Capability.MANAGE_MEMBERS,
        Capability.VIEW_REVEALS,
        Capability.ASSIGN_CUSTOMERS,
        Capability.EXPORT_CUSTOMERS,
        Capability.IMPORT_CUSTOMERS,
    }
)
_VIEWS_OF_RESELLER = _VIEWS | {Capability.VIEW_DISTRIBUTOR}
_SELLS_FOR_RESELLER = _VIEWS_OF_RESELLER | {
    Capability.PREREGISTER_CUSTOMERS,
    Capability.MODIFY_CUSTOMERS,
    Capability.READ_AUDIT_LOG,
}
_STEERS = {
    Capability.STEER_OPPORTUNITIES,
    Capability.DISASSOCIATE_CUSTOMERS,
    Capability.VIEW_RESELLERS,
    Capability.MANAGE_RESELLERS,
    Capability.VIEW_APPLICATIONS,
    Capability.MANAGE_TASKS,
}
#: What members of a suspended company still can do: look.
_LOOKS = _VIEWS_AND_NOTES | {
    Capability.READ_AUDIT_LOG,
    Capability.VIEW_REVEALS,
    Capability.VIEW_RESELLERS,
    Capability.VIEW_APPLICATIONS,
    Capability.VIEW_DISTRIBUTOR,
    Capability.MANAGE_MEMBERS,
}

STANDINGS: dict[tuple[PartnerKind, Role], Standing] = {
    (PartnerKind.DISTRIBUTOR, Role.ADMINISTRATOR): Standing(Reach.TENANT, _SELLS | _RUNS | _STEERS),
    (PartnerKind.DISTRIBUTOR, Role.ACCOUNT_MANAGER): Standing(Reach.OWN, _SELLS),
    (PartnerKind.DISTRIBUTOR, Role.DIRECTOR): Standing(Reach.TEAM, _VIEWS_AND_NOTES | {Capability.VIEW_RESELLERS}),
    (PartnerKind.RESELLER, Role.ADMINISTRATOR): Standing(Reach.PARTNER, _SELLS_FOR_RESELLER | _RUNS),
    (PartnerKind.RESELLER, Role.ACCOUNT_MANAGER): Standing(Reach.OWN, _SELLS_FOR_RESELLER),
    (PartnerKind.RESELLER, Role.DIRECTOR): Standing(Reach.TEAM, _VIEWS_OF_RESELLER),
}
#: Platform operators belong to no partner: they work in Django admin.
OUTSIDE = Standing(Reach.NOTHING, frozenset())


def standing_of(kind: str | None, role: str) -> Standing:
    """The standing of a member; of somebody without a partner, the one that can do nothing."""
    if kind is None:
        return OUTSIDE
    return STANDINGS[PartnerKind(kind), Role(role)]


def while_suspended(standing: Standing) -> Standing:
    """What is left of it while the company is suspended: its rows, to look at."""
    return Standing(standing.reach, standing.capabilities & _LOOKS)
