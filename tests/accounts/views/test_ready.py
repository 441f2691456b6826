"""Whether the process can serve: asked by machines, answered without a word about anything else."""

from django.db import connections

NEWEST = "name = (SELECT max(name) FROM django_migrations WHERE app = 'opportunities') AND app = 'opportunities'"


def test_a_migrated_database_is_ready(client, db):
    answer = client.get("/ready/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ready\n", "text/plain")


def test_a_database_that_lacks_a_migration_is_not(client, committed_db):
    """The code is newer than the tables: another process is still migrating, or nobody did."""
    with connections["owner"].cursor() as owner:
        owner.execute(f"DELETE FROM django_migrations WHERE {NEWEST} RETURNING app, name, applied")
        taken = owner.fetchone()
        try:
            answer = client.get("/ready/")
        finally:
            owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", taken)
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert client.get("/ready/").status_code == 200
