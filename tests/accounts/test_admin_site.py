"""The operators' site: who gets in, and what holds for every record that it shows."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.admin_base import OPENED, CappedPaginator, RecordAdmin, StoredAdmin
from accounts.models import AuditEntry, Partner, User, reference_of
from customers.models import Customer, Industry, ProtectedAccount, Review
from marketing.models import MarketingTask, Product, Target
from opportunities.models import BusinessSystem, Competitor, Opportunity, ProgressEntry, Provider
from tests import make
from tests.support.operations import address, listed, recorded, sign_in

REFERENCE_LISTS = [Industry, Product, BusinessSystem, Provider, Competitor]
STORED = [Partner, User, Customer, MarketingTask, *REFERENCE_LISTS]
LOOKED_AT = [AuditEntry, Target, Opportunity, ProgressEntry]
EVERYTHING = [*STORED, *LOOKED_AT]
#: What tests/customers/test_admin_reviews.py looks at by itself.
OF_REVIEWS = {Review, ProtectedAccount}


@pytest.fixture
def operator(client, db) -> User:
    return sign_in(client)


@pytest.fixture
def grow(operator):
    """Add one more record of every kind, each of another partner."""

    def add_one() -> dict[type, object]:
        partner = make.distributor()
        make.member(partner=partner, role="administrator")
        director = make.member(partner=partner, role="director")
        manager = make.member(partner=partner, role="account_manager", director=director)
        reseller = make.reseller(of=partner, account_manager=manager)
        customer = make.customer(partner=reseller, account_manager=make.member(partner=reseller))
        task = make.task(tenant=partner)
        target = make.target(task=task, customer=customer)
        opportunity = make.opportunity(customer=customer, owner=manager)
        AuditEntry.objects.create(tenant=partner, actor=manager, action="progress specified", subject="OPP")
        entries = [model.objects.create(code=f"own-{partner.pk}", name="Own") for model in REFERENCE_LISTS]
        return {
            Partner: reseller,
            User: manager,
            Customer: customer,
            MarketingTask: task,
            Target: target,
            Opportunity: opportunity,
            ProgressEntry: opportunity.entries.get(),
            AuditEntry: AuditEntry.objects.latest("pk"),
            **{type(entry): entry for entry in entries},
        }

    return add_one


def test_site_shows_our_records_and_no_others():
    shown = admin.site._registry
    assert set(shown) == {*EVERYTHING, *OF_REVIEWS}
    assert {model for model, page in shown.items() if isinstance(page, StoredAdmin)} == {*STORED, *OF_REVIEWS}
    assert all(isinstance(page, RecordAdmin) for page in shown.values())
    assert admin.site.site_header == "Partner Center operations"


def test_site_sends_strangers_to_the_products_sign_in(client, db):
    first = client.get("/admin/")
    second = client.get(first["Location"])
    assert (second.status_code, second["Location"]) == (302, "/signin/?next=/admin/")


def test_site_takes_no_password_of_its_own(client, db):
    answer = client.post("/admin/login/", {"username": "olive", "password": "whatever it may be"})
    assert (answer.status_code, answer["Location"]) == (302, "/signin/?next=/admin/")


@pytest.mark.parametrize("role", ["administrator", "account_manager", "director"])
def test_members_get_no_page_of_the_site(client, db, role):
    client.force_login(make.member(partner=make.distributor(), role=role))
    pages = [address(model, page) for model in EVERYTHING for page in ("changelist", "add")]
    pages += ["/admin/", "/admin/login/", "/admin/password_change/", "/admin/autocomplete/"]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 403)


def test_operators_need_no_further_permission(client, db):
    operator = User.objects.create(username="olive", is_staff=True)
    client.force_login(operator)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/")["Location"] == "/admin/"
    assert client.get(address(Partner, "changelist")).status_code == 200


def test_password_change_leads_to_the_own_record(client, operator):
    answer = client.get("/admin/password_change/")
    assert answer["Location"] == address(User, "change", operator.pk)


@pytest.mark.parametrize("model", EVERYTHING, ids=lambda model: model.__name__)
def test_pages_open_for_operators(client, grow, model):
    row = grow()[model]
    adding = 200 if model in STORED else 403
    assert client.get(address(model, "changelist"), {"q": "a b"}).status_code == 200
    assert client.get(address(model, "change", row.pk)).status_code == 200
    assert client.get(address(model, "history", row.pk)).status_code == 200
    assert client.get(address(model, "add")).status_code == adding


@pytest.mark.parametrize("model", EVERYTHING, ids=lambda model: model.__name__)
def test_every_opened_record_of_somebody_is_in_the_log(client, operator, grow, model):
    row = grow()[model]
    client.get(address(model, "change", row.pk))
    nobodys = model in (AuditEntry, *REFERENCE_LISTS)
    assert recorded(operator) == ([] if nobodys else [(OPENED, reference_of(row)[:60])])


def test_numbers_are_shown_once_they_are_given(client, grow):
    row = grow()[Customer]
    pages = [client.get(address(Customer, "add")), client.get(address(Customer, "change", row.pk))]
    labels = ["Customer ID:" in page.content.decode() for page in pages]
    assert labels == [False, True]


@pytest.mark.parametrize("model", EVERYTHING, ids=lambda model: model.__name__)
def test_nothing_is_deleted(client, grow, model):
    row = grow()[model]
    assert client.get(address(model, "delete", row.pk)).status_code == 403
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    client.post(
        address(model, "changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
    )
    assert model.objects.filter(pk=row.pk).exists()


def test_lists_ask_as_much_for_thirty_records_as_for_one(client, grow):
    def questions() -> dict[str, int]:
        found = {}
        for model in EVERYTHING:
            with CaptureQueriesContext(connection) as asked:
                client.get(address(model, "changelist"))
            found[model.__name__] = len(asked)
        return found

    grow()
    questions()  # Fills the cache of content types.
    for_one = questions()
    for _more in range(29):
        grow()
    assert questions() == for_one
    assert all(len(listed(client, model)) >= 30 for model in EVERYTHING)


@pytest.mark.parametrize("model", STORED, ids=lambda model: model.__name__)
def test_forms_name_no_record_that_was_not_chosen(client, grow, model):
    """A choice among partners, members or customers would be a page of megabytes."""
    row = grow()[model]
    stranger = make.member(partner=make.distributor(), username="not-among-choices")
    other = make.customer(partner=stranger.partner)
    Customer.objects.filter(pk=other.pk).update(number="CUS-NOT-A-CHOICE")
    for page in (address(model, "add"), address(model, "change", row.pk)):
        text = client.get(page).content.decode()
        assert "not-among-choices" not in text
        assert "CUS-NOT-A-CHOICE" not in text


def test_distributor_filter_narrows_and_ignores_nonsense(client, grow):
    first, second = grow()[Partner], grow()[Partner]
    page = address(Partner, "changelist")
    narrowed = listed(client, Partner, distributor=first.parent_id)
    assert {row.tenant_id for row in narrowed} == {first.parent_id}
    for nonsense in ("x", "²", "9" * 30):
        assert client.get(page, {"distributor": nonsense}).status_code == 200
    assert {first, second} <= set(listed(client, Partner, distributor="x"))


def test_paginator_counts_no_further_than_its_limit(db, monkeypatch):
    monkeypatch.setattr(CappedPaginator, "LIMIT", 2)
    for _index in range(4):
        make.distributor()
    paginator = CappedPaginator(Partner.objects.order_by("-pk"), 2)
    assert (paginator.count, paginator.num_pages) == (3, 2)
    assert [row.pk for row in paginator.page(1)] == list(
        Partner.objects.order_by("-pk").values_list("pk", flat=True)[:2]
    )
