"""The four steps of adding an opportunity, and a draft's answers read through their forms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketing.models import MarketingTask, Target
from opportunities.forms import AddBasicForm, FormContext, InformationForm, OtherForm, RevenueForm
from opportunities.forms.revenue import MOST_LINES
from opportunities.lost import customer_lost
from opportunities.models import Draft, Opportunity
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
    """A draft's answers, each step judged by its form as of now."""

    draft: Draft
    user: User

    @cached_property
    def context(self) -> FormContext:
        customer = self.draft.customer
        tenant = self.user.tenant
        others = Opportunity.objects.visible_to(self.user).filter(customer=customer).still_open()
        return FormContext(
            tenant=tenant,
            today=today(tenant.time_zone),
            customer=customer,
            bidding_project=self.draft.answers.get("basic", {}).get("bidding_project") == ["yes"],
            names_in_use=frozenset(name.casefold() for name in others.values_list("name", flat=True)),
        )

    @cached_property
    def lost(self) -> str:
        """What to do because the customer can't be used any more; nothing while it can."""
        return customer_lost(self.user, self.draft.customer, self.context.today)

    def judged(self, step: Step, answers: Answers | None = None) -> Any:
        """The step's form bound to the kept answers, or to those just typed."""
        assert step.form
        kept = self.draft.answers.get(step.slug, {}) if answers is None else answers
        return step.form(as_data(kept), context=self.context)  # type: ignore[call-arg]

    def shown(self, step: Step, answers: Answers | None = None) -> Any:
        """The step's form as it is opened: kept answers without a judgement, suggestions where there are none.

        `answers` are others than the kept ones.
        """
        assert step.form
        assert issubclass(step.form, InformationForm)
        kept = self.draft.answers.get(step.slug, {}) if answers is None else answers
        initial = as_initial(step.form, kept)
        if step is BASIC and "industry" not in kept and self.draft.customer.industry:
            initial["industry"] = self.draft.customer.industry.code
        if step is REVENUE:
            initial["lines"] = [
                {name: kept[f"line-{number}-{name}"][0] for name in ("product", "monthly_revenue")}
                for number in _line_numbers(kept)
            ]
        return step.form(context=self.context, initial=initial)

    @cached_property
    def faulty(self) -> list[Step]:
        """The steps that Submit would refuse as they stand."""
        return [step for step in STEPS if step.form and not self.judged(step).is_valid()]

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
