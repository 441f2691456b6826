"""Migration operations for what Django's schema editor does not say: rights, tenant keys, append-only tables.

Each is one line in a migration. They know tables and roles, never a model's meaning.
"""

from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Sql(Operation):
    """Runs SQL as the owner; the database state changes, Django's model state does not."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that a model would show."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for statement in self.forwards(schema_editor.quote_name):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for statement in self.backwards(schema_editor.quote_name):
            schema_editor.execute(statement, params=None)

    def forwards(self, quote: Any) -> list[str]:
        raise NotImplementedError

    def backwards(self, quote: Any) -> list[str]:
        raise NotImplementedError


def application_role() -> str:
    """The role that serves requests."""
    return str(settings.DATABASES["default"]["USER"])


def _connects_as(schema_editor: BaseDatabaseSchemaEditor) -> str:
    return str(schema_editor.connection.settings_dict["USER"])


class GrantRights(Sql):
    """Give the application role these rights on a table, and no others. A new table has none until this line.

    Where one role both migrates and serves there is nobody to give rights to, and an owner must not lose its own.
    """

    def __init__(self, table: str, rights: str) -> None:
        self.table, self.rights = table, rights

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if _connects_as(schema_editor) != application_role():
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if _connects_as(schema_editor) != application_role():
            super().database_backwards(app_label, schema_editor, from_state, to_state)

    def forwards(self, quote: Any) -> list[str]:
        return [
            f"REVOKE ALL ON {quote(self.table)} FROM {quote(application_role())}",
            f"GRANT {self.rights} ON {quote(self.table)} TO {quote(application_role())}",
        ]

    def backwards(self, quote: Any) -> list[str]:
        return [f"REVOKE ALL ON {quote(self.table)} FROM {quote(application_role())}"]

    def describe(self) -> str:
        return f"Grant {self.rights} on {self.table} to the application role"


class TenantForeignKey(Sql):
    """Let a reference between tenant tables carry the tenant: a row can't point into another tenant.

    Django's own foreign key on the id alone would accept that, and row-level security does not look at it.
    """

    def __init__(self, table: str, column: str, references: str) -> None:
        self.table, self.column, self.references = table, column, references

    @property
    def name(self) -> str:
        return f"{self.table}_{self.column}_in_tenant"

    def forwards(self, quote: Any) -> list[str]:
        return [
            f"ALTER TABLE {quote(self.table)} ADD CONSTRAINT {quote(self.name)}"
            f" FOREIGN KEY (tenant_id, {quote(self.column)}) REFERENCES {quote(self.references)} (tenant_id, id)"
            " DEFERRABLE INITIALLY DEFERRED"
        ]

    def backwards(self, quote: Any) -> list[str]:
        return [f"ALTER TABLE {quote(self.table)} DROP CONSTRAINT {quote(self.name)}"]

    def describe(self) -> str:
        return f"Bind {self.table}.{self.column} to the tenant of {self.references}"


class AppendOnly(Sql):
    """Refuse UPDATE, DELETE and TRUNCATE on a table to everybody, its owner and cascades included.

    Rights alone would not stop a cascade from a parent row, and triggers alone would not stop who may drop them:
    together they do. ENABLE ALWAYS keeps them on under session_replication_role.
    """

    function = "refuse_change"

    def __init__(self, table: str) -> None:
        self.table = table

    def forwards(self, quote: Any) -> list[str]:
        table = quote(self.table)
        statements = [
            f"CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME"
            " USING ERRCODE = 'insufficient_privilege'; END $$"
        ]
        for name, event, level in (
            ("no_update_or_delete", "UPDATE OR DELETE", "ROW"),
            ("no_truncate", "TRUNCATE", "STATEMENT"),
        ):
            statements += [
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {level} EXECUTE FUNCTION {self.function}()",
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
            ]
        return statements

    def backwards(self, quote: Any) -> list[str]:
        table = quote(self.table)
        return [f"DROP TRIGGER {name} ON {table}" for name in ("no_update_or_delete", "no_truncate")]

    def describe(self) -> str:
        return f"Make {self.table} append-only"


class CreateCacheTable(Sql):
    """The table of Django's DatabaseCache, so that migrate makes it and no second command is needed."""

    def __init__(self, table: str) -> None:
        self.table = table

    def forwards(self, quote: Any) -> list[str]:
        table = quote(self.table)
        return [
            f"CREATE TABLE {table} (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL)",
            f"CREATE INDEX {quote(f'{self.table}_expires')} ON {table} (expires)",
        ]

    def backwards(self, quote: Any) -> list[str]:
        return [f"DROP TABLE {quote(self.table)}"]

    def describe(self) -> str:
        return f"Create the cache table {self.table}"
