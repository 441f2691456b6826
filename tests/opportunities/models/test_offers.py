"""The reference lists of a page: each as the operator ordered it, all of them for one statement."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Industry
from marketing.models import Product
from opportunities.models import BusinessSystem, Competitor, Offers, Provider
from tests import make

LISTS = (Industry, BusinessSystem, Provider, Competitor, Product)


def test_all_lists_are_read_as_the_database_has_them_and_at_once(db):
    for number, model in enumerate(LISTS):
        for code, position, active in (("last", 3, True), ("first", 1, True), ("gone", 2, False)):
            model.objects.create(code=f"{code}-{number}", name=code, position=position, active=active)
    offers = Offers()
    with CaptureQueriesContext(connection) as asked:
        held = {model: offers.all_of(model) for model in LISTS}
        offered = {model: offers.offered(model) for model in LISTS}
    assert held == {model: list(model.objects.order_by("position", "code")) for model in LISTS}
    assert offered == {model: list(model.objects.offered()) for model in LISTS}
    assert len(asked) == 1


def test_an_entry_is_whole(db):
    (made,) = Product.objects.filter(pk=make.product().pk)
    (found,) = Offers().offered(Product)
    assert {column.attname: getattr(found, column.attname) for column in Product._meta.concrete_fields} == {
        column.attname: getattr(made, column.attname) for column in Product._meta.concrete_fields
    }


def test_nothing_is_read_before_somebody_asks(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        Offers()
