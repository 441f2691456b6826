"""Modify customer: masked values stay out of their inputs, an empty one keeps what is stored, and nobody overwrites."""

import pytest
from django.test import Client

from accounts.models import AuditEntry
from customers import claims
from customers.models import Claim, Customer
from tests.cast import Cast
from tests.support.markup import filled as filled_raw


def filled(page: str) -> dict[str, str]:
    """As a browser reads it, which drops the first line end of a text area."""
    return {name: value.removeprefix("\n") for name, value in filled_raw(page).items()}


@pytest.fixture
def customer(cast: Cast) -> Customer:
    row = cast.ann_associated
    Customer.objects.filter(pk=row.pk).update(
        contact_name="Lena Fischer", mobile="+49 30 1234567", email="lena@forest.example", needs="Backup"
    )
    row.refresh_from_db()
    return row


def address(customer: Customer) -> str:
    return f"/partner/sales/customers/{customer.number}/modify/"


def page_of(client: Client, customer: Customer) -> tuple[str, dict[str, str]]:
    page = client.get(address(customer)).content.decode()
    return page, filled(page)


def test_inputs_of_masked_values_are_empty_and_keep_them(client: Client, cast: Cast, customer: Customer) -> None:
    client.force_login(cast.ann)
    page, form = page_of(client, customer)
    assert (form["contact_name"], form["mobile"], form["email"], form["needs"]) == ("", "", "", "Backup")
    assert "Lena Fischer" not in page
    assert "L*** F***" in page
    answer = client.post(address(customer), form | {"needs": "Backup and restore", "mobile": "+49 30 7654321"})
    assert (answer.status_code, answer["Location"]) == (303, f"/partner/sales/customers/{customer.number}/")
    now = Customer.objects.get(pk=customer.pk)
    assert (now.contact_name, now.email) == ("Lena Fischer", "lena@forest.example")
    assert (now.mobile, now.mobile_digits, now.needs) == ("+49 30 7654321", "49307654321", "Backup and restore")
    assert now.version == customer.version + 1
    line = AuditEntry.objects.get(action="customer modified")
    assert (line.subject, line.actor, line.details) == (customer.number, cast.ann, {"changed": ["mobile", "needs"]})


def test_nothing_changed_writes_nothing(client: Client, cast: Cast, customer: Customer) -> None:
    client.force_login(cast.ann)
    _page, form = page_of(client, customer)
    assert client.post(address(customer), form).status_code == 303
    assert Customer.objects.get(pk=customer.pk).version == customer.version
    assert not AuditEntry.objects.filter(action="customer modified").exists()


def test_what_is_stored_can_be_removed(client: Client, cast: Cast, customer: Customer) -> None:
    client.force_login(cast.nora)
    _page, form = page_of(client, customer)
    both = client.post(address(customer), form | {"remove": "mobile", "mobile": "+49 30 99999"})
    assert both.status_code == 422
    assert "Either enter a new value or remove the stored one: Phone" in both.content.decode()
    assert client.post(address(customer), form | {"remove": ["mobile", "email"]}).status_code == 303
    now = Customer.objects.get(pk=customer.pk)
    assert (now.mobile, now.mobile_digits, now.email, now.contact_name) == ("", "", "", "Lena Fischer")


def test_an_eye_shows_its_value_and_loses_nothing_typed(client: Client, cast: Cast, customer: Customer) -> None:
    client.force_login(cast.ann)
    _page, form = page_of(client, customer)
    page = client.post(address(customer), form | {"remarks": "Half a sen", "toggle": "contact"}).content.decode()
    assert "Lena Fischer" in page
    assert "lena@forest.example" not in page
    assert (filled(page)["remarks"], filled(page)["contact_name"]) == ("Half a sen", "")
    assert AuditEntry.objects.get(action="revealed").details["column"] == "contact"
    assert Customer.objects.get(pk=customer.pk).remarks == ""


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("mobile", "call me", "Enter a phone number, like +86 138 0013 8000"),
        ("mobile", "+49 1", "Enter a phone number, like +86 138 0013 8000"),
        ("email", "lena at forest", "Enter an email address, like name@example.com"),
        ("needs", "x" * 501, "Needs must be 500 characters or fewer. You have 1 too many"),
    ],
)
def test_a_wrong_value_is_named_and_kept(
    client: Client, cast: Cast, customer: Customer, field: str, typed: str, sentence: str
) -> None:
    client.force_login(cast.ann)
    _page, form = page_of(client, customer)
    answer = client.post(address(customer), form | {field: typed})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    assert filled(page)[field] == typed


def test_two_people_at_once_lose_nothing(client: Client, cast: Cast, customer: Customer) -> None:
    client.force_login(cast.ann)
    _page, form = page_of(client, customer)
    Customer.objects.filter(pk=customer.pk).update(
        needs="Backup of everything", remarks="Call after nine", version=customer.version + 1
    )
    answer = client.post(address(customer), form | {"needs": "Restore", "email": "new@forest.example"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "changed this customer while you were editing" in page
    assert "Needs is now: Backup of everything" in page
    again = filled(page)
    assert (again["needs"], again["remarks"], again["email"]) == ("Restore", "Call after nine", "new@forest.example")
    assert Customer.objects.get(pk=customer.pk).needs == "Backup of everything"
    assert client.post(address(customer), again).status_code == 303
    now = Customer.objects.get(pk=customer.pk)
    assert (now.needs, now.remarks, now.email) == ("Restore", "Call after nine", "new@forest.example")


def test_a_phone_of_somebody_elses_customer_is_refused_in_words_that_do_not_tell_whose(
    client: Client, cast: Cast, customer: Customer
) -> None:
    claims.settle(customer)
    for other in (cast.bob_associated, cast.south_associated):
        Customer.objects.filter(pk=other.pk).update(mobile=f"+49 30 999{other.pk}")
        other.refresh_from_db()
        claims.settle(other)
    client.force_login(cast.ann)
    said = []
    for other in (cast.bob_associated, cast.south_associated):
        _page, form = page_of(client, customer)
        answer = client.post(address(customer), form | {"mobile": other.mobile})
        assert answer.status_code == 422
        said.append(answer.content.decode().partition('id="error-summary"')[2].partition("</div>")[0])
    assert "somebody has a customer with it already" in said[0]
    assert said[0] == said[1]
    assert Customer.objects.get(pk=customer.pk).mobile == customer.mobile
    assert AuditEntry.objects.filter(actor=cast.ann, action="preregistration refused").count() == 2


def test_a_new_phone_is_claimed_in_place_of_the_old_one(client: Client, cast: Cast, customer: Customer) -> None:
    claims.settle(customer)
    before = set(Claim.objects.filter(customer=customer, kind="mobile").values_list("key", flat=True))
    client.force_login(cast.ann)
    _page, form = page_of(client, customer)
    client.post(address(customer), form | {"mobile": "+49 30 7654321"})
    after = set(Claim.objects.filter(customer=customer, kind="mobile").values_list("key", flat=True))
    assert (len(before), len(after), before & after) == (1, 1, set())
