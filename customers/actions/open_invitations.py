"""Invitations of which another takes the place, or whose preregistration is another one now."""

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from accounts.mail import take_back
from customers.models import CustomerInvitation

State = CustomerInvitation.State


def close_invitations(invitations: QuerySet[CustomerInvitation]) -> None:
    """Withdraw those that wait. What had run out before is expired."""
    now = timezone.now()
    over = When(expires_at__lte=now, then=Value(State.EXPIRED))
    waiting = invitations.filter(state=State.SENT)
    for mail in waiting.values_list("mail", flat=True):
        take_back(mail)
    waiting.update(state=Case(over, default=Value(State.WITHDRAWN)), settled_at=now)
