"""F-12: what the application role can do to progress, notes and the audit log besides adding to them: nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, connections

from accounts.audit import record
from accounts.models import AuditLink
from partner_center.tenancy import across_tenants
from tests import cast as cast_module
from tests import make
from tests.support.figures import Tally

TABLES = ("opportunities_progressentry", "opportunities_note", "accounts_auditentry", "accounts_auditlink")
#: The column that a link is found by has another name.
KEYS = {"accounts_auditlink": "entry_id"}
#: Tried on each of the tables. {key} is its primary key.
ON_A_TABLE = (
    "UPDATE {table} SET {key} = {key}",
    "UPDATE {table} SET tenant_id = NULL",
    "WITH changed AS (UPDATE {table} SET {key} = {key} RETURNING 1) SELECT count(*) FROM changed",
    "UPDATE {table} SET {key} = {key} WHERE CURRENT OF nowhere",
    "DELETE FROM {table}",
    "DELETE FROM ONLY {table} USING accounts_partner",
    "WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "TRUNCATE ONLY {table} RESTART IDENTITY",
    "MERGE INTO {table} AS kept USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    "MERGE INTO {table} AS kept USING (SELECT 1) AS one ON true WHEN MATCHED THEN UPDATE SET {key} = kept.{key}",
    "INSERT INTO {table} ({key}) SELECT {key} FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}",
    "COPY (DELETE FROM {table} RETURNING *) TO STDOUT",
    "COPY {table} FROM STDIN",
    "COPY {table} FROM PROGRAM 'true'",
    "DO $$ BEGIN UPDATE {table} SET {key} = {key}; END $$",
    # A prepared statement outlives its transaction, and so the test before.
    "DEALLOCATE ALL; PREPARE of_{table} AS UPDATE {table} SET {key} = {key}; EXECUTE of_{table}",
    "EXPLAIN ANALYZE DELETE FROM {table}",
    "SELECT * FROM {table} FOR UPDATE",
    "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
    "CREATE TEMP VIEW seen AS SELECT * FROM {table}; UPDATE seen SET {key} = {key}",
    "CREATE TEMP VIEW seen WITH (security_invoker = true) AS SELECT * FROM {table}; DELETE FROM seen",
    "CREATE FUNCTION pg_temp.erase() RETURNS void SECURITY DEFINER LANGUAGE sql AS 'DELETE FROM public.{table}';"
    " SELECT pg_temp.erase()",
    "CREATE FUNCTION public.erase() RETURNS void SECURITY DEFINER LANGUAGE sql AS 'DELETE FROM public.{table}'",
    "CREATE TEMP TABLE child () INHERITS ({table})",
    "CREATE RULE erased AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "CREATE TRIGGER erased BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DISABLE TRIGGER no_update_or_delete",
    "ALTER TABLE {table} ENABLE REPLICA TRIGGER no_truncate",
    "DROP TRIGGER no_update_or_delete ON {table}",
    "ALTER TRIGGER no_truncate ON {table} RENAME TO none",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "ALTER TABLE {table} RENAME TO away",
    "ALTER TABLE {table} DROP COLUMN tenant_id",
    "ALTER TABLE {table} ADD COLUMN more text",
    "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    "DROP POLICY tenant ON {table}",
    "CREATE POLICY everybody ON {table} USING (true)",
    "DROP TABLE {table} CASCADE",
    "GRANT UPDATE, DELETE ON {table} TO CURRENT_USER; UPDATE {table} SET {key} = {key}",
    "UPDATE pg_class SET relrowsecurity = false WHERE relname = '{table}'",
    "UPDATE pg_trigger SET tgenabled = 'D' WHERE tgrelid = '{table}'::regclass",
)
#: Tried once: on what guards all of them, or by way of what they belong to.
AROUND = (
    "DELETE FROM opportunities_opportunity",
    "TRUNCATE opportunities_opportunity CASCADE",
    "DELETE FROM accounts_user",
    "DELETE FROM accounts_partner",
    "TRUNCATE accounts_partner CASCADE",
    "SET session_replication_role = replica",
    "SELECT set_config('session_replication_role', 'replica', true)",
    "ALTER ROLE CURRENT_USER SET session_replication_role = replica",
    "SET ROLE pc_owner",
    "SET ROLE pc_search",
    "SET SESSION AUTHORIZATION pc_owner",
    "GRANT pc_owner TO CURRENT_USER",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "REASSIGN OWNED BY pc_owner TO CURRENT_USER",
    "DROP OWNED BY pc_owner CASCADE",
    "ALTER DEFAULT PRIVILEGES FOR ROLE pc_owner GRANT ALL ON TABLES TO PUBLIC",
    "DROP SCHEMA public CASCADE",
    "ALTER SCHEMA public OWNER TO CURRENT_USER",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "ALTER FUNCTION refuse_change() RENAME TO allow_change",
    "ALTER FUNCTION refuse_change() OWNER TO CURRENT_USER",
    "DROP FUNCTION refuse_change() CASCADE",
    "ALTER FUNCTION accounts_auditlink_on_commit() SECURITY INVOKER",
    "DROP FUNCTION accounts_auditlink_on_commit() CASCADE",
    "SELECT accounts_auditlink_on_commit()",
    "SELECT accounts_auditlink_append(entry) FROM accounts_auditentry AS entry",
    "INSERT INTO accounts_auditlink (entry_id, tenant_id, number, previous, hash) VALUES (0, NULL, 999, '', '')",
    "SELECT setval('accounts_auditentry_id_seq', 1)",
    "ALTER FUNCTION tenant_of_member(bigint) OWNER TO CURRENT_USER",
    "CREATE EVENT TRIGGER erased ON sql_drop EXECUTE FUNCTION refuse_change()",
    "CREATE EXTENSION dblink",
)


#: How PostgreSQL says no: for want of a right, and to COPY FROM because of row-level security. A typing mistake in a
#: statement, or a connection that is gone, is no refusal.
REFUSALS = {"42501", "0A000"}


@pytest.fixture
def evidence(committed_db) -> None:
    """At least one row in each table."""
    cast = cast_module.build()
    make.note(opportunity=cast.ann_opportunity, author=cast.ann)
    record("customer greeted", on=cast.ann_associated, by=cast.ann)
    assert all(rows(table) for table in TABLES)


def rows(table: str) -> list[tuple]:
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY {KEYS.get(table, 'id')}")
        return cursor.fetchall()


class Succeeded(Exception):
    """Takes back what a statement did that should have been refused."""


def refused(statement: str) -> bool:
    """Whether the application role, which sees all tenants for now, gets an error for it. Nothing of it stays."""
    try:
        with across_tenants(), connections["default"].cursor() as cursor:
            if statement.startswith("COPY"):
                with cursor.copy(statement):
                    """The rows to copy are none: that it begins is enough."""
            else:
                cursor.execute(statement)
            raise Succeeded
    except Succeeded:
        return False
    except (DatabaseError, psycopg.Error) as error:
        return (error.__cause__ or error).sqlstate in REFUSALS


def tries(tables: tuple[str, ...] = TABLES) -> Iterator[str]:
    for table in tables:
        for statement in ON_A_TABLE:
            yield statement.format(table=table, key=KEYS.get(table, "id"))
    yield from AROUND


def tamper(tally: Tally, tables: tuple[str, ...] = TABLES) -> None:
    before = {table: rows(table) for table in TABLES}
    for statement in tries(tables):
        tally(refused(statement), statement)
    tally({table: rows(table) for table in TABLES} == before, "rows were changed")


@contextmanager
def off_guard(table: str) -> Iterator[None]:
    """The owner lets the application update a table and takes the trigger away."""
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON {table} TO pc_app")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER no_update_or_delete")
        try:
            yield
        finally:
            cursor.execute(f"REVOKE UPDATE ON {table} FROM pc_app")
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER no_update_or_delete")
    owner.close()


def test_evidence_is_only_added_to(evidence, figures):
    with figures.holds("F-12", "statements against progress, notes and audit log", fast=200, whole=200) as tally:
        tamper(tally)


def test_a_right_and_a_missing_trigger_are_noticed(evidence, figures):
    table = "accounts_auditentry"
    with figures.bites("F-12", "UPDATE granted, trigger off") as tally, off_guard(table):
        tamper(tally, (table,))


def test_the_links_are_written_at_all(evidence):
    """Or a table that nobody writes would be easy to keep."""
    assert AuditLink.objects.filter(entry__action="customer greeted").count() == 1
