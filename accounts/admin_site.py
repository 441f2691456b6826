"""The site of the platform operators: who gets in, its name, and that nothing goes past the verbs."""

from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.access import View, member_of
from accounts.admin_base import RecordAdmin
from accounts.audit import record
from accounts.views.samples import samples
from partner_center import tenancy

#: What the audit log says of an operator's first look in a session, and the session's own note of it.
ENTERED = "operations entered"


class OperationsSite(AdminSite):
    site_header = _("Partner Center operations")
    site_title = _("Partner Center operations")
    index_title = _("Records")
    # The pages behind this link are for members.
    site_url = None

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """SECURITY: only records on our base. What other apps register would be written without a verb."""
        if admin_class and issubclass(admin_class, RecordAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Beside the records: the components of the interface, each in its states."""
        shown = self.admin_view(samples)
        return [
            path("components/", shown, name="samples"),
            path("components/<slug:component>/<slug:state>/", shown, name="sample"),
            *super().get_urls(),
        ]

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        """Refuse members at once: a second sign-in is not what they lack."""
        guarded = super().admin_view(view, cacheable)

        def for_operators(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            self._refuse_members(request)
            if self.has_permission(request):
                self._enter(request)
            return guarded(request, *args, **options)

        return update_wrapper(for_operators, guarded)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """SECURITY: the product's one sign-in, whose attempts are limited; Django's would be a second."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(wanted)
        self._refuse_members(request)
        return redirect("admin:index")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Operators are members of this list like everybody: they set a password there, by the verb."""
        return redirect("admin:accounts_user_change", request.user.pk)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return _Choices.as_view(admin_site=self)(request)

    def _enter(self, request: HttpRequest) -> None:
        """Let the operator see every tenant, and write down once a session that he looked."""
        operator = member_of(request)
        tenancy.enter_operations()
        if not request.session.get(ENTERED):
            record(ENTERED, on=operator, by=operator)
            request.session[ENTERED] = True

    def _refuse_members(self, request: HttpRequest) -> None:
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied(_("Only platform operators can use this page."))


class _Choices(AutocompleteJsonView):
    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        shown: Any = self.model_admin
        return {**super().serialize_result(obj, to_field_name), "text": shown.choice_text(obj)}
