"""Partners, members and the audit log in Django admin."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import actions
from accounts.access import member_of
from accounts.admin_base import DistributorFilter, RecordAdmin, StoredAdmin
from accounts.admin_forms import MemberForm, PartnerForm
from accounts.models import AuditEntry, Partner, User


@admin.register(Partner)
class PartnerAdmin(StoredAdmin):
    form = PartnerForm
    list_display = ("name", "number", "kind", "parent", "country", "account_manager", "status")
    list_select_related: ClassVar = ("parent", "account_manager")
    list_filter = ("kind", "status", DistributorFilter)
    search_fields = ("name", "number")
    autocomplete_fields = ("account_manager",)
    # They decide to which tenant everything of the partner belongs.
    fixed_fields = ("kind", "parent")
    derived_fields = ("number",)

    def store(self, row: Partner, *, by: User) -> None:
        actions.save_partner(partner=row, by=by)


@admin.register(User)
class MemberAdmin(StoredAdmin):
    form = MemberForm
    list_display = ("username", "name", "partner", "role", "director", "is_active", "is_staff", "last_login")
    list_select_related: ClassVar = ("partner", "director")
    list_filter = ("is_active", "is_staff", "role")
    search_fields = ("username", "name", "email", "partner__name")
    autocomplete_fields = ("partner", "director")
    fixed_fields = ("partner", "is_staff")
    fieldsets = (
        (None, {"fields": ("username", "name", "email", "is_active", "is_staff")}),
        (_("Member of a partner"), {"fields": ("partner", "role", "director")}),
        (
            _("Password"),
            {
                "fields": ("password1", "password2"),
                "description": _("Left empty, the password of a member stays as it is."),
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Operators cannot shut themselves out."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "is_active") if obj == request.user else fields

    def choice_text(self, row: User) -> str:
        return ", ".join(filter(None, (row.username, row.name, row.partner.name if row.partner else "")))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        by = member_of(request)
        left = actions.save_member(member=obj, by=by)
        if left:
            text = ngettext(
                "%(number)s account manager has no director any more.",
                "%(number)s account managers have no director any more.",
                left,
            )
            messages.warning(request, text % {"number": left})
        if form.cleaned_data["password1"]:
            actions.set_password(member=obj, password=form.cleaned_data["password1"], by=by)
            self._stay_signed_in(request, obj)

    def _stay_signed_in(self, request: HttpRequest, changed: User) -> None:
        """An operator's own new password ends all sessions of the old one but this."""
        if changed == request.user:
            changed.refresh_from_db(fields=["password"])
            update_session_auth_hash(request, changed)


class SubjectKindFilter(admin.SimpleListFilter):
    """Entries about one kind of record."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        shown = model_admin.admin_site._registry
        return sorted((model._meta.model_name, capfirst(model._meta.verbose_name)) for model in shown)

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(subject_kind=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(RecordAdmin):
    list_display = ("at", "actor", "actor_role", "action", "subject_kind", "subject", "tenant")
    list_select_related: ClassVar = ("actor", "tenant")
    list_filter = (SubjectKindFilter, DistributorFilter)
    search_fields = ("=subject", "=actor__username", "action")
    search_help_text = _("A record's number, a user name, or a part of what was done")
    # The log holds no personal data, and would grow by being read.
    opening_is_recorded = False
