"""Detailed Information: step 3 of the wizard; the same fields are the Other Information tab of Modify."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from opportunities.forms.base import FormContext, InformationForm, radios, several
from opportunities.information import OTHER, PERSONAL
from opportunities.models import Competitor, Opportunity, Provider
from opportunities.models.choices import BudgetStatus, Deployment, Support
from partner_center.web.date_fields import FlexibleDateField, MonthOrDate, MonthOrDateField
from partner_center.web.fields import CleanCharField, MoneyField


class OtherForm(InformationForm):
    stored = OTHER
    layout = (
        (
            _("Customer's cloud adoption"),
            (
                "current_deployment",
                "current_providers",
                "current_monthly_spend",
                "main_workloads",
                "planned_migration",
                "notes",
            ),
        ),
        (
            _("Opportunity operation"),
            (
                "pain_points",
                "decision_maker",
                "decision_maker_role",
                "budget_status",
                "competitors",
                "support_needed",
                "tender_date",
                "next_step",
                "next_step_date",
            ),
        ),
    )

    current_deployment = radios(_("Current deployment"), Deployment, _("Select the customer's current deployment"))
    current_providers = several(_("Current providers"), [])
    current_monthly_spend = MoneyField(subject=_("Current monthly IT spend"), zero_allowed=True, required=False)
    main_workloads = CleanCharField(subject=_("Main workloads"), longest=500, lines=True, required=False)
    planned_migration = MonthOrDateField(
        subject=_("Planned migration date"),
        enter=_("Enter the planned migration date"),
        required=False,
        help_text=_("For example, 2027-03 or 2027-03-27"),
    )
    notes = CleanCharField(subject=_("Notes"), longest=1000, lines=True, required=False)
    pain_points = CleanCharField(
        subject=_("Customer pain points"),
        enter=_("Enter the customer's pain points"),
        shortest=10,
        longest=1000,
        lines=True,
    )
    decision_maker = CleanCharField(subject=_("Decision maker"), longest=60, required=False)
    decision_maker_role = CleanCharField(subject=_("Role of the decision maker"), longest=60, required=False)
    budget_status = radios(_("Budget status"), BudgetStatus, _("Select the budget status"))
    competitors = several(_("Competitors"), [])
    support_needed = several(_("Support needed"), Support)
    tender_date = FlexibleDateField(
        subject=_("Tender date"),
        enter=_("Enter the tender date"),
        required=False,
        help_text=_("Only for bidding projects"),
    )
    next_step = CleanCharField(subject=_("Next step"), longest=200, required=False)
    next_step_date = FlexibleDateField(
        subject=_("Next step date"), enter=_("Enter the date of the next step"), required=False
    )

    def __init__(self, data: Any = None, *, context: FormContext, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, context=context, initial=initial)
        self._offer("current_providers", Provider)
        self._offer("competitors", Competitor)
        self.fields["current_monthly_spend"].currency = context.tenant.currency  # type: ignore[attr-defined]
        self.fields["planned_migration"].limit(context.today)  # type: ignore[attr-defined]
        if context.bidding_project:
            self.fields["tender_date"].required = True
        else:
            del self.fields["tender_date"]
        if context.opportunity:
            self._keep_masked(context.opportunity)

    def _offer(self, name: str, model: type[Provider] | type[Competitor]) -> None:
        """The choices of a reference list, and those that the record has although they are not offered any more."""
        kept = set(self.initial.get(name) or ())
        self.fields[name].choices = [  # type: ignore[attr-defined]
            (entry.code, str(entry))
            for entry in self.context.offers.all_of(model)
            if entry.active or entry.code in kept
        ]

    def _keep_masked(self, opportunity: Opportunity) -> None:
        """Personal data is masked in a form too: an empty input keeps the stored value, typing replaces it."""
        for name in PERSONAL:
            if getattr(opportunity, name):
                self.fields[name].help_text = _("Leave it empty to keep what is stored")

    @classmethod
    def initial_from(cls, opportunity: Opportunity) -> dict[str, Any]:
        shown = {**super().initial_from(opportunity), **dict.fromkeys(PERSONAL, "")}
        if opportunity.planned_migration:
            shown["planned_migration"] = MonthOrDate(
                opportunity.planned_migration, opportunity.planned_migration_is_month
            )
        return shown

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        elsewhere = data.get("current_deployment") in (Deployment.ANOTHER_CLOUD, Deployment.HYBRID)
        if elsewhere and not data.get("current_providers") and "current_providers" not in self.errors:
            self.add_error("current_providers", _("Select at least one current provider"))
        self._both_or_none(data)
        return data

    def _both_or_none(self, data: dict[str, Any]) -> None:
        step, day = data.get("next_step"), data.get("next_step_date")
        if step and not day and "next_step_date" not in self.errors:
            self.add_error("next_step_date", _("Enter the date of the next step"))
        if day and not step and "next_step" not in self.errors:
            self.add_error("next_step", _("Enter the next step"))

    def information(self) -> dict[str, Any]:
        data = self.cleaned_data
        planned = data["planned_migration"]
        values: dict[str, Any] = {
            **{name: data[name] for name in OTHER if name in data},
            "planned_migration": planned.date if planned else None,
            "planned_migration_is_month": bool(planned and planned.is_month),
            "tender_date": data.get("tender_date"),
        }
        if stored := self.context.opportunity:
            for name in PERSONAL:
                values[name] = values[name] or getattr(stored, name)
        return values
