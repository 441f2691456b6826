"""What a person types to find opportunities. A GET form: wrong values are left out and named, never an error page."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from customers.models import Group, Industry
from opportunities.forms.base import ANSWERS
from opportunities.models.choices import OpportunityType
from opportunities.models.queryset import Criteria
from opportunities.progress import Phase, Status
from partner_center.web.clock import midnight, today
from partner_center.web.date_fields import FlexibleDateField, MonthOrDate, MonthOrDateField
from partner_center.web.fields import CleanCharField, MoneyField, WholeNumberField
from partner_center.web.filters import FilterForm
from partner_center.web.search import PartOfNameField, SearchField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class PhaseSlug(TextChoices):
    """How an address names a phase."""

    INITIAL_CONTACT = "initial", Phase.INITIAL_CONTACT.label
    REQUIREMENT_CONFIRMED = "requirement", Phase.REQUIREMENT_CONFIRMED.label
    SOLUTION_VALIDATION = "validation", Phase.SOLUTION_VALIDATION.label
    TESTING = "testing", Phase.TESTING.label
    BUSINESS_NEGOTIATION = "negotiation", Phase.BUSINESS_NEGOTIATION.label
    CONTRACT_SIGNED = "signed", Phase.CONTRACT_SIGNED.label
    IN_SERVICE = "service", Phase.IN_SERVICE.label
    SUSPENDED = "suspended", Phase.SUSPENDED.label
    LOST = "lost", Phase.LOST.label

    @property
    def phase(self) -> Phase:
        return Phase[self.name]


class Period(TextChoices):
    """The stretches of time that an address can name, beside two days of its own."""

    ANY = "any", _("Any time")
    MONTH = "month", _("This month")
    NEXT = "next", _("Next month")
    QUARTER = "quarter", _("This quarter")
    OVERDUE = "overdue", _("Overdue")
    BETWEEN = "between", _("Between")


def _or_any(choices: Sequence["tuple[str, StrOrPromise]"]) -> list[Any]:
    """The choices after one that narrows nothing."""
    return [("", _("Any")), *choices]


_SIGNED = [("", Period.ANY.label), *((period.value, period.label) for period in (Period.MONTH, Period.QUARTER))]


class OpportunityFilterForm(FilterForm):
    q = SearchField(label=_("Search name, number, customer, account or account manager"))
    phase = forms.MultipleChoiceField(
        label=_("Development Phase"), choices=PhaseSlug, required=False, widget=forms.CheckboxSelectMultiple
    )
    status = forms.MultipleChoiceField(
        label=_("Status"), choices=Status, required=False, widget=forms.CheckboxSelectMultiple
    )
    attain = forms.ChoiceField(label=_("Attainment"), choices=Period, required=False, widget=forms.RadioSelect)
    attain_from = MonthOrDateField(
        subject=_("Attainment from"), enter=_("Enter the first day"), required=False, echoes=False
    )
    attain_to = MonthOrDateField(
        subject=_("Attainment to"), enter=_("Enter the last day"), required=False, echoes=False
    )
    owner = PartOfNameField(subject=_("Account manager"), required=False, longest=80)
    reseller = PartOfNameField(subject=_("Reseller"), required=False, longest=120)
    industry = forms.ModelChoiceField(
        Industry.objects.none(),
        label=_("Customer industry"),
        required=False,
        to_field_name="code",
        empty_label=_("Any"),
    )
    revenue_min = MoneyField(subject=_("Monthly revenue from"), zero_allowed=True, required=False, echoes=False)
    revenue_max = MoneyField(subject=_("Monthly revenue to"), zero_allowed=True, required=False, echoes=False)
    stale = WholeNumberField(subject=_("Days without progress"), minimum=1, maximum=365, required=False)
    signed = forms.ChoiceField(label=_("Signed"), choices=_SIGNED, required=False)
    win_min = WholeNumberField(subject=_("Win Probability from"), minimum=0, maximum=100, required=False)
    win_max = WholeNumberField(subject=_("Win Probability to"), minimum=0, maximum=100, required=False)
    type = forms.ChoiceField(label=_("Opportunity type"), choices=_or_any(OpportunityType.choices), required=False)
    test = forms.ChoiceField(label=_("Test project"), choices=_or_any(ANSWERS), required=False)
    bidding = forms.ChoiceField(label=_("Bidding project"), choices=_or_any(ANSWERS), required=False)
    created_from = FlexibleDateField(
        subject=_("Created from"), enter=_("Enter the first day"), required=False, echoes=False
    )
    created_to = FlexibleDateField(subject=_("Created to"), enter=_("Enter the last day"), required=False, echoes=False)
    task = CleanCharField(subject=_("Marketing task"), longest=120, required=False)
    target = CleanCharField(subject=_("Marketing task"), longest=44, required=False, widget=forms.HiddenInput)
    only = forms.ChoiceField(
        label=_("Only"), choices=[("update", _("Needs an update"))], required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict, *, group: str, chooses_owner: bool, time_zone: str, currency: str) -> None:
        super().__init__(data, shown=_in_full(data))
        self.time_zone, self.today = time_zone, today(time_zone)
        self.fields["industry"].queryset = Industry.objects.offered()  # type: ignore[attr-defined]
        for name in ("revenue_min", "revenue_max"):
            self.fields[name].currency = currency  # type: ignore[attr-defined]
        if group != Group.RESELLERS:
            del self.fields["reseller"]
        if not chooses_owner:
            del self.fields["owner"]

    def clean(self) -> None:
        """The two days count where the person asks for what is between them, and are then all that is asked."""
        good = self.cleaned_data
        if good.get("attain") != Period.BETWEEN:
            good |= {"attain_from": None, "attain_to": None}
        if good.get("attain") in (Period.BETWEEN, Period.ANY):
            good["attain"] = ""

    def criteria(self) -> Criteria:
        """What the good values ask for."""
        good = self.good
        first, last = between(good.get("attain", ""), self.today)
        signed_first, signed_last = between(good.get("signed", ""), self.today)
        return Criteria(
            text=self.text(),
            phases=tuple(PhaseSlug(slug).phase for slug in good.get("phase", ())),
            statuses=tuple(good.get("status", ())),
            owner=good.get("owner", ""),
            reseller=good.get("reseller", ""),
            industry_id=good["industry"].pk if good.get("industry") else None,
            attain_from=first or _first_day(good.get("attain_from")),
            attain_to=last or (good["attain_to"].date if good.get("attain_to") else None),
            overdue_on=self.today if good.get("attain") == Period.OVERDUE else None,
            signed_from=signed_first,
            signed_to=signed_last,
            revenue_min=good.get("revenue_min"),
            revenue_max=good.get("revenue_max"),
            win_min=good.get("win_min"),
            win_max=good.get("win_max"),
            type=good.get("type", ""),
            test_project=_is_yes(good.get("test")),
            bidding_project=_is_yes(good.get("bidding")),
            created_from=self._midnight(good.get("created_from")),
            created_before=self._midnight(good.get("created_to"), days=1),
            stale_days=good.get("stale"),
            task=good.get("task", ""),
            target_reference=good.get("target", ""),
            waiting_on=self.today if good.get("only") else None,
        )

    def _midnight(self, day: date | None, *, days: int = 0) -> datetime | None:
        """When a day begins for the tenant, or one some days on."""
        return None if day is None else midnight(day + timedelta(days=days), self.time_zone)


def is_silent(data: QueryDict) -> bool:
    """Whether an address asks for no filter. A text to search for is none: it is looked for in what is open."""
    names = [name for name in OpportunityFilterForm.base_fields if name != "q"]
    return not any(value for name in names for value in data.getlist(name))


def _in_full(data: QueryDict) -> QueryDict:
    """The address with what its silence stands for: without a filter all that is open, and the radio of its days."""
    shown = data.copy()
    if is_silent(data):
        shown["status"] = Status.ACTIVE
    if not data.get("attain"):
        shown["attain"] = Period.BETWEEN if data.get("attain_from") or data.get("attain_to") else Period.ANY
    return shown


def _is_yes(answer: str | None) -> bool | None:
    """Yes or no, where one is asked for."""
    return answer == "yes" if answer else None


def _first_day(value: MonthOrDate | None) -> date | None:
    if value is None:
        return None
    return value.date.replace(day=1) if value.is_month else value.date


def between(period: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of a named period; nothing for the names that are no period."""
    month = today.replace(day=1)
    match period:
        case Period.MONTH:
            first, months = month, 1
        case Period.NEXT:
            first, months = _later(month, 1), 1
        case Period.QUARTER:
            first, months = month.replace(month=(today.month - 1) // 3 * 3 + 1), 3
        case _:
            return None, None
    return first, _later(first, months) - timedelta(days=1)


def _later(first_day: date, months: int) -> date:
    """The first day of a month some months on."""
    years, month = divmod(first_day.month - 1 + months, 12)
    return first_day.replace(year=first_day.year + years, month=month + 1)
