"""Customers and industries, kept by operators."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.admin_base import OPENED
from accounts.models import Partner, User
from customers.models import Customer, Industry
from tests import make
from tests.support.operations import address, errors, listed, recorded, rows, sign_in


@pytest.fixture
def operator(client, db) -> User:
    return sign_in(client)


@pytest.fixture
def north(db) -> Partner:
    return make.distributor(name="North")


def customer_form(**changed):
    return {
        "kind": "enterprise",
        "name": "Northwind Foods Ltd",
        "account_name": "hw_northwind",
        "country": "CN",
        "mobile": "+86 138 1234 5678",
        "state": "associated",
        **changed,
    }


def test_adding_a_customer_numbers_it_and_records_it(client, operator, north):
    ann = make.member(partner=north, role="account_manager")
    client.post(address(Customer, "add"), customer_form(partner=north.pk, account_manager=ann.pk))
    stored = Customer.objects.get()
    assert (stored.number, stored.tenant_id, stored.partner, stored.account_manager) == (
        "CUS-000001",
        north.pk,
        north,
        ann,
    )
    assert (stored.search, stored.mobile_digits) == ("northwind foods ltd hw_northwind", "8613812345678")
    assert recorded(operator) == [("customer added", "CUS-000001")]


def test_customer_of_a_reseller_belongs_to_the_distributors_tenant(client, operator, north):
    sky = make.reseller(of=north)
    client.post(address(Customer, "add"), customer_form(partner=sky.pk))
    assert Customer.objects.get().tenant_id == north.pk


def test_account_manager_of_a_customer_is_one_of_its_partner(client, operator, north):
    stranger = make.member(partner=make.distributor(), role="account_manager")
    answer = client.post(address(Customer, "add"), customer_form(partner=north.pk, account_manager=stranger.pk))
    assert list(errors(answer)) == ["account_manager"]
    assert rows(Customer) == []


def test_preregistration_without_an_end_is_refused(client, operator, north):
    answer = client.post(address(Customer, "add"), customer_form(partner=north.pk, state="preregistered"))
    assert errors(answer) == {"__all__": ["Enter the day on which the preregistration ends."]}
    assert rows(Customer) == []


def test_changing_a_customer_leaves_its_partner_and_account_manager(client, operator, north):
    ann = make.member(partner=north, role="account_manager")
    bob = make.member(partner=north, role="account_manager")
    customer = make.customer(partner=north, account_manager=ann)
    form = customer_form(partner=make.reseller(of=north).pk, account_manager=bob.pk, seen_version=customer.version)
    client.post(address(Customer, "change", customer.pk), form)
    stored = Customer.objects.get()
    assert (stored.name, stored.partner, stored.account_manager) == ("Northwind Foods Ltd", north, ann)
    assert stored.version == customer.version + 1
    assert recorded(operator) == [("customer changed", customer.number)]


@pytest.mark.parametrize("seen", ["0", "", "x"])
def test_change_of_another_version_is_refused(client, operator, north, seen):
    customer = make.customer(partner=north)
    form = customer_form(seen_version=seen)
    answer = client.post(address(Customer, "change", customer.pk), form)
    assert answer.status_code == 200
    assert answer.context["adminform"].form["name"].value() == "Northwind Foods Ltd"
    assert Customer.objects.get().name == customer.name


def test_change_locks_the_customer_before_it_looks_at_the_version(client, operator, north):
    customer = make.customer(partner=north)
    with CaptureQueriesContext(connection) as asked:
        client.post(address(Customer, "change", customer.pk), customer_form(seen_version=customer.version))
    assert any('FOR UPDATE OF "customers_customer"' in query["sql"] for query in asked)


def test_list_masks_names_and_the_page_of_one_is_recorded(client, operator, north):
    customer = make.customer(partner=north, name="Northwind Foods Ltd", account_name="hw_northwind")
    found = client.get(address(Customer, "changelist")).content.decode()
    assert "Nor*****td" in found
    assert "Northwind" not in found
    assert "hw_northwind" not in found
    assert recorded(operator) == []
    assert "Northwind Foods Ltd" in client.get(address(Customer, "change", customer.pk)).content.decode()
    assert recorded(operator) == [(OPENED, customer.number)]


def test_customers_are_found_by_parts_of_the_name_and_by_the_whole_number(client, operator, north):
    customer = make.customer(partner=north, name="Northwind Foods Ltd")
    make.customer(partner=north, name="Blue Harbor")
    for text in ("wind FOODS", f" {customer.number.lower()} "):
        assert listed(client, Customer, q=text) == [customer]
    assert listed(client, Customer, q=customer.number[:-1]) == []


def test_search_for_a_customer_masks_its_name(client, operator, north):
    customer = make.customer(partner=north, name="Northwind Foods Ltd")
    asked = {"term": "wind", "app_label": "marketing", "model_name": "target", "field_name": "customer"}
    found = client.get("/admin/autocomplete/", asked).json()["results"]
    assert found == [{"id": str(customer.pk), "text": f"{customer.number}, Nor*****td, North"}]


# --- Reference lists ----------------------------------------------------------------------------------------


def test_adding_an_industry_records_its_code(client, operator):
    client.post(address(Industry, "add"), {"code": "energy", "name": "Energy", "position": 5, "active": "on"})
    stored = Industry.objects.get()
    assert (stored.code, stored.name, stored.position, stored.active) == ("energy", "Energy", 5, True)
    assert recorded(operator) == [("reference entry added", "Energy")]


def test_switching_an_industry_off_keeps_its_code(client, operator):
    energy = Industry.objects.create(code="energy", name="Energy")
    form = {"code": "other", "name": "Energy", "position": 5}
    client.post(address(Industry, "change", energy.pk), form)
    stored = Industry.objects.get()
    assert (stored.code, stored.active) == ("energy", False)
    assert recorded(operator) == [("reference entry changed", "Energy")]


def test_industries_switched_off_are_offered_to_nobody_but_their_own(client, operator, north):
    energy = Industry.objects.create(code="energy", name="Energy", active=False)
    mining = Industry.objects.create(code="mining", name="Mining")
    old = make.customer(partner=north, industry=energy)
    new = make.customer(partner=north, industry=mining)

    def offered(customer) -> set[Industry]:
        page = client.get(address(Customer, "change", customer.pk))
        return set(page.context["adminform"].form.fields["industry"].queryset)

    assert offered(old) == {energy, mining}
    assert offered(new) == {mining}
