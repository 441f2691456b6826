"""Suspend, resume, terminate, share: what is asked, what is stored, and what the reseller's members can do then."""

import pytest
from django.test import Client

from accounts.models import AuditEntry, Partner
from accounts.permissions import has
from accounts.roles import Capability
from customers.actions import modify_customer
from customers.models import Customer, ResellerEvent
from opportunities.models import Opportunity
from tests.cast import Cast

REASON = "They paid nothing for a year."
CUSTOMERS = "/partner/sales/customers/mine/"


def address(reseller: Partner, act: str) -> str:
    return f"/partner/sales/resellers/{reseller.number}/{act}/"


def steered(client: Client, cast: Cast, act: str) -> Partner:
    client.force_login(cast.nora)
    answer = client.post(address(cast.sky, act), {"reason": REASON})
    assert (answer.status_code, answer["Location"]) == (303, address(cast.sky, act).removesuffix(f"{act}/"))
    return Partner.objects.get(pk=cast.sky.pk)


@pytest.mark.parametrize(
    ("act", "before", "status", "action"),
    [
        ("suspend", "cooperating", "suspended", "reseller suspended"),
        ("resume", "suspended", "cooperating", "reseller resumed"),
        ("terminate", "cooperating", "terminated", "reseller terminated"),
        ("terminate", "suspended", "terminated", "reseller terminated"),
    ],
)
def test_each_act_is_stored_with_its_reason(client: Client, cast: Cast, act, before, status, action) -> None:
    Partner.objects.filter(pk=cast.sky.pk).update(status=before)
    assert steered(client, cast, act).status == status
    event = ResellerEvent.objects.get(reseller=cast.sky)
    assert (event.reason, event.author) == (REASON, cast.nora)
    line = AuditEntry.objects.get(action=action)
    assert (line.subject, line.details, line.actor) == (cast.sky.number, {}, cast.nora)
    page = client.get(address(cast.sky, act).removesuffix(f"{act}/")).content.decode()
    assert REASON in page


def test_a_reason_is_needed(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    answer = client.post(address(cast.sky, "terminate"), {"reason": ""})
    assert (answer.status_code, "Enter a reason" in answer.content.decode()) == (422, True)
    assert Partner.objects.get(pk=cast.sky.pk).status == "cooperating"


@pytest.mark.parametrize(
    ("status", "act"),
    [("suspended", "suspend"), ("cooperating", "resume"), ("terminated", "terminate"), ("terminated", "resume")],
)
def test_what_has_happened_already_is_refused(client: Client, cast: Cast, status: str, act: str) -> None:
    Partner.objects.filter(pk=cast.sky.pk).update(status=status)
    client.force_login(cast.nora)
    answer = client.post(address(cast.sky, act), {"reason": REASON})
    assert (answer.status_code, bool(str(answer.context["reason"]))) == (403, True)
    assert not ResellerEvent.objects.exists()


def test_members_of_a_suspended_reseller_look_and_change_nothing(client: Client, cast: Cast) -> None:
    steered(client, cast, "suspend")
    modify = f"/partner/sales/customers/{cast.sky_associated.number}/modify/"
    for person in (cast.skye, cast.sam):
        client.force_login(person)
        page = client.get(CUSTOMERS).content.decode()
        assert (cast.sky_associated.number in page, "View only" in page, "tick-" in page) == (True, True, False)
        answer = client.post(modify, {"needs": "Anything", "version": "1"})
        assert answer.status_code == 403
        assert str(answer.context["reason"]).startswith("Your company is suspended")
    assert client.get("/partner/sales/customers/assignment/").status_code == 403
    assert Customer.objects.get(pk=cast.sky_associated.pk).needs == ""
    steered(client, cast, "resume")
    client.force_login(cast.sam)
    assert client.get(modify).status_code == 200


def test_every_verb_asks_again(cast: Cast) -> None:
    """Not only the pages: whoever is suspended has no capability with which anything is written."""
    Partner.objects.filter(pk=cast.sky.pk).update(status="suspended")
    cast.skye.refresh_from_db()
    refused = {each for each in Capability if not has(cast.skye, each)}
    assert {Capability.MODIFY_CUSTOMERS, Capability.ASSIGN_CUSTOMERS} <= refused
    with pytest.raises(Exception, match="suspended"):
        modify_customer(customer=cast.sky_associated, information={"needs": "x"}, seen_version=1, by=cast.skye)
    cast.sue.partner.status = cast.sue.distributor.status = Partner.Status.SUSPENDED
    left = {each.value for each in Capability if cast.sue.can(each)}
    # With this one the members are looked at; its verbs refuse on their own.
    assert {word for word in left if not word.startswith(("view", "read", "use"))} == {"manage members"}


def test_members_of_a_terminated_reseller_are_out_and_its_customers_stay_visible(client: Client, cast: Cast) -> None:
    member = Client()
    member.force_login(cast.sam)
    assert member.get(CUSTOMERS).status_code == 200
    steered(client, cast, "terminate")
    answer = member.get(CUSTOMERS)
    assert (answer.status_code, answer["Location"].startswith("/signin/")) == (302, True)
    client.force_login(cast.nora)
    assert cast.sky_associated.number in client.get("/partner/sales/customers/resellers/").content.decode()


def test_sharing_is_switched_on_and_off(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    assert "Share opportunities" in client.get(address(cast.sky, "sharing")).content.decode()
    for share, seen in (("yes", 1), ("yes", 1), ("no", 0)):
        assert client.post(address(cast.sky, "sharing"), {"share": share}).status_code == 303
        cast.skye.partner.refresh_from_db()
        assert Opportunity.objects.visible_to(cast.skye).count() == seen
    lines = AuditEntry.objects.filter(action__startswith="sharing").order_by("pk").values_list("action", flat=True)
    assert list(lines) == ["sharing switched on", "sharing switched off"]
