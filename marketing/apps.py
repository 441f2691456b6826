from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.hand_over import Belonging, belongs


class MarketingConfig(AppConfig):
    """Marketing tasks and their targets."""

    name = "marketing"
    verbose_name = _("Marketing")

    def ready(self) -> None:
        belongs(
            Belonging(
                "targets",
                _("Target customers of marketing tasks"),
                "marketing.actions_hand_over.targets_of",
                "marketing.actions_hand_over.hand_over_targets",
            )
        )
