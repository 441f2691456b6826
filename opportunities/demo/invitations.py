"""Customers of the demo world that were invited: some have answered, some have not, and some could not.

No mail is sent and no link is known: nobody waits for one, and it would lead in.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from customers import claims
from customers.models import Customer, CustomerInvitation
from partner_center.web.tokens import new_token

Channel, State, Cause = CustomerInvitation.Channel, CustomerInvitation.State, CustomerInvitation.Cause

#: Who invited whom by what and how many days ago, and what became of it.
INVITED: tuple[tuple[str, str, str, int, str, str], ...] = (
    ("ana", "Blue Harbor Biotech Co.", Channel.MAIL, 2, State.SENT, ""),
    ("ana", "Blue Harbor Biotech Co.", Channel.LINK, 4, State.WITHDRAWN, ""),
    ("ana", "Iron Gate Engineering", Channel.QR, 1, State.SENT, ""),
    ("ana", "Iron Gate Engineering", Channel.MAIL, 3, State.FAILED, Cause.MAIL),
    ("ana", "Golden Wheat Bakery Group", Channel.MAIL, 30, State.ACCEPTED, ""),
    ("ben", "Amber Tower Properties", Channel.LINK, 3, State.SENT, ""),
    ("ben", "Willow Creek Dental", Channel.MAIL, 19, State.EXPIRED, ""),
    ("ben", "Birch Lane Robotics", Channel.LINK, 12, State.FAILED, Cause.OVER),
    ("sky.sam", "Copper Lane Studios", Channel.MAIL, 2, State.SENT, ""),
    ("mia", "Harvest Lane Markets", Channel.MAIL, 1, State.SENT, ""),
    ("mia", "Tamarind Tree Resorts", Channel.QR, 18, State.EXPIRED, ""),
)
#: After how long whoever answered, or took it back, did; what expired did so with its preregistration.
ANSWERED, RAN_OUT = timedelta(days=1, hours=3), timedelta(days=12)


def invite(customers: Mapping[str, Customer], members: Mapping[str, User]) -> None:
    for inviter, name, channel, days, state, cause in INVITED:
        customer, by = customers[name], members[inviter]
        sent = timezone.now() - timedelta(days=days)
        over = sent + (RAN_OUT if state == State.EXPIRED else ANSWERED)
        CustomerInvitation.objects.create(
            tenant_id=customer.tenant_id,
            partner=customer.partner,
            customer=customer,
            channel=channel,
            email=customer.email if channel == Channel.MAIL else "",
            digest=new_token()[1],
            invited_by=by,
            sent_at=sent,
            expires_at=claims.lapses_at(customer) or sent + RAN_OUT,
            state=state,
            settled_at=None if state == State.SENT else over,
            cause=cause,
        )
        record("customer invited", on=customer, by=by, channel=channel)
