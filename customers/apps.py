from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.followers import follow


class CustomersConfig(AppConfig):
    """Customers and who works with them."""

    name = "customers"
    verbose_name = _("Customers")

    def ready(self) -> None:
        follow("accounts.Partner given", "customers.actions_resellers.note_reseller_given")
