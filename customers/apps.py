from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.housekeeping_steps import see_to


class CustomersConfig(AppConfig):
    """Customers and who works with them."""

    name = "customers"
    verbose_name = _("Customers")

    def ready(self) -> None:
        see_to("customers.actions.expire_preregistrations")
        see_to("customers.actions.remind_of_preregistrations")
