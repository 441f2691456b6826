"""What a person types to find opportunities. A GET form: wrong values are left out and named, never an error page."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from customers.models import Group, Industry
from opportunities.models.queryset import Criteria
from opportunities.progress import Phase, Status
from partner_center.web import formats
from partner_center.web.date_fields import FlexibleDateField
from partner_center.web.fields import CleanCharField, MoneyField, WholeNumberField
from partner_center.web.search import PartOfNameField, SearchField


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


class FilterForm(forms.Form):
    use_required_attribute = False

    q = SearchField(label=_("Search name, number, customer, account or account manager"))
    phase = forms.MultipleChoiceField(
        label=_("Development Phase"), choices=PhaseSlug, required=False, widget=forms.CheckboxSelectMultiple
    )
    status = forms.MultipleChoiceField(
        label=_("Status"), choices=Status, required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = PartOfNameField(subject=_("Account manager"), required=False, longest=80)
    reseller = PartOfNameField(subject=_("Reseller"), required=False, longest=120)
    industry = forms.ModelChoiceField(
        Industry.objects.none(), label=_("Customer industry"), required=False, to_field_name="code"
    )
    attain_from = FlexibleDateField(
        subject=_("Attainment from"), enter=_("Enter the first day"), required=False, echoes=False
    )
    attain_to = FlexibleDateField(
        subject=_("Attainment to"), enter=_("Enter the last day"), required=False, echoes=False
    )
    revenue_min = MoneyField(subject=_("Monthly revenue from"), zero_allowed=True, required=False, echoes=False)
    stale = WholeNumberField(subject=_("Days without progress"), minimum=1, maximum=365, required=False)
    target = CleanCharField(subject=_("Marketing task"), longest=44, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, group: str, chooses_owner: bool) -> None:
        super().__init__(data)
        self.fields["industry"].queryset = Industry.objects.offered()  # type: ignore[attr-defined]
        if group != Group.RESELLERS:
            del self.fields["reseller"]
        if not chooses_owner:
            del self.fields["owner"]

    def criteria(self) -> Criteria:
        """What the good values ask for."""
        self.is_valid()
        good = self.cleaned_data
        return Criteria(
            text=good.get("q", ""),
            phases=tuple(PhaseSlug(slug).phase for slug in good.get("phase", ())),
            statuses=tuple(good.get("status", ())),
            owner=good.get("owner", ""),
            reseller=good.get("reseller", ""),
            industry_id=good["industry"].pk if good.get("industry") else None,
            attain_from=good.get("attain_from"),
            attain_to=good.get("attain_to"),
            revenue_min=good.get("revenue_min"),
            stale_days=good.get("stale"),
            target_reference=good.get("target", ""),
        )

    def narrowing(self) -> list[BoundField]:
        """The filters beside the search box."""
        return [field for field in self if field.name != "q"]

    def ignored(self) -> list[str]:
        """The values of the address that mean nothing here, as the address says them."""
        return [f"{name}={value}" for name in self.errors if name != "q" for value in self.data.getlist(name)]  # type: ignore[attr-defined]

    def tokens(self) -> list[tuple[str, str]]:
        """The filters in use in words, each with the address that is left when it is taken away."""
        found = []
        for bound in self.narrowing():
            for value in self.data.getlist(bound.name) if bound.name in self.cleaned_data else ():  # type: ignore[attr-defined]
                if value:
                    said = formats.labelled(bound.label, self._said(bound, value))
                    found.append((said, self._without(bound.name, value)))
        return found

    def _said(self, bound: BoundField, value: str) -> str:
        if isinstance(bound.field, forms.ModelChoiceField):
            return str(self.cleaned_data[bound.name])
        if isinstance(bound.field, forms.MultipleChoiceField):
            return str(dict(bound.field.choices)[value])  # type: ignore[arg-type]
        return value

    def _without(self, name: str, value: str) -> str:
        query: QueryDict = self.data.copy()  # type: ignore[attr-defined]
        for paging in ("after", "before", "from"):
            query.pop(paging, None)
        query.setlist(name, [other for other in query.getlist(name) if other != value])
        return f"?{query.urlencode()}"

    def in_use(self) -> int:
        """How many filters narrow the list, the search box apart."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name != "q")
