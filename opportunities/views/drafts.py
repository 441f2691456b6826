"""Drafts: what the signed-in person began and did not submit."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.permissions import has
from accounts.reveals import shown_columns
from accounts.roles import Capability
from opportunities import chrome
from opportunities.actions import restore_draft
from opportunities.columns import counted_drafts
from opportunities.draft_columns import draft_actions, draft_columns
from opportunities.models import Draft, Offers
from opportunities.readiness import readiness
from opportunities.steps import Answered
from opportunities.views.add import became, find_draft
from partner_center.web.counts import Counts
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Order, build, paginate
from partner_center.web.page import page, see_other

NEWEST = Order("saved", "saved_at", True, tie="id")


def draft_list(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    counts = chrome.with_drafts(Counts(request), user)
    preferences = Preferences.of(user.lists, "drafts", draft_columns(user.tenant, timezone.now()))
    columns = preferences.shown
    listed = paginate(
        request,
        Draft.objects.visible_to(user).unfinished(),
        order=NEWEST,
        load=lambda rows: _judgeable(rows, user),
        size=preferences.size,
        counts=counts,
    )
    named = [row for row in _judged(listed.items, user) if row.sees_customer]
    listing = build(
        request,
        listed,
        columns,
        caption=_("Drafts"),
        counted=counted_drafts,
        shown=shown_columns(request, columns, named, page="drafts", by=user),
        actions=draft_actions,
        preferences=preferences,
    )
    return page(
        request,
        "opportunities/drafts.html",
        {
            "listing": listing,
            "discarded": _discarded(request),
            "tabs": chrome.tabs(user, "drafts", counts),
            "breadcrumb": chrome.trail((_("Drafts"), None)),
        },
        fragments=("results",),
    )


def _judgeable(rows: Any, user: User) -> Any:
    """With all that it takes to say of each what is missing: thirty drafts ask no more often than one."""
    return rows.with_list_relations().with_owners().telling_whose_customer(user).with_open_names(user)


def _judged(rows: list[Any], user: User) -> list[Any]:
    """The rows, each with what is missing before Submit."""
    offers = Offers()
    for row in rows:
        row.readiness = readiness(Answered(row, user, offers, row.open_names))
    return rows


def _discarded(request: HttpRequest) -> Draft | None:
    """The draft that was just put away, for the offer to bring it back."""
    try:
        draft_id = uuid.UUID(request.GET.get("discarded", ""))
    except ValueError:
        return None
    return Draft.objects.visible_to(member_of(request)).discarded_lately().filter(pk=draft_id).first()


def resume(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Go on with a draft: at the first step where something is missing, else where Submit is."""
    user = member_of(request)
    draft = find_draft(user, draft_id)
    if draft is None:
        return became(request, user, draft_id)
    return see_other(readiness(Answered(draft, user)).url)


def restore(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Undo a discard."""
    user = member_of(request)
    draft = Draft.objects.visible_to(user).discarded_lately().filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    has(user, Capability.ADD_OPPORTUNITIES).or_raise()
    restore_draft(draft=draft, by=user)
    return see_other(reverse("opportunities:drafts"))
