from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.export_lists import ExportedList, exported
from accounts.hand_over import Belonging, belongs
from accounts.roles import Capability


class MarketingConfig(AppConfig):
    """Marketing tasks and their targets."""

    name = "marketing"
    verbose_name = _("Marketing")

    def ready(self) -> None:
        exported(
            ExportedList(
                "marketing-tasks",
                _("Marketing Tasks"),
                Capability.VIEW_TASKS,
                "marketing.asked.targets",
                "marketing-tasks",
            )
        )
        belongs(
            Belonging(
                "targets",
                _("Target customers of marketing tasks"),
                "marketing.actions_hand_over.targets_of",
                "marketing.actions_hand_over.hand_over_targets",
            )
        )
