"""One reseller: its figures, its masked values, its history, and the acts that are open now."""

import re

from django.test import Client

from accounts.models import Partner
from tests.cast import Cast


def address(reseller: Partner) -> str:
    return f"/partner/sales/resellers/{reseller.number}/"


def acts(client: Client, reseller: Partner) -> list[str]:
    page = client.get(address(reseller)).content.decode()
    return re.findall(rf'href="{address(reseller)}(\w+)/"', page)


def test_the_acts_are_those_that_would_be_taken(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    assert acts(client, cast.sky) == ["assign", "sharing", "suspend", "terminate"]
    Partner.objects.filter(pk=cast.sky.pk).update(status=Partner.Status.SUSPENDED)
    assert acts(client, cast.sky) == ["assign", "sharing", "resume", "terminate"]
    Partner.objects.filter(pk=cast.sky.pk).update(status=Partner.Status.TERMINATED)
    assert acts(client, cast.sky) == []
    client.force_login(cast.dirk)
    assert acts(client, cast.sky) == []


def test_wrong_case_leads_to_the_right_address(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    answer = client.get(address(cast.sky).lower())
    assert (answer.status_code, answer["Location"]) == (302, address(cast.sky))


def test_contact_and_account_manager_are_masked_until_their_eye(client: Client, cast: Cast) -> None:
    Partner.objects.filter(pk=cast.sky.pk).update(email="office@sky.example", mobile="+86 13800138000")
    client.force_login(cast.nora)
    page = client.get(address(cast.sky)).content.decode()
    clear = {"email": "office@sky.example", "phone": "+86 13800138000", "account_manager": cast.ann.name}
    assert not [value for value in clear.values() if value in page]
    for key, value in clear.items():
        shown = client.post(address(cast.sky), {"toggle": key}).content.decode()
        assert [name for name in clear if clear[name] in shown] == [key], value
