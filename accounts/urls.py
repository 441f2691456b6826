"""The addresses of what belongs to a member and to the own organization, each with the capability that it needs."""

from django.urls import path

from accounts.access import needs
from accounts.preferences import PREFERENCES
from accounts.roles import Capability
from accounts.views import audit, confirm, notifications, organization, preferences, reveals, session

LOOK = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
USE = Capability.USE_PARTNER_CENTER

app_name = "accounts"
urlpatterns = [
    path("organization/", needs(USE, organization.organization), name="organization"),
    path("organization/audit/", needs(Capability.READ_AUDIT_LOG, audit.audit_log, methods=FORM), name="audit"),
    path("organization/reveals/", needs(Capability.VIEW_REVEALS, reveals.reveals, methods=FORM), name="reveals"),
    path(
        "preferences/",
        needs(USE, preferences.preferences, methods=FORM, sends=frozenset({*PREFERENCES, "mails"})),
        name="preferences",
    ),
    path("preferences/reveals/", needs(USE, reveals.own_reveals, methods=LOOK), name="own_reveals"),
    path(
        "preferences/confirm/",
        needs(USE, confirm.confirm, methods=FORM, sends=frozenset({"password", "next"})),
        name="confirm",
    ),
    path("notifications/", needs(USE, notifications.notifications, methods=FORM), name="notifications"),
    path("notifications/<uuid:key>/", needs(USE, notifications.notification, methods=("POST",)), name="notification"),
    path("session/", needs(USE, session.session, methods=LOOK), name="session"),
]
