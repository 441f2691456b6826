"""Who comes with the link of an invitation: a stranger, whose token finds one row and one tenant, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from customers.models import CustomerInvitation
from customers.permissions import can_accept
from partner_center import tenancy
from partner_center.web.tokens import digest


@contextmanager
def customer_invited_by(token: str) -> Iterator[CustomerInvitation | None]:
    """The invitation that the token opens, with its tenant entered for as long as the block runs; None for all others.

    What never was, was used, was withdrawn or is too old is not told apart, neither by the words nor by the way there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant, invitation FROM customer_invitation_of(%s)", [digest(token)])
        found = cursor.fetchone()
    if found is None:
        yield None
        return
    with tenancy.in_tenant(found[0]):
        invitation = CustomerInvitation.objects.with_people().get(pk=found[1])
        yield invitation if can_accept(invitation, timezone.now()) else None
