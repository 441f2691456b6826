"""What time does to invitations: they expire with their preregistration, and what no mail server took has failed."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from accounts.models import AuditEntry, Mail, Notification
from customers.actions import invite_customers
from customers.actions.invitation_ends import expire_invitations, fail_unsent_invitations
from customers.models import CustomerInvitation
from tests import make

State = CustomerInvitation.State


def test_what_has_run_out_is_expired_once(cast):
    old = make.customer_invitation(customer=cast.ann_preregistered, by=cast.ann)
    make.customer_invitation(customer=cast.sky_preregistered, by=cast.sam, expires_at=old.expires_at + timedelta(1))
    with time_machine.travel(old.expires_at, tick=False):
        assert (old.state_at(timezone.now()), old.holds(timezone.now())) == (State.EXPIRED, False)
        assert [expire_invitations(tenant=cast.north) for _time in range(2)] == [1, 0]
        assert expire_invitations(tenant=cast.south) == 0
    old.refresh_from_db()
    assert (old.state, old.settled_at) == (State.EXPIRED, old.expires_at)
    line = AuditEntry.objects.get(action="customer invitation expired")
    assert (line.actor, line.subject) == (None, cast.ann_preregistered.number)


def test_a_mail_that_no_server_took_is_a_failure_and_is_not_sent_any_more(cast):
    other = make.customer(partner=cast.north, account_manager=cast.ann, state="preregistered")
    late, went = invite_customers(customers=[cast.ann_preregistered, other], site="https://p.example", by=cast.ann)
    Mail.objects.filter(pk=went.mail).update(sent_at=timezone.now(), address="", subject="", text="")
    assert fail_unsent_invitations(tenant=cast.north) == 0  # The worker still tries.
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert [fail_unsent_invitations(tenant=cast.north) for _time in range(2)] == [1, 0]
    states = list(CustomerInvitation.objects.order_by("customer").values_list("state", "cause"))
    assert states == [(State.FAILED, "mail"), (State.SENT, "")]
    assert not Mail.objects.filter(pk=late.mail).exists()
    told = Notification.objects.get()
    assert (told.recipient, told.kind, told.words) == (
        cast.ann,
        "association_failed",
        {"outcome": "The e-mail could not be sent."},
    )
