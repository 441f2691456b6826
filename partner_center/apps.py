from django.apps import AppConfig


class PartnerCenterConfig(AppConfig):
    """The street: settings, the embedded database, HTTP helpers. No model lives here."""

    name = "partner_center"
