"""Modify: three tabs, each a form saved by itself. Progress, customer and account manager can't come this way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.access import member_of
from accounts.models import User
from accounts.reveals import shown_values
from accounts.unsent import Unsent, typed_before
from opportunities.actions import modify_opportunity
from opportunities.forms import FormContext, InformationForm, ModifyBasicForm, OtherForm, RevenueForm, sent
from opportunities.forms.conflict import CHOICE, SHOWN, Difference, chosen, line_numbers, merged, shown
from opportunities.forms.echo import sums
from opportunities.models import Opportunity
from opportunities.permissions import can_modify
from opportunities.presentation.activity import newest_editor
from opportunities.presentation.masks import masked, person_in_words
from opportunities.steps import edited_lines
from opportunities.views.found import find, of_opportunity, trail, url_of
from partner_center.web.clock import today
from partner_center.web.conflict import StaleEdit, number_seen
from partner_center.web.page import page, see_other
from partner_center.web.wizard import Answers, as_initial, typed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Tab:
    label: "StrOrPromise"
    form: type[InformationForm]
    saved: "StrOrPromise"


TABS = {
    "basic": Tab(_("Basic Information"), ModifyBasicForm, _("Basic information saved.")),
    "other": Tab(_("Other Information"), OtherForm, _("Other information saved.")),
    "revenue": Tab(_("Revenue Information"), RevenueForm, _("Revenue information saved.")),
}


@of_opportunity
def modify(request: HttpRequest, opportunity: Opportunity, tab: str) -> HttpResponse:
    user = member_of(request)
    if tab not in TABS:
        raise Http404
    can_modify(user, opportunity).or_raise()
    if request.method != "POST":
        return _open(request, user, opportunity, tab)
    # An eye is a button of the form, so that what is typed goes along.
    action = "show" if "toggle" in request.POST else request.POST.get("action", "save")
    if action != "save":
        answers = typed(_as_chosen(user, opportunity, tab, request.POST), sent.MODIFY)
        answers, focus = edited_lines(answers, action)
        form = _unjudged(user, opportunity, tab, answers)
        for line in getattr(form, "lines", ()):
            line.focus_on(focus)
        return _show(request, user, opportunity, tab, form, focus=focus)
    return _save(request, user, opportunity, tab)


def _open(request: HttpRequest, user: User, opportunity: Opportunity, tab: str) -> HttpResponse:
    """The tab as it is stored, or with what was typed into it and sent in vain."""
    if unsent := typed_before(request):
        form = _unjudged(user, opportunity, tab, unsent.answers)
        return _show(request, user, opportunity, tab, form, unsent=unsent)
    return _show(request, user, opportunity, tab, _opened(user, opportunity, tab))


def _context(user: User, opportunity: Opportunity) -> FormContext:
    others = Opportunity.objects.visible_to(user).filter(customer_id=opportunity.customer_id).still_open()
    names = others.exclude(pk=opportunity.pk).values_list("name", flat=True)
    return FormContext(
        tenant=user.tenant,
        today=today(user.tenant.time_zone),
        opportunity=opportunity,
        bidding_project=opportunity.bidding_project,
        names_in_use=frozenset(name.casefold() for name in names),
    )


def _opened(user: User, opportunity: Opportunity, tab: str) -> InformationForm:
    form = TABS[tab].form
    return form(context=_context(user, opportunity), initial=form.initial_from(opportunity))


def _unjudged(user: User, opportunity: Opportunity, tab: str, answers: Answers) -> InformationForm:
    """The form with these answers, before anybody judges them."""
    form = TABS[tab].form
    initial: dict[str, Any] = as_initial(form, answers)
    initial["lines"] = [
        {name: answers[f"line-{number}-{name}"][0] for name in ("product", "monthly_revenue")}
        for number in line_numbers(answers)
    ]
    return form(context=_context(user, opportunity), initial=initial)


def _as_chosen(user: User, opportunity: Opportunity, tab: str, data: QueryDict) -> QueryDict:
    """What was sent, after the page of a conflict with the values that the person chose there."""
    if not any(name.startswith(CHOICE) for name in data):
        return data
    return chosen(_opened(user, opportunity, tab), data)


def _save(request: HttpRequest, user: User, opportunity: Opportunity, tab: str) -> HttpResponse:
    asked, said = TABS[tab].form, _as_chosen(user, opportunity, tab, request.POST)
    form = asked(said, context=_context(user, opportunity), initial=asked.initial_from(opportunity))
    if not form.is_valid():
        return _show(request, user, opportunity, tab, form, status=422)
    try:
        modify_opportunity(
            opportunity=opportunity,
            information=form.information(),
            lines=form.product_lines() if isinstance(form, RevenueForm) else None,
            seen_version=number_seen(request.POST.get("version", "")),
            by=user,
        )
    except StaleEdit:
        current = find(user, opportunity.number)
        answers, differences = merged(_opened(user, current, tab), said)
        merged_form = _unjudged(user, current, tab, answers)
        return _show(request, user, current, tab, merged_form, status=409, differences=differences)
    messages.success(request, str(TABS[tab].saved))
    # The name of a tab, never an address.
    then = request.POST.get("then", "")
    return see_other(f"{url_of(opportunity)}modify/{then}/" if then in TABS else url_of(opportunity))


def _show(
    request: HttpRequest,
    user: User,
    opportunity: Opportunity,
    tab: str,
    form: InformationForm,
    *,
    status: int = 200,
    focus: str = "",
    differences: Sequence[Difference] = (),
    unsent: Unsent | None = None,
) -> HttpResponse:
    # What the form showed when it was opened goes along, unless the page now shows a newer version.
    sent_data = unsent.data if unsent else request.POST
    carried = status != 409 and (request.method == "POST" or unsent is not None)
    clear = shown_values(request, ["customer_name"], opportunity, page="opportunity", by=user)
    context = {
        "opportunity": opportunity,
        "form": form,
        "sums": sums(form, opportunity.win_probability) if isinstance(form, RevenueForm) else "",
        "focus": focus,
        "has_errors": status != 200,
        "stale": status == 409,
        "editor": person_in_words(newest_editor(opportunity)) if status == 409 else "",
        "differences": differences,
        "version": number_seen(sent_data.get("version", "")) if carried else opportunity.version,
        "hidden": _sent(sent_data) if carried else shown(_opened(user, opportunity, tab)),
        "unsent": unsent.said(_now("Save")) if unsent else "",
        "unsaved": request.method == "POST" or unsent is not None,
        "then": sent_data.get("then", ""),
        "customer": masked(opportunity, "customer_name", clear),
        "tabs": [
            {"label": each.label, "url": f"{url_of(opportunity)}modify/{name}/", "current": name == tab, "count": ""}
            for name, each in TABS.items()
        ],
        "tab": TABS[tab],
        "url": url_of(opportunity),
        "breadcrumb": trail(user, opportunity, (_now("Modify"), None)),
    }
    return page(request, "opportunities/modify.html", context, status=status)


def _sent(data: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in data.lists() if name.startswith(SHOWN) for value in values]
