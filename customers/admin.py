"""Industries and customers in Django admin, and how every reference list is kept there."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import DistributorFilter, StoredAdmin
from accounts.models import User
from customers import actions, claims
from customers.admin_forms import CustomerForm, ProtectedAccountForm, ReviewForm
from customers.models import Customer, Industry, ProtectedAccount, Review
from customers.models.reference import ReferenceEntry
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


@admin.register(Review)
class ReviewAdmin(StoredAdmin):
    """What waits for a decision comes first to be looked for: the filter of open ones. Decided once."""

    form = ReviewForm
    list_display = ("customer", "tenant", "cause", "asked_by", "asked_at", "outcome", "decided_at")
    list_select_related: ClassVar = ("customer", "tenant", "asked_by")
    list_filter = (DistributorFilter, ("outcome", admin.EmptyFieldListFilter), "cause")
    search_fields = ("customer__number",)
    fields = (
        "customer",
        "about",
        "tenant",
        "cause",
        "asked_by",
        "asked_at",
        "holder",
        "outcome",
        "decided_at",
        "reason",
    )
    readonly_fields = ("customer", "about", "tenant", "cause", "asked_by", "asked_at", "holder", "decided_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request) and (obj is None or not obj.outcome)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.readonly_fields

    @admin.display(description=_("customer name"))
    def about(self, row: Review) -> str:
        return f"{row.customer.name} ({row.customer.country}), {row.customer.partner.name}"

    @admin.display(description=_("who has it now"), empty_value="-")
    def holder(self, row: Review) -> str | None:
        found = claims.holder_anywhere(row.customer)
        return f"{found.number}, {found.partner.name}, {found.get_state_display()}" if found else None

    def store(self, row: Review, *, by: User) -> None:
        approve = row.outcome == Review.Outcome.APPROVED
        actions.review_preregistration(review=row, approve=approve, reason=row.reason, by=by)


@admin.register(ProtectedAccount)
class ProtectedAccountAdmin(StoredAdmin):
    """Preregistrations of these are reviewed, whoever asks."""

    form = ProtectedAccountForm
    list_display = ("name", "country", "registration_number", "active")
    list_filter = ("active",)
    search_fields = ("name", "registration_number")
    opening_is_recorded = False

    def store(self, row: ProtectedAccount, *, by: User) -> None:
        actions.save_protected_account(account=row, by=by)
