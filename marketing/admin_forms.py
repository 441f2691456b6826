"""What platform operators type about marketing tasks and the customers to approach."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import VersionedForm, distributors
from marketing.models import MarketingTask, Product, Target

#: So many targets of a task are shown on its page; the list of targets shows all.
SHOWN_TARGETS = 50


class MarketingTaskForm(VersionedForm):
    products = forms.ModelMultipleChoiceField(
        Product.objects.none(),
        to_field_name="code",
        label=_("Products"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = MarketingTask
        fields = (
            *("tenant", "name", "strategy", "script", "products", "starts_on", "due_on", "status"),
            *("contract_number", "contract_ends_on", "contract_amount"),
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        still = Q(active=True) | Q(code__in=self.instance.products)
        self.fields["products"].queryset = Product.objects.filter(still)  # type: ignore[attr-defined]
        if "tenant" in self.fields:
            self.fields["tenant"].queryset = distributors()  # type: ignore[attr-defined]

    def clean_products(self) -> list[str]:
        return [product.code for product in self.cleaned_data["products"]]


class TargetFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """New targets of a task, after the first ones that it has."""

    def get_queryset(self) -> QuerySet[Target]:
        return super().get_queryset()[:SHOWN_TARGETS]

    def clean(self) -> None:
        super().clean()
        chosen = set()
        for form in self.extra_forms:
            customer = form.cleaned_data.get("customer") if form.is_valid() else None
            if customer is None:
                continue
            if customer.tenant_id != self.instance.tenant_id:
                form.add_error("customer", _("Choose a customer of the task's distributor or of one of its resellers."))
            elif customer in chosen or self._is_target(customer.pk):
                form.add_error("customer", _("This customer is in the task already."))
            chosen.add(customer)

    def _is_target(self, customer_id: int) -> bool:
        return bool(self.instance.pk) and self.instance.targets.filter(customer_id=customer_id).exists()
