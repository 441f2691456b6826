"""The ground of the tests: a real PostgreSQL, migrated by its owner and used as the application role."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.utils import translation
from hypothesis import settings

from tests import cast as cast_module
from tests.cast import Cast
from tests.support import walls

pytest_plugins = ["tests.support.browsing"]

# A busy machine is no fault: what takes long is measured by `make bench`.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")

# Rows that migrations put there and that every test may count on.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}
APPEND_ONLY = ("accounts_auditentry", "accounts_auditlink", "opportunities_progressentry", "opportunities_note")


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """What the test before asked for in Chinese stays with it."""
    translation.activate("en")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """A test database that the owner makes and migrates; requests reach it as the application role."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    with django_db_blocker.unblock():
        owner, application = connections["owner"], connections["default"]
        real_name = owner.settings_dict["NAME"]
        owner.settings_dict["TEST"]["NAME"] = f"test_partner_center_{worker or os.getpid()}"
        owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        application.close()
        application.settings_dict["NAME"] = owner.settings_dict["NAME"]
        # A whole test is one transaction, and takes longer on a busy machine than a request ever may.
        application.settings_dict["OPTIONS"]["options"] = "-c transaction_timeout=0 -c statement_timeout=60s"
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        application.close_pool()
        _end_sessions(application.get_connection_params())
        owner.creation.destroy_test_db(real_name, verbosity=0)


def _end_sessions(parameters: dict[str, Any]) -> None:
    """End what is still connected: while a browser's event loop runs, Django keeps connections out of our reach."""
    known = {key: parameters[key] for key in ("host", "port", "user", "password", "dbname") if parameters.get(key)}
    with psycopg.connect(**known) as session:
        session.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def db(_django_db_helper: None) -> Iterator[None]:
    """pytest-django's, with the wall between tenants lifted for what the test itself asks."""
    with walls.lifted():
        yield


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """For tests with several connections: rows are really committed, and swept away afterwards by the owner."""
    with django_db_blocker.unblock(), walls.lifted():
        try:
            yield
        finally:
            sweep()


def sweep() -> None:
    """Empty every table. Append-only tables refuse that even to their owner until he takes the triggers off."""
    owner = connections["owner"]
    tables = [name for name in owner.introspection.table_names() if name not in KEPT]
    with owner.cursor() as cursor:
        # The queue's triggers call workers, and stand in nobody's way.
        for table in (name for name in tables if not name.startswith("procrastinate_")):
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables))
        for table in APPEND_ONLY:
            for trigger in ("no_update_or_delete", "no_truncate"):
                cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{trigger}"')
        cursor.execute("ALTER TABLE accounts_auditentry ENABLE ALWAYS TRIGGER chained")
    owner.close()


@pytest.fixture
def cast(db) -> Cast:
    """Two distributors with their people, customers, opportunities and tasks."""
    return cast_module.build()
