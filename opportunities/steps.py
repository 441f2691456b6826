"""The four steps of adding an opportunity, and a draft's answers read through their forms."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketing.models import MarketingTask, Target
from opportunities.forms import AddBasicForm, FormContext, InformationForm, OtherForm, RevenueForm
from opportunities.forms.revenue import MOST_LINES
from opportunities.lost import customer_lost
from opportunities.models import Draft, Offers, Opportunity
from opportunities.models.choices import OpportunityType
from partner_center.web.clock import today
from partner_center.web.wizard import Answers, Step, Stop, as_data, as_initial

CUSTOMER = Step("customer", _("Select Customer"), None)
BASIC = Step("basic", _("Basic Information"), AddBasicForm)
DETAILED = Step("detailed", _("Detailed Information"), OtherForm)
REVENUE = Step("revenue", _("Complete Revenue Information"), RevenueForm)
STEPS = (CUSTOMER, BASIC, DETAILED, REVENUE)
BY_SLUG = {step.slug: step for step in STEPS}

_TYPES = {
    MarketingTask.Strategy.RENEWAL: OpportunityType.RENEWAL,
    MarketingTask.Strategy.LARGE_ORDER_RENEWAL: OpportunityType.RENEWAL,
    MarketingTask.Strategy.CROSS_SELLING: OpportunityType.EXPANSION,
}


def url(draft: Draft, step: Step) -> str:
    return f"/partner/sales/opportunities/drafts/{draft.pk}/{step.slug}/"


def step_after(step: Step) -> Step:
    return STEPS[STEPS.index(step) + 1]


def step_before(step: Step) -> Step:
    return STEPS[STEPS.index(step) - 1]


def furthest(draft: Draft, step: Step) -> str:
    """The furthest step that was opened, now that this one is; by its slug."""
    return max(BY_SLUG[draft.step], step, key=STEPS.index).slug


def suggestions(target: Target) -> dict[str, Answers]:
    """What a marketing task fills in: never the customer's name, which is masked."""
    task = target.task
    kind = _TYPES.get(MarketingTask.Strategy(task.strategy), OpportunityType.NEW_BUSINESS)
    lines: dict[str, list[str]] = {}
    for number, code in enumerate(task.products[:MOST_LINES], start=1):
        lines |= {f"line-{number}-product": [code], f"line-{number}-monthly_revenue": [""]}
    return {"basic": {"name": [task.name], "type": [kind.value]}, **({"revenue": lines} if lines else {})}


@dataclass
class Answered:
    """A draft's answers, each step judged by its form as of now.

    Whoever judges many drafts at once brings what they share, and the names that it has read with them.
    """

    draft: Draft
    user: User
    offers: Offers = field(default_factory=Offers)
    open_names: Collection[str] | None = None

    @cached_property
    def context(self) -> FormContext:
        tenant = self.user.tenant
        names = self.open_names
        if names is None:
            others = Opportunity.objects.visible_to(self.user).filter(customer=self.draft.customer_id).still_open()
            names = others.values_list("name", flat=True)
        return FormContext(
            tenant=tenant,
            today=today(tenant.time_zone),
            bidding_project=self.draft.answers.get("basic", {}).get("bidding_project") == ["yes"],
            names_in_use=frozenset(name.casefold() for name in names),
            offers=self.offers,
        )

    @cached_property
    def lost(self) -> str:
        """What to do because the customer can't be used any more; nothing while it can."""
        return customer_lost(self.user, self.draft.customer, self.context.today)

    def answers(self, step: Step) -> dict[str, list[str]]:
        """What was answered; where nothing was yet, what the step's page offers."""
        assert step.form
        offered = {
            name: [str(asked.initial)] for name, asked in step.form.base_fields.items() if asked.initial is not None
        }
        if step is BASIC and self.draft.customer.industry:
            offered["industry"] = [self.draft.customer.industry.code]
        return {**offered, **self.draft.answers.get(step.slug, {})}

    def judged(self, step: Step, answers: Answers | None = None) -> Any:
        """The step's form bound to the kept answers, or to those just typed."""
        assert step.form
        found = step.form(  # type: ignore[call-arg]
            as_data(self.answers(step) if answers is None else answers), context=self.context
        )
        found.is_valid()
        return found

    @cached_property
    def forms(self) -> dict[str, Any]:
        """The steps' forms by slug, as Submit judges them."""
        return {step.slug: self.judged(step) for step in STEPS if step.form}

    def shown(self, step: Step, answers: Answers | None = None) -> Any:
        """The step's form as it is opened: kept answers without a judgement, suggestions where there are none.

        `answers` are others than the kept ones.
        """
        assert step.form
        assert issubclass(step.form, InformationForm)
        kept = self.answers(step) if answers is None else answers
        initial = as_initial(step.form, kept)
        if step is REVENUE:
            initial["lines"] = [
                {name: kept[f"line-{number}-{name}"][0] for name in ("product", "monthly_revenue")}
                for number in _line_numbers(kept)
            ]
        return step.form(context=self.context, initial=initial)

    @cached_property
    def faulty(self) -> list[Step]:
        """The steps that Submit would refuse as they stand."""
        return [step for step in STEPS if step.form and not self.forms[step.slug].is_valid()]

    def stops(self, current: Step) -> list[Stop]:
        """The progress indicator. A step before the furthest one that has a fault says so."""
        reached = STEPS.index(BY_SLUG[self.draft.step])
        return [Stop(step.title, url(self.draft, step), self._state(step, current, reached)) for step in STEPS]

    def _state(self, step: Step, current: Step, reached: int) -> str:
        if step is current:
            return "current"
        if STEPS.index(step) > reached:
            return "later"
        return "faulty" if step in self.faulty else "done"


def _line_numbers(answers: Answers) -> Iterable[int]:
    for number in range(1, MOST_LINES + 1):
        if f"line-{number}-product" not in answers or f"line-{number}-monthly_revenue" not in answers:
            return
        yield number


def edited_lines(answers: Answers, action: str) -> tuple[dict[str, list[str]], str]:
    """The answers after a button of the product lines was pressed, and the id to go on from; "" for other buttons."""
    if action == "add_line":
        longer, number = with_line(answers)
        return longer, f"id_line-{number}-product"
    if action == "same_as_total":
        total = answers.get("estimated_monthly_revenue", [""])
        return {**answers, "line-1-monthly_revenue": list(total)}, "id_line-1-monthly_revenue"
    if removed := re.fullmatch(r"remove_(\d{1,2})", action):
        number = int(removed[1])
        left = without_line(answers, number)
        before = number > 1 and len(list(_line_numbers(left))) > 1
        return left, f"remove-{number - 1}" if before else "add-line"
    return dict(answers), ""


def with_line(answers: Answers) -> tuple[dict[str, list[str]], int]:
    """The answers with one more empty product line, and its number."""
    number = min(len(list(_line_numbers(answers))) + 1, MOST_LINES)
    empty = {f"line-{number}-product": [""], f"line-{number}-monthly_revenue": [""]}
    return {**empty, **answers}, number


def without_line(answers: Answers, removed: int) -> dict[str, list[str]]:
    """The answers without one product line; those after it move up."""
    kept = {name: list(values) for name, values in answers.items() if not re.match(r"line-\d+-", name)}
    left = [number for number in _line_numbers(answers) if number != removed] or [0]
    for place, number in enumerate(left, start=1):
        for name in ("product", "monthly_revenue"):
            kept[f"line-{place}-{name}"] = list(answers.get(f"line-{number}-{name}", [""]))
    return kept
