"""The columns of the Reveal Log."""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import AuditEntry
from accounts.reveal_words import PAGES, named
from accounts.roles import Role
from partner_center.web import formats
from partner_center.web.listing import Column, Order
from partner_center.web.masking import Kind

ORDERS = {"time": Order("time", "at", True, tie="subject")}
DEFAULT_ORDER = "-time"


def counted(number: int, text: str) -> str:
    """So many reveals."""
    return ngettext("%(number)s reveal", "%(number)s reveals", number) % {"number": text}


def columns_of(numbers: Mapping[str, Sequence[str]], time_zone: str, *, own: bool) -> list[Column[AuditEntry]]:
    """The columns of the log; `numbers` of the records shown, press by press. Whose own it is knows user and role."""
    who = [
        Column[AuditEntry]("user", _("User"), _user, mask=Kind.PERSON, names=_("user names")),
        Column[AuditEntry]("role", _("Role"), _role),
    ]
    return [
        Column("time", _("Time"), lambda row: formats.moment(row.at, time_zone), sort="time", is_header=True),
        *([] if own else who),
        Column("page", _("Page"), lambda row: PAGES.get(row.details["page"], row.details["page"])),
        Column("column", _("Details shown"), _shown),
        Column("records", _("Records"), lambda row: _records(numbers[row.details["press"]])),
    ]


def _user(row: AuditEntry) -> str:
    return row.actor.name if row.actor else ""


def _role(row: AuditEntry) -> str:
    return str(Role(row.actor_role).label)


def _shown(row: AuditEntry) -> str:
    return formats.listed(dict.fromkeys(named(key) for key in row.details["columns"]))


def _records(numbers: Sequence[str]) -> SafeString:
    """How many, and on request which."""
    text = ngettext("%(number)s record", "%(number)s records", len(numbers)) % {"number": formats.whole(len(numbers))}
    listed = format_html_join("", "<li>{}</li>", ((number,) for number in numbers))
    return format_html('<details class="pc-records"><summary>{}</summary><ul>{}</ul></details>', text, listed)
