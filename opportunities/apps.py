from django.apps import AppConfig

from accounts.followers import follow


class OpportunitiesConfig(AppConfig):
    """Opportunities, drafts, progress."""

    name = "opportunities"

    def ready(self) -> None:
        follow("customers.Customer", "opportunities.actions.copies.follow_customer")
        follow("accounts.User", "opportunities.actions.copies.follow_member")
