"""Add Opportunity, step 1: Select Customer. Opening the page makes no draft; choosing a customer does."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.reveals import shown_columns
from customers.chrome import group_counts, switch
from customers.columns import counted
from customers.models import Customer, CustomerQuerySet, Group
from marketing.models import Target
from marketing.permissions import can_add_from
from opportunities import chrome
from opportunities.actions import change_customer, start_draft
from opportunities.columns import ROOT
from opportunities.customer_choice import (
    ChoiceForm,
    choice_columns,
    choice_radio,
    chosen_customer,
    chosen_words,
    sent_number,
)
from opportunities.likely_customers import likely_customers, with_first
from opportunities.lost import customer_lost
from opportunities.models import Draft, Opportunity
from opportunities.permissions import can_add_for
from opportunities.readiness import readiness
from opportunities.review import what_changed
from opportunities.steps import BASIC, CUSTOMER, STEPS, Answered, suggestions, url
from opportunities.views.add import became, find_draft
from partner_center.web.clock import today
from partner_center.web.counts import Counts
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Listing, Order, build, paginate
from partner_center.web.page import page, see_other
from partner_center.web.wizard import Stop

NEWEST = Order("activity", "last_activity_at", True)


def new(request: HttpRequest) -> HttpResponse:
    """Begin: the list of customers; or, posted from a customer or a marketing task, the draft and step 2."""
    user = member_of(request)
    if request.method == "POST" and "toggle" not in request.POST:
        if request.POST.get("target"):
            return _begin_from_task(request, user)
        return _choose(request, user, None)
    return _show(request, user, None)


def customer_step(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Step 1 once more, for a draft whose customer is to be changed. Everything else stays."""
    user = member_of(request)
    draft = find_draft(user, draft_id)
    if draft is None:
        return became(request, user, draft_id)
    if request.method == "POST" and "toggle" not in request.POST:
        return _choose(request, user, draft)
    return _show(request, user, draft)


def _begin_from_task(request: HttpRequest, user: User) -> HttpResponse:
    reference = request.POST["target"]
    target = Target.objects.visible_to(user).with_list_relations().filter(reference=reference).first()
    if target is None:
        raise Http404
    can_add_from(user, target).or_raise()
    kept = Draft.objects.visible_to(user).unfinished().filter(target=target).in_order().first()
    if kept and "another" not in request.POST:
        context = {
            "draft": kept,
            "target": target,
            "continue_url": reverse("opportunities:resume", args=[kept.pk]),
            "zone": user.tenant.time_zone,
        }
        return page(request, "opportunities/draft_exists.html", context)
    if target.opportunity_count and "another" not in request.POST:
        made = Opportunity.objects.visible_to(user).filter(target=target).order_by("-created_at", "-number")
        return page(request, "opportunities/opportunity_exists.html", {"target": target, "made": made[:10]})
    customer = Customer.objects.visible_to(user).with_list_relations().filter(pk=target.customer_id).first()
    if customer is None:
        raise Http404
    draft = start_draft(customer=customer, target=target, answers=suggestions(target), by=user)
    return see_other(url(draft, BASIC))


def _choose(request: HttpRequest, user: User, draft: Draft | None) -> HttpResponse:
    found = Customer.objects.visible_to(user).with_list_relations().filter(number=sent_number(request)).first()
    day = today(user.tenant.time_zone)
    if found is None or not can_add_for(user, found, day):
        error = customer_lost(user, found, day) if found else _("Select a customer")
        return _show(request, user, draft, error=error, status=422)
    if draft is None:
        return see_other(url(start_draft(customer=found, by=user), BASIC))
    change = change_customer(draft=draft, customer=found, by=user)
    for text in what_changed(change):
        messages.info(request, text)
    return see_other(url(change.draft, BASIC))


def _show(request: HttpRequest, user: User, draft: Draft | None, *, error: str = "", status: int = 200) -> HttpResponse:
    tabs = Group.tabs(user)
    group = Group.RESELLERS if request.GET.get("group") == Group.RESELLERS and len(tabs) > 1 else Group.MINE
    search = ChoiceForm(request.GET)
    counts = group_counts(request, user, lambda tab: _choosable(user, tab))
    chosen = chosen_customer(request, user, draft.customer if draft else None, today(user.tenant.time_zone))
    drafts = list(Draft.objects.visible_to(user).unfinished().in_order()[:100]) if draft is None else []
    answered = Answered(draft, user) if draft else None
    error = error or (answered.lost if answered else "")
    unchosen = {"group": group.value, "q": search.text(), "relation": search.relations(), "customer": ""}
    context = {
        "listing": _listing(request, user, group, search, chosen, counts),
        "search": search,
        "switch": switch(user, group, f"{request.path}?group={{group}}", request.GET, counts),
        "keep": [("group", group.value)],
        "clear_url": f"{request.path}?group={group}",
        "chosen": chosen_words(chosen),
        "unchosen_url": f"{request.path}?{urlencode(unchosen, doseq=True)}",
        "cancel_url": url(draft, BASIC) if draft else f"{ROOT}/{group}/",
        "breadcrumb": chrome.trail((_("Add opportunity"), None)),
        "stops": answered.stops(CUSTOMER) if answered else _first_stops(),
        "error": error,
        "problems": [(error, "#results")],
        "has_errors": bool(error),
        "drafts": drafts,
        "continue_url": reverse("opportunities:resume", args=[drafts[0].pk]) if drafts else "",
        "ready": readiness(answered, CUSTOMER) if answered else None,
    }
    return page(request, "opportunities/new.html", context, fragments=("results",), status=status)


def _choosable(user: User, group: Group) -> CustomerQuerySet:
    return Customer.objects.visible_to(user).of_group(group, user).choosable(group)


def _listing(
    request: HttpRequest, user: User, group: Group, search: ChoiceForm, chosen: Customer | None, counts: Counts
) -> Listing:
    day, text = today(user.tenant.time_zone), search.text()
    found = _choosable(user, group).in_relation(search.relations(), day)
    first = likely_customers(user, found, text)
    rest = found.matching(text).exclude(pk__in=[row.pk for row in first])
    columns = choice_columns(group, user.tenant, timezone.now(), () if text else first)
    preferences = Preferences.of(user.lists, f"select-customer-{group}", columns)
    columns = preferences.shown
    listed = paginate(
        request,
        rest,
        order=NEWEST,
        load=lambda rows: rows.with_list_relations(),  # type: ignore[attr-defined]
        size=preferences.size,
        counts=counts,
    )
    listed = with_first(listed, first)
    checked = chosen.number if chosen else ""
    return build(
        request,
        listed,
        columns,
        caption=_("Customers to select, %(group)s") % {"group": group.label},
        counted=counted,
        shown=shown_columns(request, columns, listed.items, page="select customer", by=user),
        choice=lambda row: choice_radio(row, can_add_for(user, row, day), checked),
        preferences=preferences,
    )


def _first_stops() -> list[Stop]:
    return [Stop(step.title, "", "current" if step is CUSTOMER else "later") for step in STEPS]
