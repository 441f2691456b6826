"""The chain of the audit log: gapless, a tenant's own, written by the database; and what tells that it was broken."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from accounts.audit import record, record_reveals
from accounts.models import AuditEntry, AuditLink
from accounts.verification import SAID
from partner_center.tenancy import across_tenants, in_tenant
from tests import cast as cast_module
from tests.support.source import ROOT


@pytest.fixture
def world(committed_db):
    """Five lines in North's log, one in South's, one of the platform."""
    cast = cast_module.build()
    for times in range(3):
        record("customer greeted", on=cast.ann_associated, by=cast.ann, times=times)
    rows = [cast.ann_associated, cast.bob_associated]
    with transaction.atomic():
        record_reveals(records=rows, columns=("phone",), page="customers", by=cast.nora)
    record("customer greeted", on=cast.south_associated, by=cast.max)
    record("operations entered", on=cast.olga, by=cast.olga)
    return cast


def verified(**options) -> str:
    said = StringIO()
    call_command("verify_audit", stdout=said, **options)
    return said.getvalue()


def broken(**options) -> str:
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=said, **options)
    return said.getvalue()


@contextmanager
def tampering():
    """The owner of the tables takes all guards off, does something, and puts them back."""
    tables = ("accounts_auditentry", "accounts_auditlink")
    with across_tenants(using="owner"), connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for trigger in ("no_update_or_delete", "no_truncate"):
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
        cursor.execute("ALTER TABLE accounts_auditentry ENABLE ALWAYS TRIGGER chained")
    connections["owner"].close()


def _link(chain: int, number: int) -> AuditLink:
    return AuditLink.objects.get(chain=chain, number=number)


def test_each_tenant_and_the_platform_have_a_chain_without_gaps(world):
    links = AuditLink.objects.order_by("chain", "number").values_list("chain", "number", "entry__action")
    assert list(links) == [
        (0, 1, "operations entered"),
        *((world.north.pk, number, "customer greeted") for number in (1, 2, 3)),
        *((world.north.pk, number, "revealed") for number in (4, 5)),
        (world.south.pk, 1, "customer greeted"),
    ]
    heads = {link.chain: link for link in AuditLink.objects.order_by("number")}
    assert verified().splitlines() == [
        f"platform: ok, 1 rows, head {heads[0].hash}",
        f"tenant {world.north.pk} (North): ok, 5 rows, head {heads[world.north.pk].hash}",
        f"tenant {world.south.pk} (South): ok, 1 rows, head {heads[world.south.pk].hash}",
    ]


def test_a_transaction_that_is_taken_back_leaves_no_gap(world):
    with transaction.atomic():
        record("customer greeted", on=world.ann_associated, by=world.ann)
        transaction.set_rollback(True)
    record("customer greeted", on=world.ann_associated, by=world.ann)
    assert AuditLink.objects.filter(chain=world.north.pk).latest("number").number == 6
    assert "ok, 6 rows" in verified()


def test_many_at_once_make_one_chain(world):
    def greet(number: int) -> None:
        try:
            with in_tenant(world.north.pk):
                record("customer greeted", on=world.ann_associated, by=world.ann, times=number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(greet, range(40)))
    assert "ok, 45 rows" in verified()


def test_rows_that_no_code_of_ours_writes_are_chained_too(world):
    statement = (
        "INSERT INTO accounts_auditentry (tenant_id, at, actor_role, action, subject_kind, subject, details)"
        " SELECT %s, now(), '', 'made up', 'x', number, '{}' FROM generate_series(1, 3) AS number"
    )
    with in_tenant(world.north.pk), connection.cursor() as cursor:
        cursor.execute(statement, [world.north.pk])
    assert "ok, 8 rows" in verified()


@pytest.mark.parametrize(
    ("statement", "number", "why"),
    [
        ("UPDATE accounts_auditentry SET action = 'nothing' WHERE id = {entry}", 2, "the row was changed"),
        ("UPDATE accounts_auditentry SET actor_id = {bob} WHERE id = {entry}", 2, "the row was changed"),
        ("UPDATE accounts_auditentry SET details = '{{}}' WHERE id = {entry}", 2, "the row was changed"),
        (
            "UPDATE accounts_auditentry SET at = at - interval '1 us' WHERE id = {entry}",
            2,
            "the row was changed",
        ),
        ("UPDATE accounts_auditentry SET tenant_id = {south} WHERE id = {entry}", 2, "the row was changed"),
        ("DELETE FROM accounts_auditentry WHERE id = {entry}", 2, "the row is missing"),
        (
            "DELETE FROM accounts_auditlink WHERE entry_id = {entry};"
            " DELETE FROM accounts_auditentry WHERE id = {entry}",
            2,
            "the row is missing",
        ),
        ("UPDATE accounts_auditlink SET previous = hash WHERE entry_id = {entry}", 2, "the row does not follow"),
        ("UPDATE accounts_auditlink SET hash = previous WHERE entry_id = {entry}", 2, "the row was changed"),
        ("DELETE FROM accounts_auditlink WHERE entry_id = {last}", 5, "1 rows are in no chain"),
    ],
)
def test_whatever_the_owner_changes_is_named(statement, number, why, world):
    entry, last = (_link(world.north.pk, place).entry_id for place in (2, 5))
    with tampering() as cursor:
        cursor.execute(statement.format(entry=entry, last=last, bob=world.bob.pk, south=world.south.pk))
    said = broken().splitlines()
    assert said[1].startswith(f"tenant {world.north.pk} (North): BROKEN at row {number}: {why}")
    assert said[0].startswith("platform: ok")


def test_a_kept_head_tells_of_a_tail_cut_off_and_of_a_log_that_is_gone(world, tmp_path):
    """Without it, a shorter chain is as sound as it was then."""
    file = tmp_path / "heads.json"
    verified(head=file)
    assert {head["tenant"]: head["number"] for head in json.loads(file.read_text())} == {
        0: 1,
        world.north.pk: 5,
        world.south.pk: 1,
    }
    record("customer greeted", on=world.ann_associated, by=world.ann)
    assert "ok, 6 rows" in verified(since=file)
    with tampering() as cursor:
        for number in (5, 6):
            entry = _link(world.north.pk, number).entry_id
            cursor.execute(f"DELETE FROM accounts_auditlink WHERE entry_id = {entry}")
            cursor.execute(f"DELETE FROM accounts_auditentry WHERE id = {entry}")
        for table in ("link", "entry"):
            cursor.execute(f"DELETE FROM accounts_audit{table} WHERE tenant_id = {world.south.pk}")
    assert "ok, 4 rows" in verified()
    said = broken(since=file)
    assert f"tenant {world.north.pk} (North): BROKEN at row 5: the row is not the one that was the newest at 2" in said
    assert f"tenant {world.south.pk} (South): BROKEN at row 1: the row is not the one" in said


def test_a_file_that_is_none_of_ours_is_refused(committed_db, tmp_path):
    file = tmp_path / "heads.json"
    for text in ("", "[1]", '[{"tenant": 1}]'):
        file.write_text(text)
        with pytest.raises(CommandError, match="is not a file that --head wrote"):
            verified(since=file)


def test_every_column_is_in_the_hash(db):
    """A column that comes later must be chained by its migration, and verified."""
    assert {column.partition(" ")[0] for column in SAID} == {field.column for field in AuditEntry._meta.concrete_fields}
    migration = (ROOT / "accounts/migrations/0004_audit_chain.py").read_text()
    assert all(f'"{column}"' in migration for column in SAID)
