"""Give customers of a task to another account manager, one or many."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.models import User
from marketing import chrome
from marketing.actions import assign_targets
from marketing.columns import masked_customer, status_chip
from marketing.forms.targets import AssignForm
from marketing.models import MarketingTask, Target
from marketing.permissions import can_manage
from marketing.task_columns import task_url
from marketing.views.found import of_task
from partner_center.web import formats
from partner_center.web.page import page, see_other

#: Customers that the page names; it says how many there are in all.
NAMED = 20
#: Each is an input of the form.
MOST = 500


@of_task
def assign(request: HttpRequest, task: MarketingTask) -> HttpResponse:
    """Those that the address names, or all that are not assigned to anybody."""
    user = member_of(request)
    can_manage(user, task).or_raise()
    targets = _asked(request, user, task)
    form = AssignForm(request.POST if request.method == "POST" else None, by=user)
    if request.method == "POST" and form.is_valid():
        number = assign_targets(task=task, targets=targets, to=form.cleaned_data["to"], by=user)
        text = ngettext("%(number)s customer assigned.", "%(number)s customers assigned.", number)
        messages.success(request, text % {"number": formats.whole(number)})
        return see_other(task_url(task))
    found = list(targets)
    context = {
        "task": task,
        "form": form,
        "numbers": [row.customer.number for row in found],
        "named": [(row.customer.number, masked_customer(row), status_chip(row)) for row in found[:NAMED]],
        "more": formats.whole(len(found) - NAMED) if len(found) > NAMED else "",
        "has_errors": request.method == "POST",
        "back_url": task_url(task),
        "breadcrumb": chrome.below(task, _("Assign")),
    }
    return page(request, "marketing/assign.html", context, status=422 if request.method == "POST" else 200)


def _asked(request: HttpRequest, user: User, task: MarketingTask) -> QuerySet[Target]:
    rows = Target.objects.visible_to(user).filter(task=task).with_list_relations().order_by("reference")
    sent = request.POST if request.method == "POST" else request.GET
    if numbers := sent.getlist("customer"):
        return rows.filter(customer__number__in=numbers)
    return rows.none() if request.method == "POST" else rows.filter(account_manager=None)[:MOST]
