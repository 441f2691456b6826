"""The addresses of Organization, each with the capability that its page needs."""

from django.urls import path

from accounts.access import needs
from accounts.roles import Capability
from accounts.views import audit

app_name = "accounts"
urlpatterns = [
    path(
        "organization/audit/",
        needs(Capability.READ_AUDIT_LOG, audit.audit_log, methods=("GET", "HEAD", "POST")),
        name="audit",
    ),
]
