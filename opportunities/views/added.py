"""The wizard's last page: what was added, and where to go on."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate

from accounts.access import member_of
from accounts.permissions import has
from accounts.roles import Capability
from opportunities.models import Opportunity
from opportunities.permissions import can_add_for
from partner_center.web.clock import today
from partner_center.web.page import page


def added(request: HttpRequest, number: str) -> HttpResponse:
    """The success page. It can be bookmarked and opened again."""
    user = member_of(request)
    opportunity = Opportunity.objects.visible_to(user).with_everything().filter(number=number).first()
    if opportunity is None:
        raise Http404
    has(user, Capability.ADD_OPPORTUNITIES).or_raise()
    now, added_on = today(user.tenant.time_zone), localdate(opportunity.created_at, ZoneInfo(user.tenant.time_zone))
    context = {
        "opportunity": opportunity,
        # Whoever comes back later is told when this was.
        "added_on": added_on if added_on != now else None,
        "first": opportunity.entries.get(number=1),
        "mine": opportunity.owner_id == user.pk,
        "may_add": bool(can_add_for(user, opportunity.customer, now)),
    }
    return page(request, "opportunities/added.html", context)
