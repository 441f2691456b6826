"""What Home tells a reseller's members in figures: their customers, and what is done for them, as links."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Capability
from customers.columns import DEVELOPMENT
from customers.columns import ROOT as CUSTOMERS
from customers.models import Customer
from marketing.columns import ROOT as TASKS
from marketing.models import MarketingTask, Target
from partner_center.web import formats

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

State = Customer.State


def own_figures(user: User, day: date) -> "list[tuple[StrOrPromise, str, str]]":
    """Label, number, address; in the person's scope."""
    running = Q(state=State.PREREGISTERED, preregistered_until__gte=day)
    counted = Customer.objects.visible_to(user).aggregate(
        associated=Count("pk", filter=Q(state=State.ASSOCIATED)),
        preregistered=Count("pk", filter=running),
        waiting=Count("pk", filter=Q(state=State.PENDING_REVIEW)),
        alone=Count("pk", filter=(running | Q(state=State.ASSOCIATED)) & Q(account_manager=None)),
    )
    targets = Target.objects.visible_to(user).filter(task__status=MarketingTask.Status.IN_PROGRESS).count()
    rows = [
        (_("Associated customers"), counted["associated"], f"{CUSTOMERS}/mine/?relation=associated"),
        (_("Preregistered customers"), counted["preregistered"], f"{DEVELOPMENT}/?state=preregistered"),
        (_("Customers in review"), counted["waiting"], f"{DEVELOPMENT}/?state=pending_review"),
        (_("Customers in running marketing tasks"), targets, f"{TASKS}/"),
    ]
    if user.can(Capability.ASSIGN_CUSTOMERS):
        rows.insert(3, (_("Customers without an account manager"), counted["alone"], f"{CUSTOMERS}/assignment/"))
    return [(label, formats.whole(number), address) for label, number, address in rows]
