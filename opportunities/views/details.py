"""One opportunity, its whole story: header, phases, key facts, progress, information, activity."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.reveals import shown_values
from accounts.roles import Capability
from customers.models import Customer
from customers.presentation import Fact
from marketing.models import Target
from opportunities.columns import ROOT, phase_chip
from opportunities.forms.note import NoteForm
from opportunities.models import Opportunity, ProgressEntry
from opportunities.presentation import activity, facts, masks, story
from opportunities.presentation.journey import journey
from opportunities.presentation.permitted import Permitted, permitted
from opportunities.presentation.words import Vocabulary
from opportunities.views.found import of_opportunity, trail, url_of
from partner_center.web.clock import today
from partner_center.web.page import asks_for, page

#: Other opportunities of the customer that the page names.
MOST_OTHERS = 5
#: What the activity can be narrowed to.
CHANGES, NOTES = "changes", "notes"


@of_opportunity
def details(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    user = member_of(request)
    sees_customer = Customer.objects.visible_to(user).filter(pk=opportunity.customer_id).exists()
    names = masks.keys(with_contact=sees_customer)
    shown = shown_values(request, names, opportunity, page="opportunity", by=user)
    entries = list(opportunity.entries.select_related("author"))
    now = timezone.now()
    may = permitted(user, opportunity)
    words = Vocabulary(opportunity)
    context = {
        "opportunity": opportunity,
        "address": request.get_full_path(),
        "url": url_of(opportunity),
        "shown_keys": shown,
        "may": may,
        "chip": phase_chip(opportunity.current_phase),
        "header": _header(opportunity, shown),
        "journey": journey(opportunity, entries, now),
        "key_facts": facts.key_facts(opportunity, entries[0], now),
        "closing": facts.closing(opportunity, entries[0]),
        **_progress(request, opportunity, entries, shown, may),
        **_cards(opportunity, words, shown, sees_customer=sees_customer),
        **_related(user, opportunity),
        **_activity(request, user, opportunity, words),
        "breadcrumb": trail(user, opportunity),
    }
    return page(request, "opportunities/details.html", context, fragments=("record", "progress", "activity"))


def _header(opportunity: Opportunity, shown: Sequence[str]) -> list[Fact]:
    wanted = ["customer_name", "reseller", "account_manager"]
    return [masks.masked(opportunity, key, shown) for key in wanted if key != "reseller" or opportunity.is_of_reseller]


def _progress(
    request: HttpRequest,
    opportunity: Opportunity,
    entries: Sequence[ProgressEntry],
    shown: Sequence[str],
    may: Permitted,
) -> dict[str, Any]:
    all_asked = request.GET.get("progress") == "all"
    # A page that is loaded begins at its top.
    added = entries[story.FIRST :] if all_asked and asks_for(request, "progress") else ()
    return {
        "first_older": f"entry-{added[0].number}" if added else "",
        "entries": story.story(
            opportunity,
            entries if all_asked else entries[: story.FIRST],
            numbers={entry.pk: entry.number for entry in entries},
            authors_shown=masks.AUTHORS in shown,
            may_correct=bool(may.progress),
        ),
        "entry_count": len(entries),
        "older_count": len(entries) - story.FIRST,
        "all_progress": all_asked,
        "authors_shown": masks.AUTHORS in shown,
    }


def _cards(opportunity: Opportunity, words: Vocabulary, shown: Sequence[str], *, sees_customer: bool) -> dict[str, Any]:
    day = today(opportunity.tenant.time_zone)
    return {
        "sees_customer": sees_customer,
        "customer": facts.customer_facts(opportunity, shown, day, with_contact=sees_customer),
        "basic": facts.basic_facts(opportunity, words),
        "other": facts.other_facts(opportunity, words, shown),
        "revenue": facts.revenue_facts(opportunity, words),
        "lines": opportunity.lines.select_related("product"),
    }


def _related(user: User, opportunity: Opportunity) -> dict[str, Any]:
    """The marketing task that it came from, and what else there is with the customer, as far as the person sees it."""
    others = Opportunity.objects.visible_to(user).filter(customer_id=opportunity.customer_id).exclude(pk=opportunity.pk)
    target = opportunity.target
    return {
        "target": target,
        "sees_task": target is not None and Target.objects.visible_to(user).filter(pk=target.pk).exists(),
        "others": [
            (f"{ROOT}/{other.number}/", other.name, phase_chip(other.current_phase))
            for other in others.order_by("-updated_at", "-number")[:MOST_OTHERS]
        ],
    }


def _activity(request: HttpRequest, user: User, opportunity: Opportunity, words: Vocabulary) -> dict[str, Any]:
    kind = request.GET.get("activity_of", "")
    all_asked = request.GET.get("activity") == "all"
    limit = activity.MOST if all_asked else activity.FIRST
    entries = activity.log_of(opportunity, user)[: limit + 1] if kind != NOTES else ()
    notes = activity.notes_on(opportunity, user)[: limit + 1] if kind != CHANGES else ()
    found = activity.newest(entries, notes, limit + 1)
    here = f"{url_of(opportunity)}?activity_of={kind}" if kind in {CHANGES, NOTES} else url_of(opportunity)
    older = f"{here}{'&' if '?' in here else '?'}activity=all" if len(found) > limit else ""
    return {
        "happenings": activity.activity(opportunity, found[:limit], words),
        "older_activity": here if all_asked else older,
        "all_activity": all_asked,
        "activity_links": _activity_links(opportunity, kind) if user.can(Capability.READ_NOTES) else [],
        "note_form": NoteForm(),
        "submission_id": uuid.uuid4(),
    }


def _activity_links(opportunity: Opportunity, kind: str) -> list[dict[str, Any]]:
    """All, Changes, Notes. What no link of ours asks for is all."""
    url = url_of(opportunity)
    kinds = {"": _("All"), CHANGES: _("Changes"), NOTES: _("Notes")}
    return [
        {
            "id": f"activity-{name or 'all'}",
            "label": label,
            "url": f"{url}?activity_of={name}" if name else url,
            "current": name == (kind if kind in kinds else ""),
        }
        for name, label in kinds.items()
    ]
