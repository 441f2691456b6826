"""The Reveal Log for administrators, and everybody's own reveals: the same list of other people's or one's own."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.forms import RevealFilterForm
from accounts.models import AuditEntry
from accounts.reveal_columns import DEFAULT_ORDER as NEWEST
from accounts.reveal_columns import ORDERS, columns_of, counted
from accounts.reveal_log import narrowed, presses, references
from accounts.reveals import shown_columns
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


def reveals(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    form = RevealFilterForm(request.GET)
    found = narrowed(presses(user), form.good, user.tenant.time_zone)
    place = (_("Organization"), "/partner/organization/", _("Reveal Log"))
    return _show(request, found, place, filters=form)


def own_reveals(request: HttpRequest) -> HttpResponse:
    found = presses(member_of(request), own=True)
    return _show(request, found, (_("Preferences"), "/partner/preferences/", _("My reveals")), filters=None)


def _show(request: HttpRequest, found: QuerySet[AuditEntry], place: tuple[str, str, str], **more: Any) -> HttpResponse:
    section, above, heading = place
    context = {
        "heading": heading,
        "section": section,
        "listing": _listing(request, found, heading, own=more["filters"] is None),
        "breadcrumb": [(section, above), (heading, None)],
        **more,
    }
    return page(request, "accounts/reveals.html", context, fragments=("results",))


def _listing(request: HttpRequest, found: QuerySet[AuditEntry], title: str, *, own: bool) -> Listing:
    user = member_of(request)
    # Which records a press has shown is read once its row is known to be on the page.
    numbers: dict[str, list[str]] = {}
    columns = columns_of(numbers, user.tenant.time_zone, own=own)
    chosen = Preferences.of(user.lists, "my-reveals" if own else "reveal-log", columns)
    columns = chosen.shown
    listed = paginate(
        request,
        found,
        order=order_from(request, ORDERS, NEWEST, columns),
        load=lambda rows: rows.select_related("actor"),
        size=chosen.size,
    )
    numbers |= references(listed.items)
    # What is shown here are names of members, so a line of the log is about each of them once.
    members = list({row.actor_id: row.actor for row in listed.items if row.actor}.values())
    shown = shown_columns(request, columns, members, page="reveal log", by=user)
    return build(
        request, listed, columns, caption=title, shown=shown, default_order=NEWEST, counted=counted, preferences=chosen
    )
