from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.followers import follow
from accounts.housekeeping_steps import see_to

_REMINDERS = ("remind_of_drafts", "remind_of_stale", "remind_of_overdue", "remind_of_next_steps")


class OpportunitiesConfig(AppConfig):
    """Opportunities, drafts, progress."""

    name = "opportunities"
    verbose_name = _("Opportunities")

    def ready(self) -> None:
        follow("customers.Customer", "opportunities.actions.copies.follow_customer")
        follow("accounts.User", "opportunities.actions.copies.follow_member")
        for step in ("expire_drafts", "forget_kept_progress", *_REMINDERS):
            see_to(f"opportunities.actions.time.{step}")
