from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.followers import follow
from accounts.hand_over import Belonging, belongs
from accounts.housekeeping_steps import see_to


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
        see_to("customers.actions.expiry.expire_preregistrations")
        see_to("customers.actions.expiry.remind_of_preregistrations")
        see_to("customers.actions.invitation_ends.expire_invitations")
        see_to("customers.actions.invitation_ends.fail_unsent_invitations")
