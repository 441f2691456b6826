"""What a page asks while somebody types: how a field reads it, what the revenue comes to. Nothing here is an error."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opportunities.forms.base import FormContext
from opportunities.forms.revenue import RevenueForm
from opportunities.progress import PROBABILITIES
from partner_center.web import formats
from partner_center.web.date_fields import FlexibleDateField, MonthOrDateField
from partner_center.web.fields import LONGEST_TYPED, CleanCharField, MoneyField, TypedField


class EchoForm(forms.Form):
    """What was typed into which kind of field; or the whole form of revenue, whose sums take the win probability."""

    SUMS = "sums"

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in ("money", "date", "month", SUMS)])
    text = CleanCharField(subject="", longest=LONGEST_TYPED, required=False)
    probability = forms.TypedChoiceField(
        choices=[(value, value) for value in PROBABILITIES], coerce=int, required=False, empty_value=None
    )

    def echo(self, context: FormContext) -> str:
        """The words; none for what can't be read."""
        if not self.is_valid():
            return ""
        said = self.cleaned_data
        if said["kind"] == self.SUMS:
            return sums(RevenueForm(self.data, context=context), said["probability"])
        fields: dict[str, TypedField] = {
            "money": MoneyField(subject="", required=False, zero_allowed=True, currency=context.tenant.currency),
            "date": FlexibleDateField(subject="", enter="", required=False),
            "month": MonthOrDateField(subject="", enter="", required=False),
        }
        return fields[said["kind"]].echo(said["text"])


def sums(form: RevenueForm, probability: int | None) -> str:
    """What the numbers of the revenue form come to, sentence by sentence as far as they can be read."""
    monthly, period = _read(form["estimated_monthly_revenue"]), _read(form["service_period"])
    if monthly is None:
        return ""
    currency, told = form.context.tenant.currency, []
    if period is not None:
        text = ngettext(
            "Contract value %(value)s (%(monthly)s x %(period)s month).",
            "Contract value %(value)s (%(monthly)s x %(period)s months).",
            period,
        )
        value = formats.money(monthly * period, currency)
        told.append(text % {"value": value, "monthly": formats.amount(monthly), "period": period})
    if probability is not None:
        weighted = Decimal(monthly * probability / 100).quantize(Decimal("0.01"))
        words = {"weighted": formats.money(weighted, currency), "probability": formats.percent(probability)}
        told.append(_("Weighted %(weighted)s a month at %(probability)s.") % words)
    given = [amount for line in form.lines if (amount := _read(line["monthly_revenue"])) is not None]
    if given:
        words = {"sum": formats.amount(sum(given, Decimal(0))), "total": formats.amount(monthly)}
        told.append(_("Products: %(sum)s of %(total)s.") % words)
    return " ".join(told)


def _read(bound: BoundField) -> Any:
    """The value of one input, or None for what can't be read."""
    try:
        return bound.field.to_python(bound.value())
    except ValidationError:
        return None
