"""The columns of the list of imports. What a file is called, only whoever uploaded it reads."""

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from customers.models import CustomerImport, ImportLine
from partner_center.web import formats
from partner_center.web.listing import Column, Order
from partner_center.web.templatetags.ui import chip

IMPORTS = "/partner/sales/imports"
NEW = f"{IMPORTS}/new/"
TEMPLATE = f"{IMPORTS}/template/"
ORDERS = {"started": Order("started", "created_at", True, tie="id")}
DEFAULT_ORDER = "-started"
Line = ImportLine.State
State = CustomerImport.State

_CHIPS = {State.DONE: "ok", State.PREVIEWED: "warn", State.MATCHING: "warn", State.FAILED: "err"}


def url_of(batch: CustomerImport) -> str:
    return f"{IMPORTS}/{batch.pk}/"


def import_columns(reader: User) -> list[Column[CustomerImport]]:
    zone = reader.tenant.time_zone
    return [
        Column("started", _("Uploaded"), lambda row: _link(row, zone), sort="started", is_header=True),
        Column("file", _("File"), lambda row: file_name(row, reader)),
        Column("author", _("Uploaded by"), lambda row: row.author.username),
        Column("rows", _("Rows"), lambda row: formats.whole(row.total), align="end"),
        Column("state", _("State"), lambda row: chip(State(row.state).label, _CHIPS.get(State(row.state), "neutral"))),
        Column("result", _("Result"), result),
    ]


def file_name(batch: CustomerImport, reader: User) -> SafeString | str:
    return format_html("<bdi>{}</bdi>", batch.file_name) if batch.author_id == reader.pk else ""


def _link(row: CustomerImport, zone: str) -> SafeString:
    return format_html('<a id="open-{}" href="{}">{}</a>', row.pk, url_of(row), formats.moment(row.created_at, zone))


def result(batch: CustomerImport) -> str:
    """What came of it, or would, in numbers: these tell nothing of the file."""
    numbers = ((say, batch.number_of(state)) for state, say in _SAYS.items())
    return formats.listed(say(number) for say, number in numbers if number)


def _new(number: int) -> str:
    return _now("%(number)s new") % {"number": formats.whole(number)}


def _updates(number: int) -> str:
    return ngettext("%(number)s update", "%(number)s updates", number) % {"number": formats.whole(number)}


def _attention(number: int) -> str:
    text = ngettext("%(number)s row needs attention", "%(number)s rows need attention", number)
    return text % {"number": formats.whole(number)}


def _added(number: int) -> str:
    return _now("%(number)s added") % {"number": formats.whole(number)}


def _in_review(number: int) -> str:
    return _now("%(number)s sent to review") % {"number": formats.whole(number)}


def _updated(number: int) -> str:
    return _now("%(number)s updated") % {"number": formats.whole(number)}


def _refused(number: int) -> str:
    return _now("%(number)s not imported") % {"number": formats.whole(number)}


def _undone(number: int) -> str:
    return _now("%(number)s undone") % {"number": formats.whole(number)}


def _kept(number: int) -> str:
    return _now("%(number)s not undone") % {"number": formats.whole(number)}


_SAYS: dict[str, Callable[[int], str]] = {
    Line.NEW: _new,
    Line.UPDATE: _updates,
    Line.CREATED: _added,
    Line.IN_REVIEW: _in_review,
    Line.UPDATED: _updated,
    Line.REFUSED: _refused,
    Line.FAULTY: _attention,
    Line.UNDONE: _undone,
    Line.KEPT: _kept,
}


def counted(number: int, text: str) -> str:
    return ngettext("%(number)s import", "%(number)s imports", number) % {"number": text}
