"""The link with which an invited customer accepts."""

from typing import Any

from django.utils import timezone

from accounts.by_link import Link
from customers.models import CustomerInvitation
from customers.permissions import can_accept


def _waiting(key: Any) -> CustomerInvitation | None:
    invitation = CustomerInvitation.objects.with_people().get(pk=key)
    return invitation if can_accept(invitation, timezone.now()) else None


ACCEPTING = Link("customer_invitation_of", _waiting, closed="customers/accept_closed.html")
