from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.housekeeping_steps import see_to


class AccountsConfig(AppConfig):
    """Who: partners, members, roles, sign-in, the audit log."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        see_to("accounts.notifications.mail_what_was_left")
        see_to("accounts.notifications.forget_old")
        see_to("accounts.mail.forget_sent_mails")
        see_to("accounts.actions.export_file.give_up_exports")
        see_to("accounts.actions.export_file.forget_exports")
