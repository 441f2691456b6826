"""The columns of Export History."""

from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.export_lists import list_named
from accounts.models import Export, Partner, User
from accounts.permissions import can_download
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order
from partner_center.web.templatetags.ui import chip

EXPORTS = "/partner/exports/"
ORDERS = {"created": Order("created", "created_at", True, tie="id")}
DEFAULT_ORDER = "-created"

_STATE_CHIPS = {Export.State.WAITING: "info", Export.State.READY: "ok"}


def export_columns(tenant: Partner) -> list[Column[Export]]:
    zone = ZoneInfo(tenant.time_zone)
    return [
        Column("file", _("File"), _file, is_header=True, classes="pc-name"),
        Column("state", _("State"), _state),
        Column(
            "created",
            _("Created"),
            lambda row: formats.moment(row.created_at, zone),
            sort="created",
            classes="pc-nowrap",
        ),
        Column("filters", _("Filters"), _filters),
        Column("format", _("Format"), lambda row: row.get_format_display()),
        Column("rows", _("Rows"), lambda row: "" if row.rows is None else formats.whole(row.rows), align="end"),
        Column("expires", _("Deleted on"), lambda row: formats.moment(row.expires_at, zone), classes="pc-nowrap"),
    ]


def _file(row: Export) -> SafeString:
    return format_html('<bdi>{}</bdi><span class="pc-second pc-reference">{}</span>', title_of(row.list), row.file_name)


def title_of(name: str) -> str | Promise:
    listed = list_named(name)
    return listed.title if listed else name


def _state(row: Export) -> SafeString:
    return chip(row.get_state_display(), _STATE_CHIPS.get(Export.State(row.state), "warn"))


def _filters(row: Export) -> str:
    number = row.narrowed
    return ngettext("%(number)s filter", "%(number)s filters", number) % {"number": number} if number else ""


def export_actions(user: User, row: Export) -> list[Action]:
    """A button each; a download is written down, so it is no link."""
    address = f"{EXPORTS}{row.pk}/"
    acts = [("download", _now("Download"))] if can_download(user, row) else []
    return [
        Action(label, f"{address}{act}/", f"{label}, {row.file_name}", f"op-{row.pk}-{act}", post={"action": act})
        for act, label in (*acts, ("delete", _now("Delete")))
    ]


def counted_exports(number: int, text: str) -> str:
    return ngettext("%(number)s export", "%(number)s exports", number) % {"number": text}
