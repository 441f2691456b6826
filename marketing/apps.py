from django.apps import AppConfig


class MarketingConfig(AppConfig):
    """Marketing tasks and their targets."""

    name = "marketing"
