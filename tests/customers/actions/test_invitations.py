"""Inviting customers: who may, what is kept of a link, what accepting does, and why it may fail."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from accounts.models import AuditEntry, Mail, Notification, Partner, User
from customers import claims
from customers.actions import (
    accept_invitation,
    invite_customers,
    make_link,
    preregister_again,
    release,
    withdraw_customer_invitation,
)
from customers.invitations import ACCEPTING
from customers.models import Customer, CustomerInvitation
from partner_center import tenancy
from partner_center.web.tokens import digest
from tests import cast as cast_module
from tests import make

SITE = "https://partners.example"
Channel, State, Cause = CustomerInvitation.Channel, CustomerInvitation.State, CustomerInvitation.Cause


def token_of(link: str) -> str:
    return link.removeprefix(f"{SITE}/invitations/").removesuffix("/")


def states(customer: Customer) -> list[tuple[str, str, str]]:
    return list(customer.invitations.order_by("sent_at").values_list("channel", "state", "cause"))


def log(customer: Customer) -> list[tuple[str, str | None]]:
    lines = AuditEntry.objects.filter(subject=customer.number, action__contains="invit").order_by("pk")
    return [(line.action, line.actor and line.actor.username) for line in lines]


def told() -> list[tuple[str, str, dict]]:
    return list(Notification.objects.order_by("at").values_list("recipient__username", "kind", "words"))


@pytest.mark.parametrize(("person", "customer"), [("ann", "ann_preregistered"), ("sam", "sky_preregistered")])
def test_a_link_is_kept_as_a_digest_alone_and_ends_with_the_preregistration(person, customer, cast):
    by, invited = getattr(cast, person), getattr(cast, customer)
    link = make_link(customer=invited, channel="link", site=SITE, by=by)
    row = CustomerInvitation.objects.get()
    assert (row.digest, row.channel, row.email, row.mail) == (digest(token_of(link)), "link", "", None)
    assert (row.partner, row.tenant, row.invited_by) == (by.partner, cast.north, by)
    assert row.expires_at == claims.lapses_at(invited)
    line = AuditEntry.objects.get(action="customer invited")
    assert (line.actor, line.subject, line.details) == (by, invited.number, {"channel": "link"})
    assert token_of(link) not in str(CustomerInvitation.objects.values().get())


def test_mails_say_the_same_to_each_and_name_the_partner_alone(cast):
    other = make.customer(partner=cast.north, account_manager=cast.ann, state="preregistered", name="Elm Tools")
    with tenancy.in_tenant(cast.north.pk):
        sent = invite_customers(customers=[cast.ann_preregistered, other], site=SITE, by=cast.ann)
    assert [row.customer for row in sent] == [cast.ann_preregistered, other]
    assert [row.email for row in sent] == [cast.ann_preregistered.email, other.email]
    for row in sent:
        mail = Mail.objects.get(pk=row.mail)
        assert (mail.address, mail.tenant) == (row.email, cast.north)
        assert mail.subject == "North invites you to become its customer"
        link = next(line for line in mail.text.splitlines() if line.startswith(SITE))
        assert digest(token_of(link)) == row.digest
        assert not any(name in mail.text for name in ("Ann", "Aspen", "Elm", row.email))


def test_whoever_cannot_be_invited_now_gets_no_mail(cast):
    silent = make.customer(partner=cast.north, account_manager=cast.ann, state="preregistered", email="")
    over = make.customer(partner=cast.north, account_manager=cast.ann, state="expired")
    assert invite_customers(customers=[silent, over], site=SITE, by=cast.ann) == []
    sent = [invite_customers(customers=[cast.ann_preregistered], site=SITE, by=cast.ann) for _time in range(4)]
    assert [len(rows) for rows in sent] == [1, 1, 1, 0]
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert len(invite_customers(customers=[cast.ann_preregistered], site=SITE, by=cast.ann)) == 1


@pytest.mark.parametrize("person", ["bob", "dirk", "sam", "max"])
def test_only_whose_it_is_invites(person, cast):
    by = getattr(cast, person)
    with pytest.raises(PermissionDenied):
        make_link(customer=cast.ann_preregistered, channel="qr", site=SITE, by=by)
    with pytest.raises(PermissionDenied):
        invite_customers(customers=[cast.ann_preregistered], site=SITE, by=by)
    assert (CustomerInvitation.objects.count(), Mail.objects.count()) == (0, 0)


def test_a_new_one_of_a_channel_replaces_the_one_before(cast):
    customer = cast.ann_preregistered
    first = make_link(customer=customer, channel="link", site=SITE, by=cast.ann)
    make_link(customer=customer, channel="qr", site=SITE, by=cast.ann)
    invite_customers(customers=[customer], site=SITE, by=cast.ann)
    make_link(customer=customer, channel="link", site=SITE, by=cast.nora)
    assert states(customer) == [
        ("link", State.WITHDRAWN, ""),
        ("qr", State.SENT, ""),
        ("mail", State.SENT, ""),
        ("link", State.SENT, ""),
    ]
    with ACCEPTING.opened(token_of(first)) as found:
        assert found is None
    invite_customers(customers=[customer], site=SITE, by=cast.ann)
    assert Mail.objects.count() == 1  # The other was not sent yet, and never will be.


def test_accepting_associates_and_ends_what_else_waits(cast):
    customer = cast.ann_preregistered
    with tenancy.in_tenant(cast.north.pk):
        invite_customers(customers=[customer], site=SITE, by=cast.nora)
    link = make_link(customer=customer, channel="link", site=SITE, by=cast.ann)
    with ACCEPTING.opened(token_of(link)) as found:
        assert accept_invitation(invitation=found) == ""
    customer.refresh_from_db()
    assert (customer.state, customer.partner, customer.account_manager) == ("associated", cast.north, cast.ann)
    assert states(customer) == [("mail", State.WITHDRAWN, ""), ("link", State.ACCEPTED, "")]
    assert log(customer)[-1] == ("customer invitation accepted", None)
    assert told() == [("ann", "association_accepted", {})]
    with pytest.raises(PermissionDenied):
        accept_invitation(invitation=found)
    assert Mail.objects.count() == 0


def _hinder(how: str, cast) -> None:
    if how == "released":
        release(customer=cast.ann_preregistered, reason="Entered twice.", by=cast.ann)
    elif how == "inviter left":
        User.objects.filter(pk=cast.ann.pk).update(is_active=False)
    elif how in {"suspended", "terminated"}:
        Partner.objects.filter(pk=cast.north.pk).update(status=how)
    else:
        claims.give_up(cast.ann_preregistered)
        make.customer(partner=cast.south, name=cast.ann_preregistered.name)


@pytest.mark.parametrize(
    ("how", "cause"),
    [
        ("released", Cause.OVER),
        ("inviter left", Cause.INVITER),
        ("suspended", Cause.INVITER),
        ("terminated", Cause.INVITER),
        ("taken by a rival", Cause.NOT_FREE),
    ],
)
def test_a_failure_is_kept_with_its_cause_and_told(how, cause, cast):
    invitation = make.customer_invitation(customer=cast.ann_preregistered, by=cast.ann)
    _hinder(how, cast)
    before = Customer.objects.values().get(pk=cast.ann_preregistered.pk)
    assert accept_invitation(invitation=invitation) == cause
    assert Customer.objects.values().get(pk=cast.ann_preregistered.pk) == before
    assert states(cast.ann_preregistered) == [("link", State.FAILED, cause)]
    assert log(cast.ann_preregistered) == [("customer invitation failed", None)]
    who = "nora" if how == "inviter left" else "ann"
    assert told() == [(who, "association_failed", {"outcome": Cause(cause).label})]
    with pytest.raises(PermissionDenied):
        accept_invitation(invitation=invitation)


def test_a_withdrawn_or_old_one_leads_nowhere(cast):
    invitation = make.customer_invitation(customer=cast.ann_preregistered, by=cast.ann, token="t" * 43)
    with time_machine.travel(invitation.expires_at), pytest.raises(PermissionDenied):
        accept_invitation(invitation=invitation)
    for person in (cast.bob, cast.dirk, cast.sam):
        with pytest.raises(PermissionDenied):
            withdraw_customer_invitation(invitation=invitation, by=person)
    withdraw_customer_invitation(invitation=invitation, by=cast.ann)
    assert states(cast.ann_preregistered) == [("link", State.WITHDRAWN, "")]
    assert log(cast.ann_preregistered) == [("customer invitation withdrawn", "ann")]
    with ACCEPTING.opened("t" * 43) as found:
        assert found is None


def test_of_two_who_accept_at_once_one_does(committed_db):
    cast = cast_module.build()
    customer = cast.ann_preregistered
    rows = [make.customer_invitation(customer=customer, by=cast.ann, channel=channel) for channel in ("link", "qr")]
    start = threading.Barrier(4)

    def accept(invitation: CustomerInvitation) -> str:
        start.wait()
        try:
            with tenancy.in_tenant(cast.north.pk):
                return accept_invitation(invitation=invitation)
        except PermissionDenied:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(accept, [*rows, *rows]))
    assert sorted(answers) == ["", "refused", "refused", "refused"]
    assert sorted(state for _channel, state, _cause in states(customer)) == [State.ACCEPTED, State.WITHDRAWN]


def test_a_link_ends_with_its_preregistration(cast):
    """Preregistered again, the customer is asked anew; nobody accepts by a link of before."""
    customer = cast.ann_preregistered
    make.customer_invitation(customer=customer, by=cast.ann, token="t" * 43)
    release(customer=customer, reason="Entered twice.", by=cast.ann)
    preregister_again(customer=customer, by=cast.ann)
    assert states(customer) == [("link", State.WITHDRAWN, "")]
    with ACCEPTING.opened("t" * 43) as found:
        assert found is None
