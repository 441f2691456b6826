from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.hand_over import Belonging, belongs


class AccountsConfig(AppConfig):
    """Who: partners, members, roles, sign-in, the audit log."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        belongs(
            Belonging(
                "resellers",
                _("Resellers looked after"),
                "accounts.actions.resellers.resellers_of",
                "accounts.actions.resellers.hand_over_resellers",
            )
        )
