"""The page of one application: what was said, masked where it is personal, and whether it looks like another one."""

from django.test import Client

from tests import make
from tests.cast import Cast

ROOT = "/partner/sales/resellers/applications/"


def test_it_tells_what_the_company_said(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    row = make.application(by=cast.nora, name="Harbour Lights", contact_name="Lin Mei", email="lin@harbour.example")
    page = client.get(f"{ROOT}{row.number}/").content.decode()
    said = (
        "Harbour Lights",
        row.registration_number,
        row.website,
        row.offer,
        "China",
        "L*** M***",
        "l***@h***.example",
    )
    assert all(words in page for words in said)
    assert not [words for words in ("Lin Mei", "lin@harbour.example", row.mobile) if words in page]
    shown = client.post(f"{ROOT}{row.number}/", {"toggle": "contact"}).content.decode()
    assert ("Lin Mei" in shown, "lin@harbour.example" in shown) == (True, False)


def test_a_company_that_is_there_already_is_noticed(client: Client, cast: Cast) -> None:
    """By its name without the legal form, by its registration number, and among the resellers."""
    client.force_login(cast.nora)
    row = make.application(by=cast.nora, name="Harbour Lights Ltd", registration_number="9131-07")
    make.application(by=cast.nora, name="HARBOUR LIGHTS GmbH")
    make.application(by=cast.nora, registration_number="913107")
    make.application(by=cast.nora, name="Harbour Lights Ltd", state="invited")
    make.application(by=cast.sue, name="Harbour Lights Ltd", number="APP-0077")
    reseller = make.reseller(of=cast.north, name="harbour lights ltd")
    answer = client.get(f"{ROOT}{row.number}/")
    assert answer.context["twins"] == f"APP-0002, APP-0003, {reseller.number}"
    other = make.application(by=cast.nora)
    assert "The same name or registration number" not in client.get(f"{ROOT}{other.number}/").content.decode()


def test_a_number_in_small_letters_leads_to_the_right_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    row = make.application(by=cast.nora)
    assert client.get(f"{ROOT}{row.number.lower()}/")["Location"] == f"{ROOT}{row.number}/"


def test_once_approved_it_says_whether_anybody_has_joined(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    reseller = make.reseller(of=cast.north, name="Newly")
    row = make.application(by=cast.nora, state="cooperating", reseller=reseller)
    page = client.get(f"{ROOT}{row.number}/").content.decode()
    assert ("not invited" in page, "Send the invitation to join again" in page) == (True, True)
    make.member(partner=reseller, role="administrator")
    page = client.get(f"{ROOT}{row.number}/").content.decode()
    assert ("has joined" in page, "Send the invitation to join again" in page) == (True, False)
