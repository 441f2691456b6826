"""Complete Revenue Information: step 4 of the wizard, third tab of Modify. Everything is mandatory."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketing.models import Product
from opportunities.actions import Line
from opportunities.forms.base import FormContext, InformationForm, entry_of_list, faults_of, offer
from opportunities.information import REVENUE
from opportunities.models import Opportunity
from partner_center.web import formats
from partner_center.web.date_fields import MonthOrDate, MonthOrDateField
from partner_center.web.fields import MoneyField, WholeNumberField

MOST_LINES = 10


class LineForm(forms.Form):
    """One main product with what it brings in a month."""

    use_required_attribute = False

    product = entry_of_list(_("Product"), choose="")
    monthly_revenue = MoneyField(
        subject=_("Monthly revenue of the product"),
        enter=_("Enter the monthly revenue of the product"),
        example="5,000",
    )

    def __init__(self, data: Any, *, number: int, context: FormContext, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"line-{number}", initial=initial)
        self.number, self.place = number, str(number)
        product, revenue = self.fields["product"], self.fields["monthly_revenue"]
        choose = _("Select product %(number)s") % {"number": number}
        offer(product, context.offers.offered(Product))
        product.error_messages = {"required": choose, "invalid_choice": choose}
        revenue.currency = context.tenant.currency  # type: ignore[attr-defined]
        revenue.subject = _("Monthly revenue of product %(number)s") % {"number": number}  # type: ignore[attr-defined]
        revenue.label = _("Estimated monthly revenue")
        revenue.error_messages["required"] = _("Enter the monthly revenue of product %(number)s") % {"number": number}

    def focus_on(self, control: str) -> None:
        """Let the page open at this control, if it is one of the line's."""
        for bound in self:
            if bound.id_for_label == control:
                bound.field.widget.attrs["autofocus"] = True


class RevenueForm(InformationForm):
    stored = REVENUE
    layout = (("", ("estimated_monthly_revenue", "estimated_attainment", "service_period")),)

    estimated_monthly_revenue = MoneyField(
        subject=_("Estimated monthly revenue"),
        enter=_("Enter the estimated monthly revenue"),
        help_text=_("You can type 10,000 or 10k or 1万"),
    )
    estimated_attainment = MonthOrDateField(
        subject=_("Estimated attainment time"),
        enter=_("Enter the estimated attainment time"),
        help_text=_("When spending starts. For example, 2027-03 or 2027-03-27"),
    )
    service_period = WholeNumberField(
        subject=_("Service period"),
        enter=_("Enter the service period in months"),
        minimum=1,
        maximum=120,
        widget=forms.TextInput(attrs={"data-suffix": _("months")}),
    )

    def __init__(self, data: Any = None, *, context: FormContext, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, context=context, initial=initial)
        self.fields["estimated_monthly_revenue"].currency = context.tenant.currency  # type: ignore[attr-defined]
        stored = list((initial or {}).get("lines", ()))
        count = _count(data) if data is not None else len(stored)
        self.lines = [
            LineForm(
                data, number=number, context=context, initial=stored[number - 1] if number <= len(stored) else None
            )
            for number in range(1, max(count, 1) + 1)
        ]
        if self._attainment_is_new(data):
            self.fields["estimated_attainment"].limit(context.today)  # type: ignore[attr-defined]

    def _attainment_is_new(self, data: Any) -> bool:
        """ "This month or later" is asked of a date that somebody sets, not of one that stands since last year."""
        field = self.fields["estimated_attainment"]
        if self.context.opportunity is None or data is None:
            return True
        return field.has_changed(self.initial.get("estimated_attainment"), data.get("estimated_attainment"))

    @classmethod
    def initial_from(cls, opportunity: Opportunity) -> dict[str, Any]:
        lines = opportunity.lines.select_related("product")
        return {
            **super().initial_from(opportunity),
            "estimated_attainment": MonthOrDate(
                opportunity.estimated_attainment, opportunity.estimated_attainment_is_month
            ),
            "lines": [{"product": line.product.code, "monthly_revenue": line.monthly_revenue} for line in lines],
        }

    def is_valid(self) -> bool:
        """Whether the form and every line are without fault; clean() has judged the lines."""
        return super().is_valid() and not any(line.errors for line in self.lines)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for line in self.lines:
            line.full_clean()
        self._no_product_twice()
        self._sum_within(data.get("estimated_monthly_revenue"))
        return data

    def _no_product_twice(self) -> None:
        seen: set[int] = set()
        for line in self.lines:
            product = line.cleaned_data.get("product")
            if not product:
                continue
            if product.pk in seen:
                line.add_error("product", _("Product %(number)s is already in the list") % {"number": line.number})
            seen.add(product.pk)

    def _sum_within(self, total: Decimal | None) -> None:
        given = sum((line.cleaned_data.get("monthly_revenue") or Decimal(0) for line in self.lines), Decimal(0))
        if total is not None and given > total:
            text = _("The products add up to %(sum)s, which is more than the estimated monthly revenue of %(total)s")
            last = [line for line in self.lines if line.cleaned_data.get("monthly_revenue")][-1]
            last.add_error("monthly_revenue", text % {"sum": formats.amount(given), "total": formats.amount(total)})

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        for line in self.lines:
            yield from faults_of(list(line))

    def information(self) -> dict[str, Any]:
        attainment = self.cleaned_data["estimated_attainment"]
        return {
            "estimated_monthly_revenue": self.cleaned_data["estimated_monthly_revenue"],
            "estimated_attainment": attainment.date,
            "estimated_attainment_is_month": attainment.is_month,
            "service_period": self.cleaned_data["service_period"],
        }

    def product_lines(self) -> list[Line]:
        """The valid lines, in their order."""
        return [Line(line.cleaned_data["product"], line.cleaned_data["monthly_revenue"]) for line in self.lines]


def _count(data: Any) -> int:
    """How many lines the browser sent: line-1-…, line-2-…, without a gap."""
    count = 0
    while count < MOST_LINES and f"line-{count + 1}-product" in data:
        count += 1
    return count
