"""What time does to invitations of customers: it ends them, and notices whose mail never went out."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.audit import record
from accounts.housekeeping_steps import BATCH
from accounts.mail import take_back
from accounts.models import Mail, Partner
from customers.actions.invitations import fail
from customers.models import CustomerInvitation

#: After so long the worker has tried for the last time.
UNSENT = timedelta(hours=2)


def expire_invitations(*, tenant: Partner) -> int:
    """A step of housekeeping."""
    over = CustomerInvitation.objects.waiting().filter(tenant=tenant, expires_at__lte=timezone.now())
    rows = list(over.select_related("customer").select_for_update(of=("self",), skip_locked=True)[:BATCH])
    for invitation in rows:
        invitation.state, invitation.settled_at = CustomerInvitation.State.EXPIRED, invitation.expires_at
        invitation.save(update_fields=["state", "settled_at"])
        record("customer invitation expired", on=invitation.customer, by=None, channel=invitation.channel)
    return len(rows)


def fail_unsent_invitations(*, tenant: Partner) -> int:
    """A step of housekeeping: where no mail server took the mail. It is taken back, so that no dead link goes out."""
    unsent = Exists(Mail.objects.filter(pk=OuterRef("mail"), sent_at=None))
    late = CustomerInvitation.objects.waiting().filter(unsent, tenant=tenant, sent_at__lt=timezone.now() - UNSENT)
    rows = list(late.with_people().select_for_update(of=("self",), skip_locked=True)[:BATCH])
    for invitation in rows:
        if take_back(invitation.mail):
            fail(invitation=invitation, cause=CustomerInvitation.Cause.MAIL, by=None)
    return len(rows)
