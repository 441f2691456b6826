from django.apps import AppConfig

from partner_center import checks  # noqa: F401  # importing registers them


class PartnerCenterConfig(AppConfig):
    """The street: settings, the embedded database, HTTP helpers. No model lives here."""

    name = "partner_center"
