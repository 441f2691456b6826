"""What is typed in Specify Progress is kept while somebody types, and cleared when they say so."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.access import member_of
from accounts.permissions import has
from accounts.roles import Capability
from opportunities.actions import clear_progress, keep_progress
from opportunities.forms.progress import answers_of
from opportunities.models import Opportunity
from opportunities.views.found import of_opportunity, url_of
from opportunities.views.progress import corrected_by
from partner_center.web.conflict import submission_of
from partner_center.web.formats import time_of_day
from partner_center.web.page import see_other


@of_opportunity
def keep(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    """Keep it without a judgement: 204 with the time."""
    user = member_of(request)
    keep_progress(
        opportunity=opportunity,
        answers=answers_of(request.POST),
        submission_id=submission_of(request.POST.get("submission_id", "")),
        by=user,
    )
    return HttpResponse(status=204, headers={"Draft-Saved": time_of_day(timezone.now(), user.tenant.time_zone)})


@of_opportunity
def clear(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    """Begin the form anew; a correction stays a correction."""
    user = member_of(request)
    has(user, Capability.SPECIFY_PROGRESS).or_raise()
    clear_progress(opportunity=opportunity, by=user)
    corrected = corrected_by(request, opportunity)
    return see_other(f"{url_of(opportunity)}progress/new/{f'?corrects={corrected.number}' if corrected else ''}")
