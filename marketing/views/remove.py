"""Take a customer off the list of a task, as long as nobody has touched it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from marketing import chrome
from marketing.actions import remove_target
from marketing.columns import masked_customer
from marketing.models import MarketingTask
from marketing.permissions import can_remove
from marketing.task_columns import task_url
from marketing.views.found import of_task, target_of
from partner_center.web.page import page, see_other


@of_task
def remove(request: HttpRequest, task: MarketingTask, customer: str) -> HttpResponse:
    user = member_of(request)
    target = target_of(user, task, customer)
    can_remove(user, target).or_raise()
    if request.method == "POST":
        remove_target(target=target, by=user)
        messages.success(request, _("%(number)s removed from the task.") % {"number": target.customer.number})
        return see_other(task_url(task))
    context = {
        "task": task,
        "customer": target.customer,
        "customer_name": masked_customer(target),
        "back_url": task_url(task),
        "breadcrumb": chrome.below(task, _("Remove")),
    }
    return page(request, "marketing/remove.html", context)
