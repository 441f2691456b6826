"""Marketing Tasks: one row a target customer, in two tabs, with search, filters, pages and eyes."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.export_lists import export_of
from accounts.models import User
from accounts.permissions import has
from accounts.reveals import shown_columns
from accounts.roles import Capability
from marketing import chrome
from marketing.asked import targets
from marketing.columns import DEFAULT_ORDER, counted, details_action, row_actions
from marketing.forms.filters import TargetFilterForm
from marketing.models import Target, TaskKind
from partner_center.web.asked import Asked
from partner_center.web.clock import today
from partner_center.web.freshness import answer_poll
from partner_center.web.listing import Listing, build, paginate
from partner_center.web.page import page


def task_list(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    kind = chrome.kind_asked(request.GET)
    asked = targets(user, request.GET)
    if line := answer_poll(request, asked.found, "handled_at", _changed):
        return line
    kept = {"kind": "" if kind is TaskKind.SALES_EXPANSION else kind.value, "sort": request.GET.get("sort", "")}
    context = {
        "listing": _listing(request, user, kind, asked),
        "export": export_of(user, "marketing-tasks"),
        "filters": asked.filters,
        "keep": [(name, value) for name, value in kept.items() if value],
        "clear_url": chrome.kind_url(kind),
        "new_url": chrome.NEW_TASK if has(user, Capability.MANAGE_TASKS) else "",
        "tabs": chrome.tabs(user, kind),
        "breadcrumb": chrome.trail(),
    }
    return page(request, "marketing/list.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, kind: TaskKind, asked: Asked[Target, TargetFilterForm]) -> Listing:
    day, preferences = today(user.tenant.time_zone), asked.preferences
    columns = preferences.shown
    listed = paginate(request, asked.found, order=asked.order, load=asked.load, size=preferences.size)
    return build(
        request,
        listed,
        columns,
        caption=_("Marketing Tasks, %(kind)s") % {"kind": kind.label},
        counted=counted,
        shown=shown_columns(request, columns, listed.items, page="marketing tasks", by=user),
        actions=lambda row: [*row_actions(user, row, day), details_action(row)],
        default_order=DEFAULT_ORDER,
        polls=True,
        preferences=preferences,
    )


def _changed(number: int, text: str) -> str:
    return ngettext("%(number)s customer was handled.", "%(number)s customers were handled.", number) % {"number": text}
