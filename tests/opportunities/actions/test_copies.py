"""What opportunities copy follows in one statement, and is what a new opportunity would hold."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from customers.models import Customer
from opportunities.actions.copies import follow_customer, follow_member, searchable
from opportunities.models import Opportunity
from tests import make

#: As people and companies are called. Turkish İ and the final sigma have two small forms, and are left out.
NAMES = (
    "Ölpfanne & Söhne GmbH",
    "华为云 Partner 有限公司",
    "ÉCLAIR D'ŒUVRES",
    "Жар-Птица",
    "O'Neill 100% \\ _ Ltd",
    "ÀÇ" * 30,
)


def _expected(rows) -> dict[int, str]:
    return {row.pk: searchable(row) for row in rows.select_related("customer", "owner")}


def _searched() -> dict[int, str]:
    return dict(Opportunity.objects.values_list("pk", "search"))


def _statements(follow, whom) -> list[str]:
    with CaptureQueriesContext(connection) as sent:
        follow(whom)
    return [query["sql"].split()[0] for query in sent]


@pytest.mark.parametrize("name", NAMES)
def test_opportunities_follow_their_customer(name, cast):
    for number in range(3):
        make.opportunity(customer=cast.ann_associated, owner=None if number else cast.ann, name=f"{name[:80]} {number}")
    before = _searched()
    Customer.objects.filter(pk=cast.ann_associated.pk).update(name=name, account_name=name[:64])
    assert _statements(follow_customer, cast.ann_associated) == ["UPDATE"]
    of_customer = Opportunity.objects.filter(customer=cast.ann_associated)
    assert of_customer.count() == 6
    assert _searched() == before | _expected(of_customer)


@pytest.mark.parametrize("name", NAMES)
def test_opportunities_follow_their_account_manager(name, cast):
    before = _searched()
    User.objects.filter(pk=cast.ann.pk).update(name=name)
    assert _statements(follow_member, cast.ann) == ["UPDATE"]
    of_ann = Opportunity.objects.filter(owner=cast.ann)
    assert of_ann.count() == 4
    assert _searched() == before | _expected(of_ann)
