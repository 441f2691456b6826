"""How every record is shown to platform operators in Django admin, and how it is stored: through a verb.

The apps' admin.py say what is listed and which verb stores it. Nothing is deleted here, and nothing is
changed in bulk; a record that names no verb can only be looked at.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.admin import ModelAdmin, ShowFacets, SimpleListFilter, TabularInline
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.forms import SetPasswordMixin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.access import member_of
from accounts.audit import record
from accounts.models import Partner, User
from partner_center.web.plain_text import PlainEmailField, PlainField, PlainLinesField

# Django's own classes take their model as a parameter only for the type checker.
if TYPE_CHECKING:
    _Admin = ModelAdmin[Any]
    _Inline = TabularInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
    PasswordMixin = SetPasswordMixin[User]
else:
    _Admin, _Inline, ModelForm, PasswordMixin = ModelAdmin, TabularInline, forms.ModelForm, SetPasswordMixin

OPENED = "opened by an operator"


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts no further than one past its limit: behind that, an operator searches instead of paging."""

    LIMIT = 1_000

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: self.LIMIT + 1].count())


class DistributorFilter(SimpleListFilter):
    """Records of one tenant. There are few distributors, so they make a list to choose from."""

    title = _("distributor")
    parameter_name = "distributor"

    def lookups(self, request: HttpRequest, model_admin: _Admin) -> list[tuple[str, str]]:
        return [(str(key), name) for key, name in distributors().values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value() or ""
        return queryset.filter(tenant_id=int(chosen)) if chosen.isdecimal() else queryset


def distributors() -> QuerySet[Partner]:
    return Partner.objects.filter(parent=None).order_by("name")


class _OperatorsOnly:
    """Whoever the site lets in may look at everything it shows; no finer permissions are kept."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        site = self.admin_site  # type: ignore[attr-defined]
        return bool(site.has_permission(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RecordAdmin(_OperatorsOnly, _Admin):
    """A list with search and filters, and pages to look at. The costs stay the same at a million rows."""

    actions = None
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    # The primary key is the one order that every table gives from its end; headers are not links to another.
    ordering: ClassVar[tuple[str, ...]] = ("-pk",)
    sortable_by = ()
    #: Their texts are as clean as those of the pages. What a slug admits, it says itself.
    formfield_overrides: ClassVar[dict[Any, Any]] = {
        models.CharField: {"form_class": PlainField},
        models.TextField: {"form_class": PlainLinesField},
        models.EmailField: {"form_class": PlainEmailField},
        models.SlugField: {"widget": AdminTextInputWidget},
    }
    #: Loaded with every record, for the list and for the words of a search.
    list_select_related: ClassVar[tuple[str, ...]] = ()
    #: Whether opening a record goes into the audit log. All do that belong to somebody.
    opening_is_recorded = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def choice_text(self, row: Any) -> str:
        """What a search for this record in another record's form shows."""
        return str(row)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        opened = context["original"]
        if self.opening_is_recorded and opened is not None:
            record(OPENED, on=opened, by=member_of(request))
        return super().render_change_form(request, context, *args, **options)


class StoredAdmin(RecordAdmin):
    """Records that operators add and change."""

    #: Fields that are said once, when the record is added.
    fixed_fields: tuple[str, ...] = ()
    #: Fields that only the verbs fill: shown once the record is stored, and in no form.
    derived_fields: tuple[str, ...] = ()

    def store(self, row: Any, *, by: User) -> None:
        """Hand the record to the verb that stores it."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.store(obj, by=member_of(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.derived_fields, *self.fixed_fields) if obj else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Lock what a POST is about to store, so that forms are checked against what will still be there."""
        rows = super().get_queryset(request)
        return rows.select_for_update(of=("self",)) if request.method == "POST" else rows


class RecordInline(_OperatorsOnly, _Inline):
    """Records on the page of the one that they belong to, to look at."""

    extra = 0
    can_delete = False


class VersionedForm(ModelForm):
    """Refuses to overwrite what somebody else stored after the form was shown."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["seen_version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.instance.pk and said.get("seen_version") != self.instance.version:
            raise ValidationError(
                _("Somebody changed this record after you opened it. Open it again to see the change.")
            )
        return said
