"""Whether the process can serve: asked by machines, answered without a word about anything else."""

from django.db import connection


def test_a_migrated_database_is_ready(client, db):
    answer = client.get("/ready/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ready\n", "text/plain")


def test_a_database_that_lacks_a_migration_is_not(client, committed_db, settings):
    """The code is newer than the tables: another process is still migrating, or nobody did."""
    settings.MIGRATION_MODULES = {"customers": "tests.support.migrations_to_come"}
    answer = client.get("/ready/")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert connection.is_usable()
