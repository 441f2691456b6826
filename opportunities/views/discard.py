"""Putting a draft away: one question of the wizard."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.access import member_of
from opportunities.actions import discard_draft
from opportunities.review import customer_card
from opportunities.views.add import DRAFTS, became, find_draft
from partner_center.web.page import page, see_other


def discard(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Ask once, then put the draft away; it can be brought back for a day."""
    user = member_of(request)
    draft = find_draft(user, draft_id)
    if draft is None:
        return became(request, user, draft_id)
    if request.method == "POST":
        discard_draft(draft=draft, by=user)
        return see_other(f"{DRAFTS}?discarded={draft.pk}")
    context = {
        "draft": draft,
        "card": customer_card(draft, (), user),
        "keep_url": reverse("opportunities:resume", args=[draft.pk]),
    }
    return page(request, "opportunities/discard.html", context)
