"""Add Opportunity: the steps after the customer. Nothing typed is lost, whatever is pressed."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.models import User
from accounts.permissions import has
from accounts.reveals import shown_values
from accounts.roles import Capability
from accounts.unsent import Unsent, typed_before
from opportunities import chrome
from opportunities.actions import add_opportunity, save_draft, unlink_task
from opportunities.forms import sent
from opportunities.forms.echo import sums
from opportunities.lost import task_lost
from opportunities.models import Draft, Opportunity
from opportunities.progress import OPENING_PHASES, probability_default
from opportunities.readiness import readiness
from opportunities.review import customer_card, owner_told, summary
from opportunities.steps import (
    BASIC,
    BY_SLUG,
    CUSTOMER,
    DETAILED,
    REVENUE,
    STEPS,
    Answered,
    edited_lines,
    furthest,
    step_after,
    step_before,
    url,
)
from partner_center.web.conflict import StaleEdit, number_seen
from partner_center.web.formats import time_of_day
from partner_center.web.page import asks_for, page, see_other
from partner_center.web.wizard import Step, typed

DRAFTS = "/partner/sales/opportunities/drafts/"
#: What a step's page swaps by itself: what is missing, the probabilities of a phase, the customer under its eyes.
FRAGMENTS = ("readiness", "dependent", "customer-card")


def find_draft(user: User, draft_id: uuid.UUID) -> Draft | None:
    """The author's draft, unless the author's role adds nothing any more."""
    drafts = Draft.objects.visible_to(user).unfinished().with_list_relations().with_owners()
    draft = drafts.filter(pk=draft_id).first()
    if draft:
        has(user, Capability.ADD_OPPORTUNITIES).or_raise()
    return draft


def step(request: HttpRequest, draft_id: uuid.UUID, slug: str) -> HttpResponse:
    """One of the three steps that ask for information. While the customer can't be used, step 1 stands in for them."""
    user = member_of(request)
    draft = find_draft(user, draft_id)
    if draft is None:
        return became(request, user, draft_id)
    current = BY_SLUG[slug]
    # An eye that swaps the card alone leaves what is being typed, and its keeping, to the page on screen.
    if request.method == "POST" and not asks_for(request, "customer-card"):
        return _answer(request, user, draft, current)
    answered = Answered(draft, user)
    if answered.lost:
        return see_other(url(draft, CUSTOMER))
    unsent = typed_before(request)
    form = answered.shown(current, unsent.answers if unsent else _with_asked_phase(request, answered, current))
    return _show(request, answered, current, form, unsent=unsent)


def _with_asked_phase(request: HttpRequest, answered: Answered, current: Step) -> dict[str, list[str]] | None:
    """The kept answers with the phase that was just chosen on the page, and its usual probability."""
    asked = next((phase for phase in OPENING_PHASES if str(phase.value) == request.GET.get("phase")), None)
    if current is not BASIC or asked is None:
        return None
    default = probability_default(asked, 0)
    return {**answered.answers(BASIC), "phase": [str(asked.value)], "probability": [str(default)]}


def became(request: HttpRequest, user: User, draft_id: uuid.UUID) -> HttpResponse:
    """The draft is gone because it was submitted; for anybody else it never existed."""
    opportunity = Opportunity.objects.visible_to(user).filter(draft_id=draft_id).first()
    if opportunity is None:
        raise Http404
    if request.method == "POST":
        _say_already_added(request, user, opportunity)
        return see_other(reverse("opportunities:added", args=[opportunity.number]))
    return render(request, "opportunities/became.html", {"opportunity": opportunity}, status=410)


def _say_already_added(request: HttpRequest, user: User, opportunity: Opportunity) -> None:
    time = time_of_day(opportunity.created_at, user.tenant.time_zone)
    messages.info(request, _("This opportunity was already added at %(time)s.") % {"time": time})


def _answer(request: HttpRequest, user: User, draft: Draft, current: Step) -> HttpResponse:
    """Keep what was typed, then do what the pressed button says."""
    action = request.POST.get("action", "next")
    answers, focus = edited_lines(typed(request.POST, sent.STEPS[current.slug]), action)
    try:
        draft = save_draft(
            draft=draft,
            by=user,
            seen_revision=number_seen(request.POST.get("revision", "")),
            step=current.slug,
            answers=answers,
            furthest=furthest(draft, current),
        )
    except StaleEdit:
        answered = Answered(draft, user)
        return _show(request, answered, current, answered.judged(current, answers), status=409)
    except Draft.DoesNotExist:
        # It was submitted in another tab while this request waited for its lock.
        return became(request, user, draft.pk)
    if action == "keep":
        messages.info(request, _("Your version is kept. It replaced the one from the other tab."))
    answered = Answered(draft, user)
    if leads_to := {
        "discard": reverse("opportunities:discard", args=[draft.pk]),
        "save": DRAFTS,
        "previous": url(draft, step_before(current)),
        "keep": url(draft, current),
    }.get(action, focus and f"{url(draft, current)}#{focus}"):
        return see_other(leads_to)
    if answered.lost:
        return see_other(url(draft, CUSTOMER))
    if "toggle" in request.POST:
        return _show(request, answered, current, answered.shown(current))
    if lost := task_lost(user, draft):
        messages.warning(request, lost)
        return see_other(url(unlink_task(draft=draft, by=user), BASIC))
    return _forward(request, user, answered, current, answered.judged(current, answers))


