"""Add customers to a task from a file: choose it, look at what it comes to, add. Nothing is written before the last."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import member_of
from accounts.models import User
from marketing import chrome
from marketing.actions import add_targets
from marketing.candidates import Preview, candidates, preview
from marketing.forms.targets import FileForm
from marketing.models import MarketingTask
from marketing.permissions import can_manage
from marketing.task_columns import task_url
from marketing.views.found import of_task
from partner_center.web import formats
from partner_center.web.page import page, see_other
from partner_center.web.sheets import MOST_ROWS

#: Faulty IDs that the page lists; it says how many there are in all.
LISTED = 100


@of_task
def upload(request: HttpRequest, task: MarketingTask) -> HttpResponse:
    user = member_of(request)
    can_manage(user, task).or_raise()
    if request.method != "POST":
        return _show(request, task, FileForm())
    if request.POST.get("action") == "add":
        # What was looked at is judged anew: the world may have changed, and so may the page.
        said = request.POST.get("numbers", "").split()[:MOST_ROWS]
        return _add(request, user, task, preview(user, task, said))
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, task, form, status=422)
    return _show(request, task, form, judged=preview(user, task, _without_heading(form.cleaned_data["file"])))


def _without_heading(cells: list[str]) -> list[str]:
    """The first row may say what the column is."""
    return cells if any(sign.isdigit() for sign in cells[0]) else cells[1:]


def _add(request: HttpRequest, user: User, task: MarketingTask, judged: Preview) -> HttpResponse:
    found = candidates(user, task).filter(number__in=judged.new)
    added = add_targets(task=task, customers=found, by=user)
    text = ngettext("%(number)s customer added.", "%(number)s customers added.", added)
    messages.success(request, text % {"number": formats.whole(added)})
    return see_other(task_url(task))


def _show(
    request: HttpRequest, task: MarketingTask, form: FileForm, *, judged: Preview | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "task": task,
        "form": form,
        "judged": judged,
        "numbers": " ".join(judged.new) if judged else "",
        "groups": _groups(judged) if judged else [],
        "has_errors": status != 200,
        "back_url": f"{task_url(task)}customers/",
        "breadcrumb": chrome.below(task, _("Add from a file")),
    }
    return page(request, "marketing/upload.html", context, status=status)


def _groups(judged: Preview) -> list[dict[str, object]]:
    """What is not added and why, in the order of the file."""
    groups = [
        (_("In the task already"), judged.already),
        (_("Not preregistered or associated any more"), judged.refused),
        (_("Not found"), judged.unknown),
    ]
    return [
        {
            "heading": heading,
            "number": formats.whole(len(rows)),
            "rows": rows[:LISTED],
            "more": formats.whole(len(rows) - LISTED) if len(rows) > LISTED else "",
        }
        for heading, rows in groups
        if rows
    ]
