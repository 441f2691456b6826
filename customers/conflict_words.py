"""What is said when somebody has a customer already: who, in the own tenant; of all others one neutral answer."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.claims import Taken
from customers.models import Customer
from partner_center.web import formats

#: The one answer about customers of all other distributors, whatever it is that they have in common.
NEUTRAL = _("This customer can't be preregistered now. You can ask for a review.")


def said_of(taken: Taken, user: User) -> str:
    """What the person reads: in the own tenant who has the customer, and until when; else the neutral answer."""
    holder = taken.holder
    if holder is None:
        return str(NEUTRAL)
    words = {"who": _who(holder, user)}
    if holder.state == Customer.State.ASSOCIATED:
        return _now("This customer is associated with %(who)s.") % words
    if holder.state == Customer.State.PENDING_REVIEW:
        return _now("This customer waits for a review that %(who)s asked for.") % words
    until = formats.day(holder.preregistered_until) if holder.preregistered_until else ""
    return _now("This customer is preregistered by %(who)s until %(day)s.") % {**words, "day": until}


def _who(holder: Customer, user: User) -> str:
    """By the names that nobody masks: a user name in the own company, the number of a reseller."""
    if holder.partner_id == user.partner_id:
        return holder.account_manager.username if holder.account_manager else _now("your company")
    if holder.is_of_reseller:
        return _now("reseller %(number)s") % {"number": holder.partner.number}
    return _now("your distributor")
