"""Assign account manager: one customer or ticked ones, with history, and with the open opportunities if asked."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import AuditEntry, Notification, User
from accounts.notification_places import place
from accounts.notification_words import sentence
from customers.models import Customer, CustomerEvent
from opportunities.models import Opportunity
from tests import make
from tests.cast import Cast

MANY = "/partner/sales/customers/assign/"
LIST = "/partner/sales/customers/mine/"


def address(customer: Customer) -> str:
    return f"/partner/sales/customers/{customer.number}/assign/"


def told(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def has(customer: Customer) -> User | None:
    return Customer.objects.get(pk=customer.pk).account_manager


def test_the_page_offers_active_account_managers_of_the_customers_company(client: Client, cast: Cast) -> None:
    make.member(partner=cast.north, username="gone", is_active=False)
    client.force_login(cast.nora)
    own = client.get(address(cast.ann_associated)).context["form"].fields["to"].choices
    assert [name for name, _words in own] == ["", "ann", "bob", "!"]
    assert dict(own)["ann"] == "Ann Karlsson (ann): 2 customers, 2 open opportunities"
    skys = client.get(address(cast.sky_associated)).context["form"].fields["to"].choices
    assert [name for name, _words in skys] == ["", "sam", "!"]
    client.force_login(cast.skye)
    assert client.get(address(cast.sky_associated)).context["form"].fields["to"].choices[1][0] == "sam"


def test_a_customer_passes_on_with_its_open_opportunities(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    answer = client.post(address(cast.ann_associated), {"to": "bob", "follow": "on", "action": "assign"})
    assert (answer.status_code, answer["Location"]) == (303, address(cast.ann_associated).removesuffix("assign/"))
    assert told(answer) == ["1 customer assigned to bob. 1 open opportunity followed."]
    assert has(cast.ann_associated) == cast.bob
    owners = {row.number: row.owner for row in Opportunity.objects.filter(customer=cast.ann_associated)}
    assert owners == {
        cast.ann_opportunity.number: cast.bob,
        cast.won_opportunity.number: cast.ann,
        cast.lost_opportunity.number: cast.ann,
    }
    event = CustomerEvent.objects.get(customer=cast.ann_associated)
    assert (event.before, event.after, event.author, event.kind) == (cast.ann, cast.bob, cast.nora, "assigned")
    line = AuditEntry.objects.get(action="customer assigned")
    assert (line.subject, line.details) == (cast.ann_associated.number, {"before": "ann", "after": "bob"})
    moved = AuditEntry.objects.get(action="opportunity transferred")
    assert (moved.subject, moved.details) == (cast.ann_opportunity.number, {"before": "ann", "after": "bob"})
    page = client.get(f"/partner/sales/opportunities/{cast.ann_opportunity.number}/").content.decode()
    assert "transferred this opportunity" in page


def test_whoever_gets_customers_is_told_of_them(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    client.post(address(cast.ann_associated), {"to": "bob", "action": "assign"})
    client.post(address(cast.ann_preregistered), {"to": "!", "action": "assign"})
    rows = Notification.objects.values_list("recipient__username", "kind", "reference")
    assert list(rows) == [("bob", "customer_assigned", cast.ann_associated.number)]


def test_an_act_upon_many_is_told_once_with_their_number(client: Client, cast: Cast) -> None:
    """Of the customers, and of the opportunities that followed; both lines lead to a list."""
    client.force_login(cast.nora)
    both = [cast.ann_associated.number, cast.ann_preregistered.number]
    client.post("/partner/sales/customers/assign/", {"customer": both, "to": "bob", "follow": "on", "action": "assign"})
    rows = Notification.objects.order_by("kind")
    assert [(row.recipient, sentence(row), place(row)) for row in rows] == [
        (cast.bob, "2 customers were assigned to you.", "/partner/sales/customers/"),
        (cast.bob, "1 opportunity was transferred to you by nora.", "/partner/sales/opportunities/"),
    ]


def test_without_the_box_the_opportunities_stay(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    answer = client.post(address(cast.ann_associated), {"to": "bob", "action": "assign"})
    assert told(answer) == ["1 customer assigned to bob."]
    assert Opportunity.objects.get(pk=cast.ann_opportunity.pk).owner == cast.ann


def test_withdrawing_leaves_nobody(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    answer = client.post(address(cast.ann_associated), {"to": "!", "follow": "on", "action": "assign"})
    assert told(answer) == ["1 customer has no account manager now. 1 open opportunity followed."]
    assert has(cast.ann_associated) is None
    assert Opportunity.objects.get(pk=cast.ann_opportunity.pk).owner is None
    assert AuditEntry.objects.get(action="customer withdrawn").details == {"before": "ann", "after": None}


def test_a_resellers_administrator_gives_the_own_customers(client: Client, cast: Cast) -> None:
    """The opportunities belong to the distributor's people, whatever is sent."""
    other = make.member(partner=cast.sky, username="sol")
    client.force_login(cast.skye)
    assert "follow" not in client.get(address(cast.sky_associated)).context["form"].fields
    client.post(address(cast.sky_associated), {"to": "sol", "follow": "on", "action": "assign"})
    assert has(cast.sky_associated) == other
    assert Opportunity.objects.get(pk=cast.ann_sky_opportunity.pk).owner == cast.ann


