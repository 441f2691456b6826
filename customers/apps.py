from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    """Customers and who works with them."""

    name = "customers"
    verbose_name = _("Customers")
