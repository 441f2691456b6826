"""The columns of the audit log, and what was done in words. A line's own texts are keys: they are never translated."""

from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import AuditEntry, User
from accounts.reveal_words import named
from accounts.roles import Reach, Role
from partner_center.web import formats
from partner_center.web.listing import Column, Order
from partner_center.web.masking import Kind

ORDERS = {"time": Order("time", "at", True, tie="key")}
DEFAULT_ORDER = "-time"

#: Everything that verbs record, in words; a test knows of each. What is not here is shown as it is stored.
ACTIONS: Mapping[str, Promise] = MappingProxyType(
    {
        "opportunity added": _("Added an opportunity"),
        "opportunity modified": _("Modified an opportunity"),
        "progress specified": _("Specified progress"),
        "opportunity voided": _("Voided an opportunity"),
        "opportunity reopened": _("Reopened an opportunity"),
        "opportunity transferred": _("Transferred an opportunity"),
        "note added": _("Added a note"),
        "draft started": _("Started a draft"),
        "draft discarded": _("Discarded a draft"),
        "draft restored": _("Restored a draft"),
        "customer added": _("Added a customer"),
        "customer changed": _("Changed a customer"),
        "customer modified": _("Modified a customer"),
        "customer assigned": _("Assigned an account manager to a customer"),
        "customer withdrawn": _("Withdrew the account manager of a customer"),
        "customer disassociated": _("Disassociated a customer"),
        "reseller assigned": _("Assigned an account manager to a reseller"),
        "reseller withdrawn": _("Withdrew the account manager of a reseller"),
        "reseller suspended": _("Suspended a reseller"),
        "reseller resumed": _("Resumed a reseller"),
        "reseller terminated": _("Terminated a reseller"),
        "sharing switched on": _("Let a reseller view opportunities"),
        "sharing switched off": _("Hid opportunities from a reseller"),
        "opportunity suspended": _("Suspended an opportunity with its customer"),
        "preregistration expired": _("A preregistration expired"),
        "customer checked": _("Checked whether a customer is free"),
        "customer preregistered": _("Preregistered a customer"),
        "preregistration refused": _("Asked for a customer that is taken"),
        "preregistration sent to review": _("Asked for a customer, which is reviewed first"),
        "preregistration approved": _("Approved a preregistration"),
        "preregistration rejected": _("Rejected a preregistration"),
        "customer released": _("Released a customer"),
        "customer associated": _("Associated a customer"),
        "customer invited": _("Invited a customer"),
        "customer invitation accepted": _("A customer accepted an invitation"),
        "customer invitation failed": _("An invitation of a customer failed"),
        "customer invitation expired": _("An invitation of a customer expired"),
        "customer invitation withdrawn": _("Withdrew the invitation of a customer"),
        "protected account added": _("Added a protected account"),
        "protected account changed": _("Changed a protected account"),
        "marketing task added": _("Added a marketing task"),
        "marketing task changed": _("Changed a marketing task"),
        "marketing task started": _("Started a marketing task"),
        "marketing task ended": _("Ended a marketing task"),
        "marketing task cancelled": _("Cancelled a marketing task"),
        "target added": _("Added a target customer"),
        "target removed": _("Removed a target customer"),
        "target assigned": _("Assigned a target customer"),
        "target closed": _("Closed a target customer"),
        "target handled": _("Handled a target customer"),
        "partner added": _("Added a partner"),
        "partner changed": _("Changed a partner"),
        "member added": _("Added a member"),
        "member changed": _("Changed a member"),
        "member invited": _("Invited a member"),
        "member invitation sent again": _("Sent an invitation again"),
        "member invitation withdrawn": _("Withdrew an invitation"),
        "member joined": _("Joined as a member"),
        "member deactivated": _("Deactivated a member"),
        "member reactivated": _("Reactivated a member"),
        "draft handed over": _("Handed over a draft"),
        "password set": _("Set a password"),
        "reference entry added": _("Added a reference entry"),
        "reference entry changed": _("Changed a reference entry"),
        "revealed": _("Showed masked values"),
        "reveals confirmed": _("Confirmed the password to show more"),
        "reveal limit nearly reached": _("Nearly reached the limit of reveals"),
        "unexpected fields": _("Sent fields that the page does not have"),
        "opened by an operator": _("Opened as an operator"),
        "operations entered": _("Entered operations"),
        "denied": _("Was refused"),
        "alert": _("Was refused many times"),
        "bulk opportunities added": _("Added opportunities in bulk"),
        "demo world loaded": _("Loaded the demo world"),
    }
)


def counted(number: int, text: str) -> str:
    """So many entries."""
    return ngettext("%(number)s entry", "%(number)s entries", number) % {"number": text}


def entry_columns(reader: User) -> list[Column[AuditEntry]]:
    zone = ZoneInfo(reader.tenant.time_zone)
    return [
        Column(
            "time",
            _("Time"),
            lambda row: formats.moment(row.at, zone),
            sort="time",
            is_header=True,
            classes="pc-nowrap",
        ),
        *_who(reader),
        Column("role", _("Role"), _role),
        Column("action", _("What was done"), _action),
        Column("record", _("Record"), _record),
        Column("request", _("Request"), _request, classes="pc-off-card"),
    ]


def _who(reader: User) -> list[Column[AuditEntry]]:
    """Only for whoever reads more than the own lines."""
    if reader.reach is Reach.OWN:
        return []
    name = _("names")
    return [Column("user", _("Who"), lambda row: row.actor.name if row.actor else "", Kind.PERSON, name)]


def _role(row: AuditEntry) -> str | Promise:
    """The role at that time. Operators stand behind the wall: their names are not the tenant's to see."""
    if row.actor_role in Role.values:
        return Role(row.actor_role).label
    return _now("Platform operator") if row.actor_id else _now("The system")


def _action(row: AuditEntry) -> SafeString | str:
    said = ACTIONS.get(row.action, row.action)
    column, rule = row.details.get("column"), row.details.get("rule")
    if not column and not rule:
        return str(said)
    # Rules are marked for translation where they are written.
    return format_html('{}<span class="pc-second">{}</span>', said, named(column) if column else _now(rule))


def _record(row: AuditEntry) -> SafeString:
    return format_html('<span class="pc-reference">{}</span>', row.subject)


def _request(row: AuditEntry) -> SafeString | str:
    return format_html('<span class="pc-reference">{}</span>', row.request_id) if row.request_id else ""