@pytest.mark.parametrize("to", ["", "sam", "dirk", "exit", "max", "nobody"])
def test_nobody_else_can_be_chosen(client: Client, cast: Cast, to: str) -> None:
    client.force_login(cast.nora)
    answer = client.post(address(cast.ann_associated), {"to": to, "action": "assign"})
    assert (answer.status_code, has(cast.ann_associated)) == (422, cast.ann)
    assert "Select an account manager" in answer.content.decode()


def test_ticked_customers_are_asked_about_first_and_then_move_together(client: Client, cast: Cast) -> None:
    numbers = [cast.bob_associated.number, cast.unassigned_customer.number, cast.south_associated.number + "9"]
    client.force_login(cast.nora)
    asked = client.post(MANY, {"customer": numbers, "next": f"{LIST}?q=abc"})
    page = asked.content.decode()
    assert (asked.status_code, "Assign account manager to 2 customers" in page) == (200, True)
    assert cast.bob_associated.name not in page
    assert has(cast.unassigned_customer) is None
    sent = {"customer": numbers, "next": f"{LIST}?q=abc", "to": "ann", "follow": "on", "action": "assign"}
    done = client.post(MANY, sent)
    assert (done.status_code, done["Location"]) == (303, f"{LIST}?q=abc")
    assert told(done) == ["2 customers assigned to ann. 1 open opportunity followed."]
    assert has(cast.bob_associated) == has(cast.unassigned_customer) == cast.ann


def test_whoever_has_a_customer_already_keeps_it_without_a_line(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    client.post(address(cast.ann_associated), {"to": "ann", "follow": "on", "action": "assign"})
    assert not CustomerEvent.objects.exists()
    assert not AuditEntry.objects.filter(action="customer assigned").exists()


def test_a_selection_must_be_of_one_company_and_not_empty(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    mixed = client.post(MANY, {"customer": [cast.sky_associated.number, cast.copper_associated.number]})
    assert told(mixed) == ["Select customers of one company: account managers belong to it."]
    nothing = client.post(MANY, {"next": LIST})
    assert (nothing["Location"], told(nothing)[-1]) == (LIST, "Select at least one customer.")
    assert client.get(MANY)["Location"] == "/partner/sales/customers/assignment/"


def test_strangers_customers_are_as_if_they_were_not_ticked(client: Client, cast: Cast) -> None:
    client.force_login(cast.skye)
    answer = client.post(MANY, {"customer": cast.ann_associated.number, "to": "sam", "action": "assign"})
    assert (answer.status_code, has(cast.ann_associated)) == (303, cast.ann)


def test_the_history_says_from_when_to_when(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    for to in ("bob", "!"):
        client.post(address(cast.ann_associated), {"to": to, "action": "assign"})
    details = address(cast.ann_associated).removesuffix("assign/")
    page = client.get(details).content.decode()
    card = page[page.index('id="history"') : page.index('id="activity"')]
    assert "B*** S***" in card or "B***" in card
    assert (card.count("since "), card.count(" to ")) == (1, 1)
    assert cast.bob.name not in page
    shown = client.post(details, {"toggle": "managers"}).content.decode()
    assert cast.bob.name in shown


def test_the_list_has_boxes_for_administrators_only(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    page = client.get(LIST).content.decode()
    assert f'id="tick-{cast.ann_associated.number}"' in page
    assert 'id="batch"' in page
    only = client.get(LIST, {"manager": "none"}).content.decode()
    assert f'id="tick-{cast.unassigned_customer.number}"' in only
    assert f'id="tick-{cast.ann_associated.number}"' not in only
    for person in (cast.ann, cast.dirk):
        client.force_login(person)
        page = client.get(LIST).content.decode()
        assert ('id="batch"' in page, "tick-" in page, "unassigned" in page) == (False, False, False)
