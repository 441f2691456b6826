"""The opportunities from one task: all, those of a person or a reseller, those open or won. Every figure leads here."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from customers.columns import (
    DEFAULT_OPPORTUNITY_ORDER,
    OPPORTUNITY_ORDERS,
    counted_opportunities,
    opportunity_columns,
)
from marketing import chrome
from marketing.forms.filters import ResultFilterForm
from marketing.models import MarketingTask
from marketing.results import in_state, opportunities_of
from marketing.task_columns import task_url
from marketing.views.found import of_task
from partner_center.web.listing import Listing, build, order_from, paginate
from partner_center.web.page import page


@of_task
def opportunities(request: HttpRequest, task: MarketingTask) -> HttpResponse:
    user = member_of(request)
    form = ResultFilterForm(request.GET)
    context = {
        "task": task,
        "listing": _listing(request, user, task, form),
        "filters": form,
        "clear_url": request.path,
        "back_url": task_url(task),
        "breadcrumb": chrome.below(task, _("Opportunities")),
    }
    return page(request, "marketing/opportunities.html", context, fragments=("results",))


def _listing(request: HttpRequest, user: User, task: MarketingTask, form: ResultFilterForm) -> Listing:
    found = opportunities_of(task, user, manager=form.said("manager"), reseller=form.said("reseller"))
    listed = paginate(
        request,
        in_state(found, form.said("state")),
        order=order_from(request, OPPORTUNITY_ORDERS, DEFAULT_OPPORTUNITY_ORDER),
        load=lambda rows: rows.with_list_relations(),  # type: ignore[attr-defined]
    )
    return build(
        request,
        listed,
        opportunity_columns(user.tenant),
        caption=_("Opportunities from the task %(number)s") % {"number": task.number},
        counted=counted_opportunities,
        default_order=DEFAULT_OPPORTUNITY_ORDER,
    )
