"""What migrations say beyond Django's schema editor, run against the embedded server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.operations.base import Operation
from django.db.migrations.writer import OperationWriter
from django.db.utils import ConnectionHandler

from partner_center.postgres import launcher
from partner_center.postgres.operations import AppendOnly, CreateCacheTable, GrantRights, TenantForeignKey

EVERY = [
    GrantRights("task", "SELECT, INSERT"),
    TenantForeignKey("target", "task_id", "task"),
    AppendOnly("task"),
    CreateCacheTable("cache"),
]


@pytest.fixture
def owner(folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Iterator[Any]:
    """A connection as the owner to a database with two tables of tenants."""
    settings.BASE_DIR = folder.parents[1]
    monkeypatch.setitem(settings.DATABASES["default"], "USER", "pc_app")
    one = {"ENGINE": "partner_center.postgres", "NAME": "partner_center", "USER": "pc_owner"}
    connection = ConnectionHandler({"default": one})["default"]
    with django_db_blocker.unblock():
        run(connection, "CREATE TABLE task (tenant_id int, id int PRIMARY KEY, UNIQUE (tenant_id, id))")
        run(connection, "CREATE TABLE target (tenant_id int, id int PRIMARY KEY, task_id int)")
        yield connection
        connection.close()
    launcher._servers.pop(folder).leave()


def run(connection: Any, query: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


def forwards(connection: Any, operation: Operation) -> None:
    with connection.schema_editor() as editor:
        operation.database_forwards("app", editor, None, None)


def backwards(connection: Any, operation: Operation) -> None:
    with connection.schema_editor() as editor:
        operation.database_backwards("app", editor, None, None)


def rights(connection: Any, role: str = "pc_app") -> list[str]:
    return [
        right
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
        if run(connection, f"SELECT has_table_privilege('{role}', 'task', '{right}')") == [(True,)]
    ]


def test_grant_rights_gives_these_and_no_others(owner: Any):
    forwards(owner, GrantRights("task", "SELECT, INSERT, UPDATE"))
    assert rights(owner) == ["SELECT", "INSERT", "UPDATE"]
    forwards(owner, GrantRights("task", "SELECT"))
    assert rights(owner) == ["SELECT"]
    backwards(owner, GrantRights("task", "SELECT"))
    assert rights(owner) == []


def test_grant_rights_takes_none_from_an_owner_who_also_serves(
    owner: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(settings.DATABASES["default"], "USER", "pc_owner")
    every = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"]
    forwards(owner, GrantRights("task", "SELECT"))
    assert rights(owner, "pc_owner") == every
    backwards(owner, GrantRights("task", "SELECT"))
    assert rights(owner, "pc_owner") == every


def test_tenant_foreign_key_refuses_another_tenants_row_at_commit(owner: Any):
    key = TenantForeignKey("target", "task_id", "task")
    forwards(owner, key)
    run(owner, "INSERT INTO task VALUES (1, 10)")
    run(owner, "BEGIN; INSERT INTO target VALUES (2, 20, 11); INSERT INTO task VALUES (2, 11); COMMIT")
    with pytest.raises(Exception, match="target_task_id_in_tenant"):
        run(owner, "INSERT INTO target VALUES (2, 21, 10)")
    backwards(owner, key)
    run(owner, "INSERT INTO target VALUES (2, 21, 10)")


def test_append_only_refuses_every_change_even_to_the_owner(owner: Any):
    forwards(owner, AppendOnly("task"))
    run(owner, "INSERT INTO task VALUES (1, 10)")
    for change in ("UPDATE task SET id = 11", "DELETE FROM task", "TRUNCATE task CASCADE"):
        with pytest.raises(Exception, match="rows of task are never changed"):
            run(owner, change)
    assert run(owner, "SELECT id FROM task") == [(10,)]
    backwards(owner, AppendOnly("task"))
    run(owner, "DELETE FROM task")
    assert run(owner, "SELECT id FROM task") == []


def test_cache_table_is_djangos(owner: Any):
    forwards(owner, CreateCacheTable("cache"))
    columns = "SELECT column_name, is_nullable FROM information_schema.columns WHERE table_name = 'cache'"
    assert sorted(run(owner, columns)) == [("cache_key", "NO"), ("expires", "NO"), ("value", "NO")]
    assert len(run(owner, "SELECT indexname FROM pg_indexes WHERE tablename = 'cache'")) == 2
    backwards(owner, CreateCacheTable("cache"))
    assert run(owner, columns) == []


@pytest.mark.parametrize("operation", EVERY, ids=lambda one: type(one).__name__)
def test_operation_can_be_written_into_a_migration_and_describes_itself(operation: Operation):
    text = "".join(OperationWriter(operation).serialize()[0])
    assert text.startswith(f"operations.{type(operation).__name__}(") or type(operation).__name__ in text
    assert operation.describe() != Operation.describe(operation)
    assert operation.reversible
