"""What a worker makes: as the person sees the list then, once, and nothing for whoever may not have it any more."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from accounts.actions import export_file as making
from accounts.actions.export_file import make_export
from accounts.housekeeping import keep_house
from accounts.models import Export, ExportFile, Notification, User
from customers.models import Customer
from opportunities.models import Opportunity
from partner_center import tenancy
from tests import cast as cast_module
from tests import make
from tests.support import walls
from tests.support.browsers import client_of
from tests.support.exported import ask, exported_by, newest
from tests.support.jobs import do_jobs, here, put_off, worker

State = Export.State


def _left() -> tuple[str, int, int]:
    return newest().state, ExportFile.objects.count(), Notification.objects.filter(kind="export_ready").count()


def test_done_again_it_is_made_once(cast):
    ask(client_of("ann", cast), "opportunities-mine")
    ((_name, words),) = put_off()
    do_jobs()
    before = bytes(ExportFile.objects.get().content)
    make_export(tenant_id=words["tenant"], export_id=words["export"])
    assert (_left(), bytes(ExportFile.objects.get().content)) == ((State.READY, 1, 1), before)


def test_in_batches_nothing_is_lost_and_what_went_out_of_sight_is_left_out(cast, monkeypatch):
    monkeypatch.setattr(making, "AT_ONCE", 2)
    for number in range(5):
        make.opportunity(customer=cast.ann_associated, owner=cast.ann, name=f"Project {number}")
    names = [line[0] for line in exported_by("ann", cast, "opportunities-mine", "sort=name")[1:]]
    expected = Opportunity.objects.visible_to(cast.ann).filter(group="mine", status="active").order_by("name")
    assert names == [row.name for row in expected]
    client = client_of("ann", cast)
    ask(client, "opportunities-mine", "sort=name")
    drawn = making.cells

    def meanwhile(columns, row):
        Opportunity.objects.filter(name="Project 4").update(owner=cast.bob)
        return drawn(columns, row)

    monkeypatch.setattr(making, "cells", meanwhile)
    do_jobs()
    assert (newest().state, newest().rows) == (State.READY, len(names) - 1)


@pytest.mark.parametrize(
    "lost",
    [
        {"is_active": False},
        {"role": "account_manager"},
        {"partner__status": "terminated"},
    ],
    ids=str,
)
def test_whoever_may_not_have_it_any_more_gets_nothing(cast, lost):
    ask(client_of("nora", cast), "customers-mine")
    if "partner__status" in lost:
        type(cast.north).objects.filter(pk=cast.north.pk).update(status="terminated")
    else:
        User.objects.filter(pk=cast.nora.pk).update(**lost)
    do_jobs()
    assert _left() == (State.REFUSED, 0, 0)
    assert newest().query == ""


def test_also_whoever_loses_it_while_the_file_is_made(cast, monkeypatch):
    ask(client_of("nora", cast), "customers-mine")
    written = making.xlsx_file

    def meanwhile(*said, **more):
        with tenancy.in_tenant(cast.north.pk):
            User.objects.filter(pk=cast.nora.pk).update(is_active=False)
        return written(*said, **more)

    monkeypatch.setattr(making, "xlsx_file", meanwhile)
    do_jobs()
    assert _left() == (State.REFUSED, 0, 0)


def test_a_list_that_grew_too_long_is_not_cut_off(cast, monkeypatch):
    ask(client_of("nora", cast), "opportunities-mine")
    monkeypatch.setattr(making, "MOST_ROWS", 1)
    do_jobs()
    assert _left() == (State.TOO_MANY, 0, 0)
    assert "Too many rows" in client_of("nora", cast).get("/partner/exports/").content.decode()


def test_a_worker_of_another_tenant_finds_nothing(cast):
    ask(client_of("ann", cast), "opportunities-mine")
    walls.see(walls.NOBODY)
    make_export(tenant_id=cast.south.pk, export_id=str(put_off()[0][1]["export"]))
    walls.see(walls.EVERYBODY)
    assert _left() == (State.WAITING, 0, 0)


def test_housekeeping_deletes_what_is_over_and_gives_up_what_was_lost(cast):
    client = client_of("ann", cast)
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=1, minutes=1)):
        for _time in range(3):
            ask(client, "opportunities-mine")
        do_jobs()
        ask(client, "opportunities-mine")
    over, kept, _other, lost = Export.objects.order_by("created_at")
    Export.objects.filter(pk=over.pk).update(expires_at=now - timedelta(minutes=1))
    for _time in range(2):
        keep_house()
        assert not Export.objects.filter(pk=over.pk).exists()
        assert (ExportFile.objects.count(), Export.objects.get(pk=kept.pk).state) == (2, State.READY)
        assert (Export.objects.get(pk=lost.pk).state, Export.objects.get(pk=lost.pk).query) == (State.FAILED, "")
    do_jobs()
    assert Export.objects.get(pk=lost.pk).state == State.FAILED


def test_the_export_of_a_killed_worker_is_taken_up_again(committed_db):
    """SIGKILL when the file is made and about to be stored, where somebody holds its row. Another worker makes it."""
    cast = cast_module.build()
    ask(client_of("nora", cast), "customers-mine")
    with transaction.atomic():
        Export.objects.select_for_update().get()
        with worker(here()) as killed:
            _wait_until(_waits_for_a_lock)
            killed.kill()
    assert _left() == (State.WAITING, 0, 0)
    with worker(here()):
        _wait_until(lambda: newest().state == State.READY)
    assert _left() == (State.READY, 1, 1)
    assert newest().rows == Customer.objects.filter(partner=cast.north).count()


def _waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def _wait_until(true, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, _left()
        time.sleep(0.1)
