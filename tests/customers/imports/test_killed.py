"""A worker that is really killed in the middle of an import, and the next one, each a process of its own."""

import time
from collections.abc import Callable

from django.db import connection, transaction

from accounts.models import AuditEntry
from customers.actions import start_import
from customers.models import Customer, CustomerImport
from tests import cast as cast_module
from tests.support.imports import HEADER, previewed, row, states
from tests.support.jobs import here, worker

NEW, KNOWN = 60, 150


def _wait_until(true: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, CustomerImport.objects.values_list("state", "counts")
        time.sleep(0.1)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


def _file(cast) -> tuple[list[list[str]], list[Customer]]:
    """New customers, and behind them some that the company has; more than fit into one transaction."""
    known = Customer.objects.bulk_create(
        Customer(tenant=cast.north, partner=cast.north, number=f"CUS-9{number:05d}", name="Known", state="associated")
        for number in range(KNOWN)
    )
    new = [["", *row(f"New Harbor {number}", number)] for number in range(NEW)]
    return [*new, *([customer.number, "", "Zhang Min", "", "", ""] for customer in known)], known


def _said(action: str) -> list[str]:
    return list(AuditEntry.objects.filter(action=action).values_list("subject", flat=True))


def test_a_killed_worker_leaves_whole_batches_and_the_next_one_does_the_rest_once(committed_db):
    """SIGKILL while the second hundred is being written: it waits for a customer that somebody has in hand."""
    cast = cast_module.build()
    rows, known = _file(cast)
    batch = previewed(cast.nora, rows, ["Customer ID", *HEADER])
    start_import(batch=batch, by=cast.nora)
    with transaction.atomic():
        Customer.objects.select_for_update().get(pk=known[100].pk)
        with worker(here()) as killed:
            _wait_until(lambda: states(batch).count("updated") == 40 and _somebody_waits())
            killed.kill()
    assert killed.returncode == -9
    assert states(batch) == ["created"] * 60 + ["updated"] * 40 + ["update"] * 110
    assert (len(_said("customer preregistered")), len(_said("customer modified"))) == (60, 40)
    with worker(here()):
        _wait_until(lambda: CustomerImport.objects.filter(state="done").exists())
    assert states(batch) == ["created"] * 60 + ["updated"] * 150
    assert sorted(_said("customer modified")) == [customer.number for customer in known]
    assert len(set(_said("customer preregistered"))) == len(_said("customer preregistered")) == NEW
    assert set(Customer.objects.filter(name="Known").values_list("contact_name", "version")) == {("Zhang Min", 2)}
    assert Customer.objects.filter(name__startswith="New Harbor").count() == NEW
    assert (len(_said("import started")), len(_said("import finished"))) == (1, 1)
