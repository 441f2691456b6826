from django.apps import AppConfig
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.export_lists import ExportedList, exported
from accounts.followers import follow
from accounts.hand_over import Belonging, belongs
from accounts.housekeeping_steps import see_to
from accounts.roles import Capability

_REMINDERS = ("remind_of_drafts", "remind_of_stale", "remind_of_overdue", "remind_of_next_steps")

_EXPORTED = tuple(
    ExportedList(
        f"opportunities-{group}",
        format_lazy("{title}, {group}", title=_("Business Opportunities"), group=label),
        Capability.VIEW_OPPORTUNITIES,
        "opportunities.asked.opportunities",
        "opportunities",
        {"group": group},
    )
    for group, label in (("mine", _("My Customers")), ("resellers", _("Resellers' Customers")))
)


class OpportunitiesConfig(AppConfig):
    """Opportunities, drafts, progress."""

    name = "opportunities"
    verbose_name = _("Opportunities")

    def ready(self) -> None:
        follow("customers.Customer", "opportunities.actions.copies.follow_customer")
        follow("customers.Customer assigned", "opportunities.actions.with_customer.move_with_customer")
        follow("customers.Customer disassociated", "opportunities.actions.with_customer.suspend_with_customer")
        follow("accounts.Partner assigned", "opportunities.actions.with_customer.move_with_reseller")
        follow("accounts.User", "opportunities.actions.copies.follow_member")
        belongs(
            Belonging(
                "opportunities",
                _("Open and suspended opportunities"),
                "opportunities.actions.hand_over.opportunities_of",
                "opportunities.actions.hand_over.hand_over_opportunities",
            )
        )
        belongs(
            Belonging(
                "drafts",
                _("Drafts of opportunities"),
                "opportunities.actions.hand_over.drafts_of",
                "opportunities.actions.hand_over.hand_over_drafts",
            )
        )
        for listed in _EXPORTED:
            exported(listed)
        for step in ("expire_drafts", "forget_kept_progress", *_REMINDERS):
            see_to(f"opportunities.actions.time.{step}")
