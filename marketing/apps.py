from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketingConfig(AppConfig):
    """Marketing tasks and their targets."""

    name = "marketing"
    verbose_name = _("Marketing")
