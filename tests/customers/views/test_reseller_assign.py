"""Assign account manager to resellers: who can be chosen, what follows, what stays in the history."""

from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import AuditEntry, Partner
from customers.models import ResellerEvent
from opportunities.models import Opportunity
from tests.cast import Cast

MANY = "/partner/sales/resellers/assign/"


def address(reseller: Partner) -> str:
    return f"/partner/sales/resellers/{reseller.number}/assign/"


def told(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_reseller_passes_on_with_the_open_opportunities(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    offered = client.get(address(cast.sky)).context["form"].fields["to"].choices
    assert [name for name, _words in offered] == ["", "ann", "bob", "!"]
    answer = client.post(address(cast.sky), {"to": "bob", "follow": "on", "action": "assign"})
    assert (answer.status_code, answer["Location"]) == (303, address(cast.sky).removesuffix("assign/"))
    assert told(answer) == ["1 reseller assigned to bob. 1 open opportunity followed."]
    assert Partner.objects.get(pk=cast.sky.pk).account_manager == cast.bob
    assert Opportunity.objects.get(pk=cast.ann_sky_opportunity.pk).owner == cast.bob
    assert Opportunity.objects.get(pk=cast.ann_opportunity.pk).owner == cast.ann
    event = ResellerEvent.objects.get(reseller=cast.sky)
    assert (event.kind, event.before, event.after, event.author) == ("assigned", cast.ann, cast.bob, cast.nora)
    line = AuditEntry.objects.get(action="reseller assigned")
    assert (line.subject, line.details) == (cast.sky.number, {"before": "ann", "after": "bob"})


def test_withdrawn_without_the_box_the_opportunities_stay(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    answer = client.post(address(cast.sky), {"to": "!", "action": "assign"})
    assert told(answer) == ["1 reseller has no account manager now."]
    assert Partner.objects.get(pk=cast.sky.pk).account_manager is None
    assert Opportunity.objects.get(pk=cast.ann_sky_opportunity.pk).owner == cast.ann


def test_ticked_resellers_are_asked_about_first_and_terminated_ones_left_out(client: Client, cast: Cast) -> None:
    numbers = [cast.sky.number, cast.copper.number]
    client.force_login(cast.nora)
    asked = client.post(MANY, {"reseller": numbers})
    assert (asked.status_code, "Assign account manager to 2 resellers" in asked.content.decode()) == (200, True)
    Partner.objects.filter(pk=cast.copper.pk).update(status=Partner.Status.TERMINATED)
    done = client.post(MANY, {"reseller": numbers, "to": "bob", "action": "assign"})
    assert told(done) == ["Terminated resellers were left out.", "1 reseller assigned to bob."]
    assert (done["Location"], Partner.objects.get(pk=cast.copper.pk).account_manager) == (
        "/partner/sales/resellers/",
        None,
    )


def test_nobody_else_can_be_chosen_and_nothing_ticked_is_said(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    assert client.post(address(cast.sky), {"to": "sam", "action": "assign"}).status_code == 422
    assert told(client.post(MANY, {})) == ["Select at least one reseller."]
    assert client.get(MANY).status_code == 303
    assert Partner.objects.get(pk=cast.sky.pk).account_manager == cast.ann
