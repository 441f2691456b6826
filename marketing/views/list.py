"""Marketing Tasks: one row a target customer, in two tabs, with search, filters, pages and eyes."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.models import User
from accounts.permissions import has
from accounts.reveals import shown_columns
from accounts.roles import Capability
from marketing import chrome
from marketing.columns import DEFAULT_ORDER, ORDERS, counted, details_action, row_actions, target_columns
from marketing.forms.filters import TargetFilterForm
from marketing.models import Target, TaskKind
from partner_center.web.clock import today
from partner_center.web.freshness import answer_poll
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


def task_list(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    kind = chrome.kind_asked(request.GET)
    form = TargetFilterForm(request.GET, kind=kind)
    found = Target.objects.visible_to(user).begun().of_kind(kind).matching(form.text())
    found = found.with_strategy(form.strategies()).in_status(form.statuses())
    if line := answer_poll(request, found, "handled_at", _changed):
        return line
    kept = {"kind": "" if kind is TaskKind.SALES_EXPANSION else kind.value, "sort": request.GET.get("sort", "")}
    context = {
        "listing": _listing(request, user, kind, found),
        "filters": form,
        "keep": [(name, value) for name, value in kept.items() if value],
        "clear_url": chrome.kind_url(kind),
        "new_url": chrome.NEW_TASK if has(user, Capability.MANAGE_TASKS) else "",
        "tabs": chrome.tabs(user, kind),
        "breadcrumb": chrome.trail(),
    }
    return page(request, "marketing/list.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, kind: TaskKind, found: QuerySet[Target]) -> Listing:
    day = today(user.tenant.time_zone)
    preferences = Preferences.of(user.lists, "marketing-tasks", target_columns(user, day))
    columns = preferences.shown
    listed = paginate(
        request,
        found,
        order=order_from(request, ORDERS, DEFAULT_ORDER, columns),
        load=lambda rows: rows.with_list_relations().counting_opportunities(user),  # type: ignore[attr-defined]
        size=preferences.size,
    )
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
