"""Add customers to a task: those that are ticked, or all that match what is searched and filtered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.models import User
from accounts.reveals import shown_columns
from customers.chrome import group_counts, switch
from customers.columns import counted
from customers.models import CustomerQuerySet, Group
from marketing import chrome
from marketing.actions import add_targets
from marketing.candidate_columns import candidate_columns, check_box
from marketing.candidates import MOST_ADDED, candidates, sold_by
from marketing.forms.filters import CandidateFilterForm
from marketing.models import MarketingTask
from marketing.permissions import can_manage
from marketing.task_columns import task_url
from marketing.views.found import of_task
from partner_center.web import formats
from partner_center.web.clock import today
from partner_center.web.counts import COUNTED, Counts
from partner_center.web.listing import Listing, Order, build, paginate
from partner_center.web.page import page, see_other

NEWEST = Order("activity", "last_activity_at", True)


@of_task
def choose(request: HttpRequest, task: MarketingTask) -> HttpResponse:
    user = member_of(request)
    can_manage(user, task).or_raise()
    group = Group.RESELLERS if request.GET.get("group") == Group.RESELLERS else Group.MINE
    form = CandidateFilterForm(request.GET, time_zone=user.tenant.time_zone)
    found = _found(user, task, group, form)
    if request.method == "POST" and "toggle" not in request.POST:
        if request.POST.get("action") != "all":
            found = candidates(user, task).filter(number__in=request.POST.getlist("customer"))
        return _add(request, user, task, group, found)
    return _show(request, user, task, group, form)


def _found(user: User, task: MarketingTask, group: Group, form: CandidateFilterForm) -> CustomerQuerySet:
    found = candidates(user, task).of_group(group, user).matching(form.text()).filter(**form.criteria())
    found = found.in_relation(form.relations(), today(user.tenant.time_zone))
    found = found.having_open_opportunities(form.good.get("open", ""), user)
    return sold_by(found, form.good.get("owner", ""))


def _add(request: HttpRequest, user: User, task: MarketingTask, group: Group, found: CustomerQuerySet) -> HttpResponse:
    form = CandidateFilterForm(request.GET, time_zone=user.tenant.time_zone)
    number = found[: MOST_ADDED + 1].count()
    if not number:
        return _show(request, user, task, group, form, error=_("Select customers"))
    if number > MOST_ADDED:
        return _show(request, user, task, group, form, error=_("Add 5,000 customers at most at a time: filter more"))
    added = add_targets(task=task, customers=found, by=user)
    text = ngettext("%(number)s customer added.", "%(number)s customers added.", added)
    messages.success(request, text % {"number": formats.whole(added)})
    return see_other(task_url(task))


def _show(
    request: HttpRequest, user: User, task: MarketingTask, group: Group, form: CandidateFilterForm, *, error: str = ""
) -> HttpResponse:
    found = _found(user, task, group, form)
    counts = group_counts(request, user, lambda tab: candidates(user, task).of_group(tab, user))
    listing, total = _listing(request, user, task, group, found, counts)
    context = {
        "task": task,
        "listing": listing,
        "matching": formats.whole(total) if total <= MOST_ADDED else "",
        "filters": form,
        "keep": [("group", group.value)],
        "clear_url": f"{request.path}?group={group}",
        "switch": switch(user, group, f"{request.path}?group={{group}}", request.GET, counts),
        "file_url": f"{task_url(task)}customers/file/",
        "back_url": task_url(task),
        "problems": [(error, "#results")] if error else [],
        "has_errors": bool(error),
        "breadcrumb": chrome.below(task, _("Add customers")),
    }
    return page(request, "marketing/choose.html", context, fragments=("results",), status=422 if error else 200)


def _listing(
    request: HttpRequest, user: User, task: MarketingTask, group: Group, found: CustomerQuerySet, counts: Counts
) -> tuple[Listing, int]:
    """The page of the list, and how many match: to the one, for the button that adds them all."""
    columns = candidate_columns(group, user.tenant, timezone.now())
    listed = paginate(
        request,
        found,
        order=NEWEST,
        load=lambda rows: rows.with_list_relations().counting_open_opportunities(user),  # type: ignore[attr-defined]
        counts=counts,
    )
    listing = build(
        request,
        listed,
        columns,
        caption=_("Customers to add to the task %(number)s, %(group)s") % {"number": task.number, "group": group.label},
        counted=counted,
        shown=shown_columns(request, columns, listed.items, page="marketing task customers", by=user),
        choice=check_box,
    )
    # The count under the list stops sooner than what can be added at once.
    return listing, listed.total if listed.total <= COUNTED else found[: MOST_ADDED + 1].count()
