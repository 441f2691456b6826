from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Customers and who works with them."""

    name = "customers"
