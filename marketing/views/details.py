"""One marketing task: what to say, what it recommends, whom to reach, what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import member_of, visible_or_404
from accounts.models import User
from accounts.reveals import shown_columns
from marketing import chrome
from marketing.columns import DEFAULT_ORDER, ORDERS, counted, row_actions, task_target_columns
from marketing.models import MarketingTask, Target
from marketing.presentation import facts, figures, newest
from partner_center.web.clock import today
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


def details(request: HttpRequest, number: str) -> HttpResponse:
    if number != number.upper():
        return redirect("marketing:details", number.upper())
    user = member_of(request)
    task = visible_or_404(MarketingTask.objects.visible_to(user), number=number)
    listing = _targets(request, user, task)
    context = {
        "task": task,
        "facts": facts(task),
        "figures": figures(task, user),
        "newest": newest(task, user),
        "listing": listing,
        "acts": any(line.actions for line in listing.rows),
        "breadcrumb": chrome.trail((task.name, None)),
    }
    return page(request, "marketing/details.html", context, fragments=("results",))


def _targets(request: HttpRequest, user: User, task: MarketingTask) -> Listing:
    """The customers of the task whom the person sees."""
    day = today(user.tenant.time_zone)
    listed = paginate(
        request,
        Target.objects.visible_to(user).filter(task=task),
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
        actions=lambda row: row_actions(user, row, day),
        default_order=DEFAULT_ORDER,
    )
