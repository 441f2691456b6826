"""Export History: the files of lists that one has asked for; and the way to ask for one, from any list."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of, visible_or_404
from accounts.actions import NoRoom, TooMany, create_export, delete_export, download_export
from accounts.actions.exports import MOST_KEPT, MOST_ROWS
from accounts.export_columns import (
    DEFAULT_ORDER,
    EXPORTS,
    ORDERS,
    counted_exports,
    export_actions,
    export_columns,
)
from accounts.export_lists import list_named
from accounts.models import Export
from partner_center.web import export_files, formats
from partner_center.web.freshness import answer_poll
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import build, order_from, paginate
from partner_center.web.page import page, see_other, way_back

TYPES = {
    Export.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Export.Format.CSV: export_files.CSV,
}


def exports(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    found = Export.objects.visible_to(user).kept()
    if line := answer_poll(request, found, "settled_at", _changed):
        return line
    preferences = Preferences.of(user.lists, "exports", export_columns(user.tenant))
    listed = paginate(
        request,
        found,
        order=order_from(request, ORDERS, DEFAULT_ORDER, preferences.shown),
        load=lambda rows: rows,
        size=preferences.size,
    )
    listing = build(
        request,
        listed,
        preferences.shown,
        caption=_("Export History"),
        counted=counted_exports,
        actions=lambda row: export_actions(user, row),
        default_order=DEFAULT_ORDER,
        polls=any(row.state == Export.State.WAITING for row in listed.items),
        preferences=preferences,
    )
    context = {"listing": listing, "breadcrumb": [(_("Export History"), None)]}
    return page(request, "accounts/exports.html", context, fragments=("results",))


def _changed(number: int, text: str) -> str:
    return ngettext("%(number)s export changed.", "%(number)s exports changed.", number) % {"number": text}


def export(request: HttpRequest) -> HttpResponse:
    """Ask for a file of the list at the address that the form says, and go on with the list."""
    user = member_of(request)
    listed, address = list_named(request.POST.get("list", "")), request.POST.get("address", "")
    if listed is None:
        raise Http404
    try:
        _path, _mark, query = address.partition("?")
        create_export(listed=listed, query=query, form=request.POST.get("format", ""), by=user)
    except TooMany:
        text = _("An export has %(most)s rows at most. Narrow the list with its filters, then export it.")
        messages.error(request, text % {"most": formats.whole(MOST_ROWS)})
    except NoRoom:
        text = _("You have %(most)s exports already. Delete one first.") % {"most": MOST_KEPT}
        messages.error(request, _with_link(text))
    else:
        messages.success(request, _with_link(_("Export task created.")))
    return see_other(way_back(address, EXPORTS))


def _with_link(text: str) -> str:
    return format_html('{} <a href="{}">{}</a>', text, EXPORTS, _("Export History"))


def download(request: HttpRequest, key: UUID) -> HttpResponse:
    """The file, for nobody but whoever asked for it."""
    user = member_of(request)
    wanted = visible_or_404(Export.objects.visible_to(user).kept(), pk=key)
    content = download_export(export=wanted, by=user)
    return export_files.download(content, name=wanted.file_name, content_type=TYPES[Export.Format(wanted.format)])


def delete(request: HttpRequest, key: UUID) -> HttpResponse:
    user = member_of(request)
    wanted = visible_or_404(Export.objects.visible_to(user).kept(), pk=key)
    delete_export(export=wanted, by=user)
    messages.success(request, _("%(file)s deleted.") % {"file": wanted.file_name})
    return see_other(EXPORTS)
