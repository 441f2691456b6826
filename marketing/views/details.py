"""One marketing task: what to say, what it recommends, whom to reach, what came of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.reveals import shown_columns
from marketing import chrome
from marketing.columns import (
    DEFAULT_ORDER,
    ORDERS,
    check_box,
    counted,
    managing_actions,
    row_actions,
    task_target_columns,
)
from marketing.forms.filters import ResultFilterForm
from marketing.models import MarketingTask
from marketing.moves import moves_from
from marketing.permissions import can_manage, can_move
from marketing.presentation import facts, figures, newest
from marketing.results import tables, targets_of
from marketing.task_columns import task_url
from marketing.views.found import of_task
from partner_center.web.clock import today
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


@of_task
def details(request: HttpRequest, task: MarketingTask) -> HttpResponse:
    user = member_of(request)
    form = ResultFilterForm(request.GET)
    listing = _targets(request, user, task, form)
    context = {
        "task": task,
        "facts": facts(task, user.tenant.currency),
        "figures": figures(task, user),
        "tables": tables(task, user),
        "newest": newest(task, user),
        "listing": listing,
        "filters": form,
        "acts": any(line.actions for line in listing.rows),
        "manages": _managing(user, task),
        "breadcrumb": chrome.trail((task.name, None)),
    }
    return page(request, "marketing/details.html", context, fragments=("results",))


def _managing(user: User, task: MarketingTask) -> dict[str, Any]:
    """The controls of whoever may change the task, and why a move must wait; nothing for everybody else."""
    if not can_manage(user, task):
        return {}
    address, day = task_url(task), today(user.tenant.time_zone)
    moves = [(move, can_move(user, task, move, day)) for move in moves_from(task.status)]
    return {
        "edit": f"{address}edit/",
        "customers": f"{address}customers/",
        "assign": f"{address}assign/",
        "moves": [(move.label, f"{address}{move.value}/") for move, may in moves if may],
        "waits": [may.reason for _move, may in moves if not may],
    }


def _targets(request: HttpRequest, user: User, task: MarketingTask, form: ResultFilterForm) -> Listing:
    """The customers of the task whom the person sees; of one person or one reseller where the address says so."""
    day = today(user.tenant.time_zone)
    manages = bool(can_manage(user, task))
    listed = paginate(
        request,
        targets_of(task, user, manager=form.said("manager"), reseller=form.said("reseller")),
        order=order_from(request, ORDERS, DEFAULT_ORDER),
        load=lambda rows: rows.with_list_relations().counting_opportunities(user),  # type: ignore[attr-defined]
    )
    columns = task_target_columns(user, day)
    return build(
        request,
        listed,
        columns,
        caption=_("Customers of the task %(number)s") % {"number": task.number},
        counted=counted,
        shown=shown_columns(request, columns, listed.items, page="marketing task", by=user),
        actions=lambda row: [*row_actions(user, row, day), *managing_actions(user, row)],
        choice=check_box if manages else lambda _row: "",
        default_order=DEFAULT_ORDER,
    )
