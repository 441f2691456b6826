from django.apps import AppConfig
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.export_lists import ExportedList, exported
from accounts.followers import follow
from accounts.hand_over import Belonging, belongs
from accounts.housekeeping_steps import see_to
from accounts.roles import Capability

_MANAGEMENT = _("Customer Management")
_EXPORTED = (
    *(
        ExportedList(
            f"customers-{group}",
            format_lazy("{title}, {group}", title=_MANAGEMENT, group=label),
            Capability.EXPORT_CUSTOMERS,
            "customers.asked.customers",
            "customers",
            {"group": group},
        )
        for group, label in (("mine", _("My Customers")), ("resellers", _("Resellers' Customers")))
    ),
    ExportedList(
        "customer-development",
        _("Customer Development"),
        Capability.EXPORT_CUSTOMERS,
        "customers.asked.development",
        "customer-development",
    ),
    ExportedList(
        "resellers", _("Reseller Management"), Capability.VIEW_RESELLERS, "customers.asked.resellers", "resellers"
    ),
)


class CustomersConfig(AppConfig):
    """Customers and who works with them."""

    name = "customers"
    verbose_name = _("Customers")

    def ready(self) -> None:
        follow("accounts.Partner given", "customers.actions.resellers.note_reseller_given")
        belongs(
            Belonging(
                "customers",
                _("Customers"),
                "customers.actions.hand_over.customers_of",
                "customers.actions.hand_over.hand_over_customers",
            )
        )
        belongs(
            Belonging(
                "resellers",
                _("Resellers looked after"),
                "customers.actions.hand_over.resellers_of",
                "customers.actions.hand_over.hand_over_resellers",
            )
        )
        for listed in _EXPORTED:
            exported(listed)
        see_to("customers.actions.expiry.expire_preregistrations")
        see_to("customers.actions.applications.expire_applications")
        see_to("customers.actions.expiry.remind_of_preregistrations")
        see_to("customers.actions.invitation_ends.expire_invitations")
        see_to("customers.actions.invitation_ends.fail_unsent_invitations")
        see_to("customers.actions.forget.forget_imports")
        see_to("customers.actions.forget.stop_silent_imports")
