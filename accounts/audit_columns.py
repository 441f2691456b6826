"""The columns of the audit log, and what was done in words. A line's own texts are keys: they are never translated."""

from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

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
    name = _("Show full names")
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
