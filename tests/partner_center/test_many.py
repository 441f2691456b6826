"""Rows stored in one statement: whatever they say, as Django would store it."""

from datetime import UTC, datetime

from customers.models import Customer, ImportLine
from partner_center.many import store_each
from tests.support.import_rows import customer_import


def test_each_row_gets_its_own_values_in_one_statement(cast, django_assert_num_queries):
    first, second = customer_import(by=cast.nora).lines.order_by("number")
    first.faults, first.customer, first.version = {"": "O'Neill \u201c100%\u201d \\ %s"}, cast.bob_associated, 7
    second.state, second.before = ImportLine.State.KEPT, {"contact_name": "李 伟"}
    cells = second.cells
    second.cells = ["not stored"]
    with django_assert_num_queries(1):
        store_each([first, second], ["state", "faults", "customer", "version", "before"])
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.faults == {"": "O'Neill \u201c100%\u201d \\ %s"}
    assert (first.customer, first.version, first.state) == (cast.bob_associated, 7, "new")
    assert (second.state, second.before, second.customer, second.cells) == (
        "kept",
        {"contact_name": "李 伟"},
        None,
        cells,
    )


def test_moments_keep_their_microseconds(cast):
    moment = datetime(2026, 11, 27, 1, 2, 3, 456789, tzinfo=UTC)
    cast.bob_associated.last_activity_at = moment
    store_each([cast.bob_associated], ["last_activity_at"])
    assert Customer.objects.get(pk=cast.bob_associated.pk).last_activity_at == moment


def test_nothing_is_asked_for_no_rows(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        store_each([], ["state"])
