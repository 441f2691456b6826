"""What a draft may lose while it is filled in: its customer, its marketing task. Each in the words of its page."""

from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from customers.models import Customer
from customers.permissions import is_workable
from marketing.models import Target
from marketing.permissions import can_add_from
from opportunities.models import Draft
from opportunities.permissions import can_add_for
from partner_center.web.formats import long_day


def customer_lost(user: User, customer: Customer, today: date) -> str:
    """What to do because the customer can't be used any more; nothing while it can.

    How the relation ended is told only to whoever still has the customer.
    """
    allowed = can_add_for(user, customer, today)
    if allowed:
        return ""
    text = _("Select another customer. %(number)s is not available to you any more")
    if allowed == is_workable(customer, today):
        if customer.state == Customer.State.DISASSOCIATED:
            text = _("Select another customer. %(number)s is no longer associated with your organization")
        elif customer.relation(today) is Customer.State.EXPIRED and customer.ended(today):
            text = _("Select another customer. The preregistration of %(number)s ended on %(day)s")
    ended = customer.ended(today)
    return text % {"number": customer.number, "day": long_day(ended) if ended else ""}


def task_lost(user: User, draft: Draft) -> str:
    """Why the draft's marketing task does not count any more; nothing while it does or where there is none."""
    target = draft.target
    if target is None:
        return ""
    if not can_add_from(user, target):
        text = _("The marketing task %(task)s is closed. This opportunity is not linked to it any more.")
    elif not Target.objects.visible_to(user).filter(pk=target.pk).exists():
        text = _("The marketing task %(task)s is not yours any more. This opportunity is not linked to it any more.")
    else:
        return ""
    return text % {"task": target.task.name}
