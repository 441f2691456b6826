"""Home of the Partner Center: drafts to continue, what needs an update, the newest changes, in the person's scope."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.access import member_of
from accounts.roles import Capability
from opportunities.columns import ROOT, attainment, phase_chip
from opportunities.models import Draft, Opportunity
from opportunities.own_figures import own_figures
from partner_center.web.clock import today
from partner_center.web.page import page

MOST = 7


def home(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    now, day = timezone.now(), today(user.tenant.time_zone)
    mine = Opportunity.objects.visible_to(user)
    context = {
        "may_add": user.can(Capability.ADD_OPPORTUNITIES),
        "drafts": Draft.objects.visible_to(user).unfinished().in_order()[:MOST],
        "waiting": [
            {
                "opportunity": row,
                "days": row.stale_for(now),
                "overdue": row.is_overdue(day),
                "attainment": attainment(row),
            }
            for row in mine.needing_an_update(now, day).order_by("last_progress_at", "number")[:MOST]
        ],
        "newest": [
            {"opportunity": row, "chip": phase_chip(row.current_phase)}
            for row in mine.order_by("-updated_at", "-number")[:MOST]
        ],
        "figures": own_figures(user, day) if user.partner and user.partner.parent_id else [],
        "not_shared": bool(user.partner and user.partner.sees_no_opportunities),
        "zone": user.tenant.time_zone,
        "root": ROOT,
    }
    return page(request, "opportunities/home.html", context)


def sales(request: HttpRequest) -> HttpResponse:
    """The signpost behind the "Sales" breadcrumb: the same links as the menu, as a page."""
    return page(request, "opportunities/sales.html", {})
