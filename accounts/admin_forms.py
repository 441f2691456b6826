"""What platform operators type about partners and members. The verbs that store it stand in actions.py."""

from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.numbers import list_currencies
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import ModelForm, PasswordMixin, distributors
from accounts.models import Partner, User
from accounts.permissions import can_direct, can_manage_accounts_of


class PartnerForm(ModelForm):
    class Meta:
        model = Partner
        fields = (
            "kind",
            "parent",
            "name",
            "country",
            "currency",
            "time_zone",
            "email",
            "mobile",
            "status",
            "share_opportunities",
            "account_manager",
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "parent" in self.fields:
            self.fields["parent"].queryset = distributors()  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        """Two letters of ISO 3166 that stand for a country."""
        country = str(self.cleaned_data["country"]).upper()
        if len(country) != 2 or country not in Locale("en").territories:
            raise forms.ValidationError(_("Enter the two letters of a country, like CN."))
        return country

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        if currency not in list_currencies():
            raise forms.ValidationError(_("Enter the three letters of a currency, like USD."))
        return currency

    def clean_time_zone(self) -> str:
        time_zone = str(self.cleaned_data["time_zone"])
        if time_zone not in available_timezones():
            raise forms.ValidationError(_("Enter the name of a time zone, like Asia/Shanghai."))
        return time_zone

    def clean(self) -> dict[str, Any]:
        """The account manager is one of the distributor above: that is who works with the reseller."""
        said = super().clean() or self.cleaned_data
        manager = said.get("account_manager")
        allowed = not manager or can_manage_accounts_of(manager, said.get("parent", self.instance.parent))
        if not allowed:
            self.add_error("account_manager", _("Choose an active account manager of the reseller's distributor."))
        return said


class MemberForm(PasswordMixin, ModelForm):
    password1, password2 = PasswordMixin.create_password_fields()

    class Meta:
        model = User
        fields = ("username", "name", "email", "partner", "role", "director", "is_active", "is_staff")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("password1", "password2"):
            self.fields[name].required = self.instance.pk is None

    def clean_username(self) -> str:
        """Unique whatever the case, because people sign in in any case."""
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This user name is taken."))
        return username

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        partner = said.get("partner", self.instance.partner)
        director = said.get("director")
        if not {"partner", "role"} & set(self.errors):
            self._check_standing(said, partner)
        if director and (director == self.instance or not can_direct(director, partner)):
            self.add_error("director", _("Choose an active account manager director of the same partner."))
        if bool(said.get("password1")) != bool(said.get("password2")):
            self.add_error("password2", _("Enter the password twice."))
        self.validate_passwords()
        return said

    def _check_standing(self, said: dict[str, Any], partner: Partner | None) -> None:
        """A constraint says so too, but forms skip one that names a column which is nobody's to fill."""
        operator = said.get("is_staff", self.instance.is_staff)
        right = not partner and not said.get("role") if operator else partner and said.get("role")
        if not right:
            self.add_error(None, _("A member has a partner and a role; an operator has neither."))

    def _post_clean(self) -> None:
        """Last, because a password is compared with the names of the filled-in member."""
        super()._post_clean()  # type: ignore[misc]
        self.validate_password_for_user(self.instance)
