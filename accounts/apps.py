from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who: partners, members, roles, sign-in, the audit log."""

    name = "accounts"
