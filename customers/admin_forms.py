"""What platform operators type about customers."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import ModelForm, VersionedForm
from accounts.permissions import can_manage_accounts_of
from customers import claims
from customers.models import Customer, Industry, ProtectedAccount, Review
from partner_center.web import masking
from partner_center.web.countries import countries


class CustomerForm(VersionedForm):
    class Meta:
        model = Customer
        fields = (
            "partner",
            "account_manager",
            "kind",
            "name",
            "account_name",
            "country",
            "industry",
            "contact_name",
            "mobile",
            "email",
            "website",
            "registration_number",
            "needs",
            "remarks",
            "state",
            "preregistered_until",
            "associated_on",
            "ended_on",
            "ended_reason",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        still = Q(active=True) | Q(pk=self.instance.industry_id)
        self.fields["industry"].queryset = Industry.objects.filter(still)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        manager = said.get("account_manager")
        if manager and not can_manage_accounts_of(manager, said.get("partner")):
            self.add_error("account_manager", _("Choose an active account manager of the customer's partner."))
        return said

    def _post_clean(self) -> None:
        """Once the record is as it would be stored: nobody else may have a customer that is to be held."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors or self.instance.state not in claims.HOLDING:
            return
        self.instance.tenant_id = self.instance.partner.tenant_id
        if holder := claims.holder_anywhere(self.instance):
            self.add_error(None, _taken_by(holder))


def _taken_by(holder: Customer) -> str:
    words = {"number": holder.number, "partner": holder.partner.name, "name": masking.company(holder.name)}
    return _("%(partner)s has this customer: %(number)s (%(name)s). End that relation first.") % words


class ReviewForm(ModelForm):
    """The decision. The customer is approved only while nobody else has it."""

    class Meta:
        model = Review
        fields = ("outcome", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "outcome" in self.fields:
            decisions = (Review.Outcome.APPROVED, Review.Outcome.REJECTED)
            self.fields["outcome"].required = True
            self.fields["outcome"].choices = [("", ""), *((one.value, one.label) for one in decisions)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("outcome") == Review.Outcome.APPROVED:
            if holder := claims.holder_anywhere(self.instance.customer):
                self.add_error("outcome", _taken_by(holder))
        elif said.get("outcome") == Review.Outcome.REJECTED and not said.get("reason"):
            self.add_error("reason", _("Enter a reason. The partner reads it."))
        return said


class ProtectedAccountForm(ModelForm):
    class Meta:
        model = ProtectedAccount
        fields = ("name", "country", "registration_number", "remarks", "active")

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"]).upper()
        if country not in dict(countries()):
            raise forms.ValidationError(_("Enter the two letters of a country, like CN."))
        return country
