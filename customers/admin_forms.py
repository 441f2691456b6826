"""What platform operators type about customers."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import VersionedForm
from accounts.permissions import can_manage_accounts_of
from customers.models import Customer, Industry


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
