"""What the page of one reseller tells, value by value. Masked ones each have an eye of their own."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from customers.presentation import Fact
from customers.reseller_columns import last_activity
from partner_center.web import formats
from partner_center.web.countries import country_name
from partner_center.web.masking import Kind, conceal, render

#: By the keys of their eyes: label, what the eye is called, kind of mask.
MASKED = {
    "account_manager": (_("Account manager"), _("Show account manager name"), Kind.PERSON),
    "phone": (_("Phone"), _("Show phone"), Kind.PHONE),
    "email": (_("Email"), _("Show email"), Kind.EMAIL),
}


def facts(reseller: Any, tenant: Partner, shown: Collection[str]) -> dict[str, list[Fact]]:
    """Who it is, and how much it has and does; the reseller comes with the figures of resellers.counting()."""
    shared = reseller.share_opportunities
    return {
        "about": [
            _masked(reseller, "account_manager", shown),
            _masked(reseller, "phone", shown),
            _masked(reseller, "email", shown),
            Fact(_("Country or region"), country_name(reseller.country)),
            Fact(_("Opportunities on its customers"), _now("Shared") if shared else _now("Hidden")),
        ],
        "figures": [
            Fact(_("Customers"), formats.whole(reseller.customer_count)),
            Fact(_("Open opportunities"), formats.whole(reseller.open_count)),
            Fact(_("Pipeline a month"), formats.money(reseller.pipeline, tenant.currency)),
            Fact(_("Last activity"), last_activity(reseller, tenant) or formats.nothing()),
        ],
    }


def manager_of(reseller: Partner) -> Fact:
    """Who looks after it, masked, for a page without eyes."""
    return _masked(reseller, "account_manager", ())


def _masked(reseller: Partner, key: str, shown: Collection[str]) -> Fact:
    label, eye_label, kind = MASKED[key]
    manager = reseller.account_manager
    clear = {"account_manager": manager.name if manager else "", "phone": reseller.mobile, "email": reseller.email}[key]
    return Fact(label, render(conceal(kind, clear, shown=key in shown)), key if clear else "", eye_label, key in shown)
