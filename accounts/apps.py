from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who: partners, members, roles, sign-in, the audit log."""

    name = "accounts"
    verbose_name = _("Accounts")
