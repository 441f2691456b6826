"""Industries and customers in Django admin, and how every reference list is kept there."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import DistributorFilter, StoredAdmin
from accounts.models import User
from customers import actions
from customers.admin_forms import CustomerForm
from customers.models import Customer, Industry
from customers.reference import ReferenceEntry
from partner_center.web import masking


@admin.register(Industry)
class ReferenceAdmin(StoredAdmin):
    """A list of choices. An entry that is offered no more is switched off; old records keep showing it."""

    list_display = ("code", "name", "name_zh", "position", "active")
    list_filter = ("active",)
    search_fields = ("code", "name", "name_zh")
    ordering: ClassVar = ("position", "code")
    fields = ("code", "name", "name_zh", "position", "active")
    # Some records keep the code itself.
    fixed_fields = ("code",)
    opening_is_recorded = False

    def store(self, row: ReferenceEntry, *, by: User) -> None:
        actions.save_reference_entry(entry=row, by=by)


@admin.register(Customer)
class CustomerAdmin(StoredAdmin):
    """The list masks what lists mask everywhere; the page of one customer shows it and is recorded."""

    form = CustomerForm
    list_display = (
        "number",
        "masked_name",
        "masked_account",
        "partner",
        "state",
        "account_manager",
        "last_activity_at",
    )
    list_select_related: ClassVar = ("partner", "account_manager")
    list_filter = (DistributorFilter, "state", "kind")
    search_fields = ("search",)
    search_help_text = _("A part of the customer's name or account, or the whole customer ID or phone number")
    autocomplete_fields = ("partner", "account_manager")
    # The account manager is chosen once: later changes are assignments, which keep their history.
    fixed_fields = ("partner", "account_manager")
    derived_fields = ("number", "last_activity_at", "created_at")

    @admin.display(description=_("customer name"))
    def masked_name(self, row: Customer) -> str:
        return masking.company(row.name)

    @admin.display(description=_("customer account"))
    def masked_account(self, row: Customer) -> str:
        return masking.account(row.account_name)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Customer], bool]:
        return queryset.matching(search_term.strip()), False

    def choice_text(self, row: Customer) -> str:
        return f"{row.number}, {masking.company(row.name)}, {row.partner.name}"

    def store(self, row: Customer, *, by: User) -> None:
        actions.save_customer(customer=row, by=by)