def _forward(request: HttpRequest, user: User, answered: Answered, current: Step, form: Any) -> HttpResponse:
    """Next, or Submit on the last step: only now is anything judged."""
    draft = answered.draft
    if not form.is_valid():
        return _show(request, answered, current, form, status=422)
    if current is REVENUE:
        return _submit(request, user, answered, form)
    following = REVENUE if draft.step == REVENUE.slug and answered.faulty in ([], [REVENUE]) else step_after(current)
    if draft.step != REVENUE.slug:
        save_draft(draft=draft, by=user, seen_revision=draft.revision, step=current.slug, furthest=following.slug)
    return see_other(url(draft, following))


def _submit(request: HttpRequest, user: User, answered: Answered, form: Any) -> HttpResponse:
    draft = answered.draft
    if answered.faulty:
        return _show(request, answered, REVENUE, form, status=422)
    basic, other = answered.forms[BASIC.slug], answered.forms[DETAILED.slug]
    opportunity, new = add_opportunity(
        draft=draft,
        information={**basic.information(), **other.information(), **form.information()},
        lines=form.product_lines(),
        phase=basic.cleaned_data["phase"],
        probability=basic.cleaned_data["probability"],
        by=user,
    )
    if not new:
        _say_already_added(request, user, opportunity)
    return see_other(reverse("opportunities:added", args=[opportunity.number]))


def _show(
    request: HttpRequest,
    answered: Answered,
    current: Step,
    form: Any,
    *,
    status: int = 200,
    unsent: Unsent | None = None,
) -> HttpResponse:
    draft = answered.draft
    # The name of a customer that somebody else has now is nothing to show, even on a page that comes back once more.
    # Nor is anything beside a conflict, where what was typed is on this page alone and must not be left for a question.
    names = () if answered.lost or status == 409 else ("customer_name", "reseller", "account_manager")
    shown = shown_values(request, names, draft.customer, page="add opportunity", by=answered.user)
    ready = readiness(answered, current)
    submitted = current is REVENUE and status == 422
    context = {
        "draft": draft,
        "step": current,
        "number": STEPS.index(current) + 1,
        "breadcrumb": chrome.trail((_("Add opportunity"), None)),
        "stops": answered.stops(current),
        "form": form,
        "has_errors": status == 422,
        "problems": [(item.text, item.url) for item in ready.elsewhere] if submitted else [],
        "ready": ready,
        "sums": sums(form, answered.forms[BASIC.slug].cleaned_data.get("probability")) if current is REVENUE else "",
        "probability": answered.forms[BASIC.slug].cleaned_data.get("probability"),
        "stale": status == 409,
        # What was typed on an older revision says so when it is sent, like any tab that was left behind.
        "revision": number_seen(unsent.first("revision")) if unsent else draft.revision,
        "unsent": unsent.said(_("Submit") if current is REVENUE else _("Next")) if unsent else "",
        "others": _open_opportunities(answered) if current is BASIC else [],
        **_beside(answered, current, shown),
        "saved_at": draft.saved_at if draft.answers else None,
        "zone": answered.user.tenant.time_zone,
    }
    return page(
        request,
        "opportunities/step.html",
        context,
        fragments=("readiness", "dependent", "customer-card"),
        status=status,
    )


def _beside(answered: Answered, current: Step, shown: Sequence[str]) -> dict[str, Any]:
    """The customer's card, and on the last step the answers of the others."""
    draft, earlier = answered.draft, (BASIC, DETAILED) if current is REVENUE else ()
    return {
        "shown_keys": shown,
        "card": customer_card(draft, shown, answered.user),
        "owner_told": owner_told(draft, answered.user),
        "review": [(step, summary(answered.forms[step.slug]), url(draft, step)) for step in earlier],
    }


def _open_opportunities(answered: Answered) -> list[Opportunity]:
    """Duplicate guard: what is already open for this customer, as far as the person may see. The page names five."""
    found = Opportunity.objects.visible_to(answered.user).filter(customer_id=answered.draft.customer_id)
    return list(found.still_open().order_by("-updated_at", "-number"))
