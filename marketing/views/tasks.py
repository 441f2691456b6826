"""All tasks of the distributor, for its administrators: the drafts, and those in which nobody is to be reached yet."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.permissions import has
from accounts.roles import Capability
from marketing import chrome
from marketing.forms.filters import TaskFilterForm
from marketing.models import MarketingTask
from marketing.task_columns import ALL_TASKS, DEFAULT_ORDER, ORDERS, counted_tasks, task_actions, task_columns
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


def tasks(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    has(user, Capability.MANAGE_TASKS).or_raise()
    form = TaskFilterForm(request.GET)
    found = MarketingTask.objects.visible_to(user).matching(form.text())
    found = found.in_status(form.statuses()).with_strategy(form.strategies())
    context = {
        "listing": _listing(request, user, found),
        "filters": form,
        "keep": [("sort", request.GET["sort"])] if "sort" in request.GET else [],
        "clear_url": ALL_TASKS,
        "tabs": chrome.tabs(user, None),
        "new_url": chrome.NEW_TASK,
        "breadcrumb": chrome.trail(),
    }
    return page(request, "marketing/tasks.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, found: QuerySet[MarketingTask]) -> Listing:
    preferences = Preferences.of(user.lists, "all-marketing-tasks", task_columns())
    columns = preferences.shown
    listed = paginate(
        request,
        found,
        order=order_from(request, ORDERS, DEFAULT_ORDER, columns),
        load=lambda rows: rows.counting(user),  # type: ignore[attr-defined]
        size=preferences.size,
    )
    return build(
        request,
        listed,
        columns,
        caption=_("All marketing tasks"),
        counted=counted_tasks,
        actions=lambda row: task_actions(user, row),
        default_order=DEFAULT_ORDER,
        preferences=preferences,
    )
