"""Products, marketing tasks and their targets in Django admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.access import member_of
from accounts.admin_base import DistributorFilter, RecordAdmin, RecordInline, StoredAdmin
from accounts.models import User
from customers.admin import ReferenceAdmin
from marketing import actions
from marketing.admin_forms import MarketingTaskForm, TargetFormSet
from marketing.models import MarketingTask, Product, Target

admin.site.register(Product, ReferenceAdmin)


class TargetInline(RecordInline):
    """Customers can be put on the list; what became of them is handled in the Partner Center."""

    model = Target
    formset = TargetFormSet
    fields = ("customer", "account_manager", "status", "result", "handled_at")
    readonly_fields = ("account_manager", "status", "result", "handled_at")
    autocomplete_fields = ("customer",)
    ordering = ("pk",)
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Target]:
        return super().get_queryset(request).select_related("customer", "account_manager")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)


@admin.register(MarketingTask)
class MarketingTaskAdmin(StoredAdmin):
    form = MarketingTaskForm
    list_display = ("number", "name", "strategy", "status", "starts_on", "due_on", "tenant")
    list_select_related: ClassVar = ("tenant",)
    list_filter = (DistributorFilter, "status", "strategy")
    search_fields = ("number", "name")
    fixed_fields = ("tenant",)
    derived_fields = ("number", "created_at")
    inlines = (TargetInline,)

    def store(self, row: MarketingTask, *, by: User) -> None:
        actions.save_task(task=row, by=by)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for target in formset.save(commit=False):
            actions.add_target(task=form.instance, customer=target.customer, by=member_of(request))


@admin.register(Target)
class TargetAdmin(RecordAdmin):
    list_display = ("reference", "account_manager", "due_on", "status", "result", "handled_at", "tenant")
    list_select_related: ClassVar = ("account_manager", "tenant")
    list_filter = (DistributorFilter, "status", "result")
    search_fields = ("reference",)
