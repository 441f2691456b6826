"""Make a marketing task, and correct it: one form."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.permissions import has
from accounts.roles import Capability
from accounts.unsent import Unsent, typed_before
from marketing import chrome
from marketing.actions import add_task, modify_task
from marketing.forms.task import TaskForm
from marketing.models import MarketingTask
from marketing.permissions import can_manage
from marketing.task_columns import ALL_TASKS, task_url
from marketing.views.found import of_task
from partner_center.web import formats
from partner_center.web.conflict import StaleEdit, submission_of
from partner_center.web.page import page, see_other


def new(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    has(user, Capability.MANAGE_TASKS).or_raise()
    if request.method != "POST":
        unsent = typed_before(request)
        typed = unsent.answers if unsent else None
        form = TaskForm(tenant=user.tenant, submission=str(uuid.uuid4()), typed=typed)
        return _show(request, form, None, unsent=unsent)
    form = TaskForm(request.POST, tenant=user.tenant)
    if not form.is_valid():
        return _show(request, form, None, status=422)
    submission = submission_of(form.cleaned_data["submission_id"])
    made = add_task(information=form.information(), submission_id=submission, by=user)
    messages.success(request, _("Draft saved. Add customers, then start the task."))
    return see_other(task_url(made))


@of_task
def edit(request: HttpRequest, task: MarketingTask) -> HttpResponse:
    user = member_of(request)
    can_manage(user, task).or_raise()
    if request.method != "POST":
        unsent = typed_before(request)
        form = TaskForm(tenant=user.tenant, task=task, typed=unsent.answers if unsent else None)
        return _show(request, form, task, unsent=unsent)
    form = TaskForm(request.POST, tenant=user.tenant, task=task)
    if not form.is_valid():
        return _show(request, form, task, status=422)
    try:
        modify_task(task=task, information=form.information(), seen_version=form.seen_version(), by=user)
    except StaleEdit:
        # Read after the lock that found the newer state.
        current = MarketingTask.objects.visible_to(user).get(pk=task.pk)
        return _show(request, form.on_newer(current), current, newer=_newer_state(current), status=409)
    messages.success(request, _("Marketing task saved."))
    return see_other(task_url(task))


def _newer_state(task: MarketingTask) -> str:
    said = [task.name, task.get_strategy_display(), formats.day(task.starts_on), formats.day(task.due_on)]
    return _("It is now: %(state)s") % {"state": formats.listed(said)}


def _show(
    request: HttpRequest,
    form: TaskForm,
    task: MarketingTask | None,
    *,
    newer: str | Promise = "",
    status: int = 200,
    unsent: Unsent | None = None,
) -> HttpResponse:
    heading = _("Edit marketing task") if task else _("New marketing task")
    act = _("Save") if task else _("Save draft")
    context = {
        "form": form,
        "task": task,
        "heading": heading,
        "act": act,
        "has_errors": status != 200,
        "newer": [(newer, "")] if newer else [],
        "unsent": unsent.said(act) if unsent else "",
        "back_url": task_url(task) if task else ALL_TASKS,
        "breadcrumb": chrome.below(task, _("Edit")) if task else chrome.trail((heading, None)),
    }
    return page(request, "marketing/new.html", context, status=status)
