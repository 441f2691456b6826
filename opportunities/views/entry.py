"""One progress entry at an address of its own, to point at."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import member_of
from opportunities.models import Opportunity
from opportunities.permissions import can_specify_progress
from opportunities.presentation.story import story
from opportunities.views.found import of_opportunity, trail, url_of
from partner_center.web.page import page


@of_opportunity
def entry(request: HttpRequest, opportunity: Opportunity, entry: int) -> HttpResponse:
    user = member_of(request)
    found = opportunity.entries.select_related("author", "corrects").filter(number=entry).first()
    if found is None:
        raise Http404
    corrections = found.corrections.order_by("number")
    numbers = {found.corrects.pk: found.corrects.number} if found.corrects else {}
    context = {
        "opportunity": opportunity,
        "number": entry,
        "told": story(opportunity, [found], numbers=numbers, may_correct=bool(can_specify_progress(user, opportunity))),
        "corrections": [
            (f"{url_of(opportunity)}progress/{later.number}/", _("Entry %(number)s") % {"number": later.number})
            for later in corrections
        ],
        "url": url_of(opportunity),
        "breadcrumb": trail(user, opportunity, (_("Entry %(number)s") % {"number": entry}, None)),
    }
    return page(request, "opportunities/entry.html", context)
