"""What a person types to preregister a customer, to release one, and to find those on their way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Reach
from customers.forms.reachable import Reachable, RegistrationNumberField
from customers.models import DEVELOPMENT, Customer, Industry
from partner_center.web.countries import countries
from partner_center.web.fields import CleanCharField, EmailField
from partner_center.web.filters import FilterForm
from partner_center.web.search import SearchField
from partner_center.web.wizard import Answers, as_initial

#: What is compared with the customers of everybody.
MARKS = ("kind", "name", "country", "registration_number", "mobile", "email", "account_name")
#: What the form asks besides, and the customer keeps.
KEPT = (*MARKS, "industry", "contact_name", "website", "needs", "remarks")


class DevelopmentFilterForm(FilterForm):
    q = SearchField(label=_("Search by customer name, account, ID or phone"))
    state = forms.MultipleChoiceField(
        label=_("State"),
        choices=[(state.value, state.label) for state in DEVELOPMENT],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def states(self) -> list[str]:
        return list(self.good.get("state", ()))


class PreregisterForm(Reachable):
    """Who the customer is. `marks()` can be read while the rest is still being typed."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Type"),
        choices=Customer.Kind,
        initial=Customer.Kind.ENTERPRISE,
        widget=forms.RadioSelect(attrs={"data-row": "1"}),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select the type of customer")),
    )
    name = CleanCharField(
        subject=_("Company name"),
        enter=_("Enter the company name"),
        shortest=2,
        longest=120,
        help_text=_("As it is registered. Of an individual, the full name"),
    )
    country = forms.ChoiceField(
        label=_("Country or region"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select the country or region")),
        help_text=_("A customer in another country than your company is reviewed first"),
    )
    registration_number = RegistrationNumberField(required=False)
    industry = forms.ModelChoiceField(
        Industry.objects.none(),
        label=_("Industry"),
        to_field_name="code",
        empty_label="",
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select the customer's industry")),
    )
    account_name = CleanCharField(
        subject=_("Customer account"),
        required=False,
        longest=64,
        help_text=_("The name of the account that the customer has with the vendor, if there is one"),
    )
    contact_name = CleanCharField(subject=_("Contact"), enter=_("Enter the name of the contact"), longest=80)
    mobile = CleanCharField(
        subject=_("Mobile"),
        required=False,
        longest=32,
        help_text=_("With the country code, like +86 138 1234 5678. Enter a mobile or an email address"),
    )
    email = EmailField(subject=_("Email"), required=False, help_text=_("Like name@example.com"))
    website = CleanCharField(subject=_("Website"), required=False, longest=200, help_text=_("Like www.example.com"))
    needs = CleanCharField(subject=_("Needs"), required=False, longest=500, lines=True)
    remarks = CleanCharField(subject=_("Remarks"), required=False, longest=500, lines=True)
    account_manager = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Account manager"),
        required=False,
        to_field_name="username",
        empty_label=_("Nobody yet"),
        error_messages={"invalid_choice": _("Select an account manager of your company")},
    )

    layout = (
        (_("Company"), ("kind", "name", "country", "registration_number")),
        ("", ("account_name", "industry", "website")),
        (_("Contact"), ("contact_name", "mobile", "email")),
        (_("Preregistration"), ("needs", "remarks", "account_manager")),
    )

    def __init__(self, data: Any = None, *, by: User, typed: Answers | None = None) -> None:
        assert by.partner
        super().__init__(data, initial={"country": by.partner.country} | as_initial(PreregisterForm, typed or {}))
        self.by = by
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]
        self.fields["industry"].queryset = Industry.objects.offered()  # type: ignore[attr-defined]
        if by.reach is Reach.OWN:
            # Whoever sells preregisters for himself.
            del self.fields["account_manager"]
        else:
            sellers = User.objects.visible_to(by).account_managers().filter(partner=by.partner, is_active=True)
            self.fields["account_manager"].queryset = sellers.order_by("username")  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[Any, list[Any]]]:
        return [(legend, [self[name] for name in names if name in self.fields]) for legend, names in self.layout]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        untold = not said.get("mobile") and not said.get("email")
        if untold and "mobile" not in self.errors and "email" not in self.errors:
            self.add_error("mobile", _("Enter a mobile or an email address"))
        return said

    def customer(self) -> Customer:
        """The customer that was typed, not stored. Only after is_valid()."""
        good = self.cleaned_data
        return Customer(**{name: good[name] for name in KEPT}, account_manager=good.get("account_manager"))

    def marks(self) -> Customer | None:
        """As much of the customer as can be compared, once name and registration number are complete."""
        self.is_valid()
        good = self.cleaned_data
        if not good.get("name") or not good.get("registration_number") or not good.get("country"):
            return None
        return Customer(
            **{name: good[name] for name in MARKS if name in good}, partner=self.by.partner, tenant=self.by.tenant
        )


class ReleaseForm(forms.Form):
    """Why. It stays with the customer."""

    use_required_attribute = False

    reason = CleanCharField(
        subject=_("Reason"),
        enter=_("Enter a reason"),
        shortest=5,
        longest=500,
        lines=True,
        help_text=_("It is kept with the customer"),
    )
