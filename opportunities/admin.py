"""Opportunities in Django admin: to look at. Nothing here can write one, nor anything of its progress."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import DistributorFilter, RecordAdmin, RecordInline
from customers.admin import ReferenceAdmin
from opportunities.information import BASIC, OTHER, REVENUE
from opportunities.models import BusinessSystem, Competitor, Opportunity, ProductLine, ProgressEntry, Provider

admin.site.register([BusinessSystem, Provider, Competitor], ReferenceAdmin)


class ProductLineInline(RecordInline):
    model = ProductLine
    fields = ("position", "product", "monthly_revenue")
    verbose_name_plural = _("main products")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProductLine]:
        return super().get_queryset(request).select_related("product")


class ProgressEntryInline(RecordInline):
    model = ProgressEntry
    fields = (
        "number",
        "at",
        "author",
        "kind",
        "phase",
        "probability",
        "technical_exchange",
        "test_details",
        "details",
    )
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProgressEntry]:
        return super().get_queryset(request).select_related("author", "opportunity")


@admin.register(Opportunity)
class OpportunityAdmin(RecordAdmin):
    list_display = (
        "number",
        "name",
        "phase",
        "win_probability",
        "status",
        "owner",
        "partner",
        "tenant",
        "updated_at",
    )
    list_select_related: ClassVar = ("owner", "partner", "tenant")
    list_filter = ("status", "phase", DistributorFilter)
    search_fields = ("search",)
    search_help_text = _("A part of the number, the names of opportunity and customer, or the account manager's name")
    inlines = (ProductLineInline, ProgressEntryInline)
    fieldsets = (
        (None, {"fields": ("number", "tenant", "partner", "customer", "owner", "target")}),
        (
            _("Progress"),
            {
                "fields": (
                    "phase",
                    "win_probability",
                    "status",
                    "last_progress_at",
                    "won_monthly_revenue",
                    "signed_on",
                )
            },
        ),
        (_("Basic Information"), {"fields": BASIC}),
        (_("Other Information"), {"fields": OTHER}),
        (_("Revenue Information"), {"fields": ("currency", *REVENUE)}),
        (_("Dates"), {"fields": ("created_at", "updated_at")}),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Opportunity], bool]:
        return queryset.containing(search_term.strip()), False


@admin.register(ProgressEntry)
class ProgressEntryAdmin(RecordAdmin):
    list_display = ("opportunity", "number", "at", "author", "kind", "phase", "probability", "tenant")
    list_select_related: ClassVar = ("opportunity", "author", "tenant")
    list_filter = ("kind", "phase", DistributorFilter)
    search_fields = ("opportunity__number",)
    search_help_text = _("The whole number of an opportunity")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ProgressEntry], search_term: str
    ) -> tuple[QuerySet[ProgressEntry], bool]:
        """Exactly, so that it finds its few entries by an index."""
        wanted = search_term.strip().upper()
        return (queryset.filter(opportunity__number=wanted) if wanted else queryset), False
