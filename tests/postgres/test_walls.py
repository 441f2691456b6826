"""The operations that put a table behind the wall, on a database with two tables of tenants."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.migrations.writer import OperationWriter

from partner_center.postgres import walls
from partner_center.postgres.walls import LookPast, SearchFunction, TenantTable
from tests.postgres.test_operations import backwards, forwards, owner, run

__all__ = ["owner"]

TASK = TenantTable("task", "SELECT, INSERT")
TARGET = TenantTable("target", "SELECT", {"task_id": "task"})
FIND = SearchFunction("task", "task_matching")
WHOSE = LookPast(
    "tenant_of_task(task bigint)",
    "bigint",
    "LANGUAGE sql AS $$ SELECT tenant_id FROM task AS t WHERE t.id = tenant_of_task.task $$",
    table="task",
    columns="id, tenant_id",
)


@pytest.fixture
def filled(owner: Any) -> Any:
    """Tenant 1 has the tasks 10 and 11, tenant 2 has 20."""
    run(owner, "ALTER TABLE task ADD COLUMN search text DEFAULT '', ALTER COLUMN id TYPE bigint")
    run(owner, "INSERT INTO task VALUES (1, 10, 'fifty% off'), (1, 11, 'fifty_ off'), (2, 20, 'fifty% more')")
    return owner


def seen(connection: Any, tenant: str, query: str = "SELECT id FROM task ORDER BY id") -> list[Any]:
    """What a transaction of the tenant sees, as the owner of the table: forced, the wall is for him too."""
    run(connection, "BEGIN")
    run(connection, f"SELECT set_config('app.tenant', '{tenant}', true)")
    found = [row[0] for row in run(connection, query)]
    run(connection, "ROLLBACK")
    return found


def test_tenant_table_shows_rows_to_their_tenant_alone(filled: Any):
    forwards(filled, TASK)
    assert (seen(filled, "1"), seen(filled, "2"), seen(filled, "")) == ([10, 11], [20], [])
    backwards(filled, TASK)
    assert seen(filled, "") == [10, 11, 20]
    assert run(filled, "SELECT policyname FROM pg_policies") == []


def test_tenant_table_binds_its_references(filled: Any):
    for operation in (TASK, TARGET):
        forwards(filled, operation)
    bound = "SELECT conname FROM pg_constraint WHERE conname = 'target_task_id_in_tenant'"
    assert len(run(filled, bound)) == 1
    for operation in (TARGET, TASK):
        backwards(filled, operation)
    assert run(filled, bound) == []


def test_search_takes_every_character_literally_and_keeps_to_the_tenant(filled: Any):
    for operation in (TASK, FIND):
        forwards(filled, operation)

    def found(text: str, most: int = 10, tenant: str = "1") -> list[Any]:
        return sorted(seen(filled, tenant, f"SELECT task_matching('{text}', {most})"))

    assert (found("fifty%"), found("fifty_"), found("y"), found("\\")) == ([10], [11], [10, 11], [])
    assert (len(found("fifty", 1)), found("fifty", tenant="2"), found("fifty", tenant="")) == (1, [20], [])
    backwards(filled, FIND)
    backwards(filled, TASK)


def test_function_that_looks_past_the_wall_is_its_roles_own(filled: Any):
    forwards(filled, TASK)
    forwards(filled, WHOSE)
    assert seen(filled, "", "SELECT tenant_of_task(20)") == [2]
    owned = "SELECT pg_get_userbyid(proowner), prosecdef FROM pg_proc WHERE proname = 'tenant_of_task'"
    assert run(filled, owned) == [("pc_search", True)]
    assert run(filled, "SELECT has_schema_privilege('pc_search', 'public', 'CREATE')") == [(False,)]
    backwards(filled, WHOSE)
    assert run(filled, owned) == []
    assert run(filled, "SELECT policyname FROM pg_policies WHERE policyname = 'searching'") == []


def test_a_server_without_the_role_is_told_how_to_make_it(filled: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walls, "SEARCHER", "pc_missing")
    with pytest.raises(ImproperlyConfigured, match=r"lacks the role pc_missing.*docs/operations\.md"):
        forwards(filled, WHOSE)


@pytest.mark.parametrize("operation", [TASK, TARGET, FIND, WHOSE], ids=["table", "references", "search", "function"])
def test_operation_can_be_written_into_a_migration_and_describes_itself(operation: Any):
    text = "".join(OperationWriter(operation).serialize()[0])
    assert type(operation).__name__ in text
    assert operation.table in operation.describe()
