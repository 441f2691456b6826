"""Putting a draft away: one question of the wizard and of Drafts, a page and a dialog."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import member_of
from opportunities import chrome
from opportunities.actions import discard_draft
from opportunities.views.add import DRAFTS, became, find_draft
from partner_center.web.masking import Kind, conceal, render
from partner_center.web.page import page, saved


def discard(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Ask once, then put the draft away; it can be brought back for a day."""
    user = member_of(request)
    draft = find_draft(user, draft_id)
    if draft is None:
        return became(request, user, draft_id)
    if request.method == "POST":
        discard_draft(draft=draft, by=user)
        return saved(request, f"{DRAFTS}?discarded={draft.pk}")
    context = {
        "customer": render(conceal(Kind.COMPANY, draft.customer.name, shown=False)),
        "keep_url": reverse("opportunities:resume", args=[draft.pk]),
        "breadcrumb": chrome.trail((_("Drafts"), DRAFTS), (_("Discard draft"), None)),
    }
    return page(request, "opportunities/discard.html", context, fragments=("dialog",))
