"""What an administrator types to make or correct a marketing task."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from marketing.models import MarketingTask, Product
from partner_center.web.clock import today
from partner_center.web.date_fields import FlexibleDateField
from partner_center.web.fields import CleanCharField, MoneyField
from partner_center.web.wizard import Answers, as_initial

#: What the form says of a task, by the names of the model.
STORED = (
    *("name", "strategy", "script", "products", "starts_on", "due_on"),
    *("contract_number", "contract_ends_on", "contract_amount"),
)
#: Asked for a Large-order Renewal alone.
CONTRACT = ("contract_number", "contract_ends_on", "contract_amount")


class TaskForm(forms.Form):
    """`version` is the state that the person saw, `submission_id` names the form, so that sent twice it makes one."""

    use_required_attribute = False

    name = CleanCharField(subject=_("Task name"), enter=_("Enter the task name"), shortest=2, longest=100)
    strategy = forms.ChoiceField(
        label=_("Strategy"),
        choices=MarketingTask.Strategy,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the strategy"), "invalid_choice": _("Select the strategy from the list")},
    )
    contract_number = CleanCharField(subject=_("Contract number"), enter=_("Enter the contract number"), longest=40)
    contract_ends_on = FlexibleDateField(subject=_("Contract end date"), enter=_("Enter the contract end date"))
    contract_amount = MoneyField(subject=_("Current contract amount"), required=False)
    script = CleanCharField(
        subject=_("What to say"),
        required=False,
        longest=2000,
        lines=True,
        help_text=_("Account managers read it before they call."),
    )
    products = forms.MultipleChoiceField(
        label=_("Recommended products"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A new opportunity from the task begins with them."),
        error_messages={"invalid_choice": _("Select products from the list")},
    )
    starts_on = FlexibleDateField(subject=_("Start date"), enter=_("Enter the start date"))
    due_on = FlexibleDateField(subject=_("Due date"), enter=_("Enter the due date"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    submission_id = CleanCharField(subject="", required=False, longest=36, widget=forms.HiddenInput())

    def __init__(
        self,
        data: Any = None,
        *,
        tenant: Partner,
        task: MarketingTask | None = None,
        submission: str = "",
        typed: Answers | None = None,
    ) -> None:
        """`typed` is what was typed before, in place of what is stored."""
        self.tenant, self.task, self.submission = tenant, task, submission
        stored: dict[str, Any] = {"submission_id": submission}
        if task:
            stored = {name: getattr(task, name) for name in (*STORED, "version")}
        super().__init__(data, initial=stored | as_initial(TaskForm, typed or {}))
        self.fields["contract_amount"].currency = tenant.currency  # type: ignore[attr-defined]
        self.fields["products"].choices = _products(task)  # type: ignore[attr-defined]

    def clean(self) -> None:
        """The dates in their order. A contract belongs to a Large-order Renewal, which needs its number and its end."""
        good = self.cleaned_data
        starts, due = good.get("starts_on"), good.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", _("Due date must be the start date or later"))
        elif due and due < self._earliest():
            self.add_error("due_on", _("Due date must be today or later"))
        if good.get("strategy") != MarketingTask.Strategy.LARGE_ORDER_RENEWAL:
            for name in CONTRACT:
                self.errors.pop(name, None)
            good |= {"contract_number": "", "contract_ends_on": None, "contract_amount": None}

    def _earliest(self) -> date:
        """Nobody can hand in work in the past; what a task says already may stay as it is."""
        day = today(self.tenant.time_zone)
        return min(day, self.task.due_on) if self.task else day

    def information(self) -> dict[str, Any]:
        """The valid values by the model's field names."""
        return {name: self.cleaned_data[name] for name in STORED}

    def seen_version(self) -> int:
        """A form without a version is older than everything."""
        return self.cleaned_data["version"] or 0

    def on_newer(self, current: MarketingTask) -> "TaskForm":
        """The same typing on the newer state, so that saving again replaces what was seen."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(current.version)
        return TaskForm(data, tenant=self.tenant, task=current)


def _products(task: MarketingTask | None) -> list[tuple[str, str]]:
    """What is offered, and after it what the task recommends though it is offered no more."""
    kept = [entry for entry in task.recommended() if not entry.active] if task else []
    return [(entry.code, str(entry)) for entry in (*Product.objects.offered(), *kept)]
