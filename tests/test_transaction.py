"""One transaction a request, around view and rendering; and tables that nobody rewrites. Committed for real."""

import pytest
from django.db import ProgrammingError, connections, transaction
from django.db.utils import DatabaseError

from accounts.models import AuditEntry
from partner_center.tenancy import across_tenants
from tests import cast as cast_module
from tests import make
from tests.support.browsers import client_of

APPEND_ONLY = ("opportunities_progressentry", "opportunities_note", "accounts_auditentry")
CHANGES = (
    "UPDATE {table} SET id = id",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "MERGE INTO {table} AS kept USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = excluded.id",
    "WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone",
)


@pytest.fixture
def nora(committed_db, settings):
    settings.ROOT_URLCONF = "tests.support.faulty_urls"
    cast = cast_module.build()
    make.note(opportunity=cast.ann_opportunity, author=cast.ann)
    return client_of("nora", cast)


def _written() -> int:
    return AuditEntry.objects.filter(action="written").count()


@pytest.mark.parametrize(
    ("address", "status", "kept"), [("/writes/", 200, 1), ("/raises/", 500, 0), ("/breaks/", 500, 0)]
)
def test_what_ends_in_an_error_page_never_happened(address, status, kept, nora):
    """L10: the error is a response long before it reaches a middleware, and a page breaks after the view is done."""
    assert (nora.get(address).status_code, _written()) == (status, kept)


def test_a_page_is_drawn_in_the_transaction_of_its_view(nora):
    """L9: a list that asks the database while it is drawn must see what the view saw, under the same settings."""
    early, late = nora.get("/reads/").content.decode().split()
    assert early == late
    assert nora.get("/reads/").content.decode().split()[0] != early


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("who", ["default", "owner"])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.partition(" ")[0])
def test_evidence_is_not_changed_by_anybody(table, who, change, nora):
    """R60: rights refuse the application role, triggers refuse even the owner of the tables."""
    nora.get("/writes/")
    before = _rows(table)
    assert before
    with pytest.raises((ProgrammingError, DatabaseError)) as refused, across_tenants(using=who):
        connections[who].cursor().execute(change.format(table=table))
    assert refused.value.__cause__.sqlstate == "42501"
    assert _rows(table) == before


def test_evidence_does_not_go_with_its_opportunity(nora):
    """L16: a cascade runs with the owner's rights; the trigger stops it."""
    before = _rows("opportunities_progressentry")
    for who in ("default", "owner"):
        with pytest.raises(DatabaseError), across_tenants(using=who):
            connections[who].cursor().execute("DELETE FROM opportunities_opportunity")
    assert _rows("opportunities_progressentry") == before


@pytest.mark.parametrize(
    "statement", ["SET session_replication_role = replica", "ALTER TABLE {table} DISABLE TRIGGER USER"]
)
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_application_role_cannot_take_the_guards_off(statement, table, nora):
    with pytest.raises(ProgrammingError), transaction.atomic():
        connections["default"].cursor().execute(statement.format(table=table))


def _rows(table: str) -> list:
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        return cursor.fetchall()
