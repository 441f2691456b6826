"""Start, end or cancel a task, each after a question that says what happens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from accounts.access import member_of
from marketing import chrome
from marketing.actions import move_task
from marketing.models import MarketingTask, Target
from marketing.moves import WAYS, Move
from marketing.permissions import can_move
from marketing.task_columns import task_url
from marketing.views.found import of_task
from partner_center.web import formats
from partner_center.web.clock import today
from partner_center.web.page import page, see_other


@of_task
def move(request: HttpRequest, task: MarketingTask, asked: Move) -> HttpResponse:
    user = member_of(request)
    can_move(user, task, asked, today(user.tenant.time_zone)).or_raise()
    way = WAYS[asked]
    if request.method == "POST":
        closed = move_task(task=task, move=asked, by=user)
        messages.success(request, f"{way.done} {_closed(closed)}".strip())
        return see_other(task_url(task))
    targets = Target.objects.visible_to(user).filter(task=task)
    number = (targets.waiting() if way.closes else targets).count()
    context = {
        "task": task,
        "way": way,
        "number": number,
        "back_url": task_url(task),
        "breadcrumb": chrome.below(task, asked.label),
    }
    return page(request, "marketing/move.html", context)


def _closed(number: int) -> str:
    if not number:
        return ""
    text = ngettext("%(number)s customer was closed.", "%(number)s customers were closed.", number)
    return text % {"number": formats.whole(number)}
