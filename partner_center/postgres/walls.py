"""Migration operations that put tables behind the wall between tenants, and the few functions that look past it.

A table of tenants' rows needs one line, TenantTable; tests/test_walls.py lists any table without.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from partner_center.postgres.operations import GrantRights, Sql, TenantForeignKey, application_role

#: Who the database is told that a transaction works for. Scalar and without a sub-select: any other form keeps the
#: planner from the indexes (measured: hundreds of times slower). '' is what a finished transaction leaves behind.
OF_THE_TENANT = "tenant_id = NULLIF(current_setting('app.tenant', true), '')::bigint"
BY_AN_OPERATOR = "current_setting('app.operator', true) = 'on'"
ONESELF = "id = NULLIF(current_setting('app.member', true), '')::bigint"
#: Owns the functions that look past the wall, and can do nothing else: nobody signs in as it.
SEARCHER = "pc_search"


class TenantTable(GrantRights):
    """Put a table behind the wall: the one line that a table of tenants' rows needs in its migration.

    Its rows are read and written only for their own tenant, by its owner too; the application role gets `rights` and
    no others; and each of `references` (column: table) is bound to the row's tenant.
    """

    def __init__(self, table: str, rights: str, references: Mapping[str, str] | None = None) -> None:
        super().__init__(table, rights)
        self.references = dict(references or {})
        self._keys = [TenantForeignKey(table, column, other) for column, other in self.references.items()]

    def deconstruct(self) -> Any:
        return type(self).__name__, [self.table, self.rights, self.references], {}

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        quote = schema_editor.quote_name
        for statement in (*self._wall(quote), *(line for key in self._keys for line in key.forwards(quote))):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        quote = schema_editor.quote_name
        table = quote(self.table)
        for key in self._keys:
            schema_editor.execute(key.backwards(quote)[0], params=None)
        for policy in ("tenant", "operators"):
            schema_editor.execute(f"DROP POLICY {policy} ON {table}", params=None)
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", params=None)
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", params=None)

    def _wall(self, quote: Any) -> list[str]:
        table = quote(self.table)
        return [
            f"CREATE POLICY tenant ON {table} USING ({OF_THE_TENANT}) WITH CHECK ({OF_THE_TENANT})",
            f"CREATE POLICY operators ON {table} USING ({BY_AN_OPERATOR}) WITH CHECK ({BY_AN_OPERATOR})",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            # Also for the owner of the tables: whoever connects as it by mistake sees nothing.
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        ]

    def describe(self) -> str:
        return f"Let {self.table} be seen by its tenant alone"


class LookPast(Sql):
    """A function that looks past the wall for one narrow purpose, and the columns that it may read for that.

    It runs as a role of its own, which can read these columns, cannot sign in, and owns nothing else.
    """

    def __init__(self, signature: str, answers: str, body: str, *, table: str, columns: str) -> None:
        self.signature, self.answers, self.body = signature, answers, body
        self.table, self.columns = table, columns

    @property
    def _policy(self) -> str:
        return "searching"

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [SEARCHER])
            if not cursor.rowcount:
                raise ImproperlyConfigured(
                    f"The database server lacks the role {SEARCHER}. docs/operations.md says how to make it."
                )
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def forwards(self, quote: Any) -> list[str]:
        table, searcher = quote(self.table), quote(SEARCHER)
        return [
            f"GRANT SELECT ({self.columns}) ON {table} TO {searcher}",
            f"DROP POLICY IF EXISTS {self._policy} ON {table}",
            f"CREATE POLICY {self._policy} ON {table} FOR SELECT TO {searcher} USING (true)",
            *_definer(quote, self.signature, self.answers, self.body, "STABLE"),
        ]

    def backwards(self, quote: Any) -> list[str]:
        return [
            f"DROP FUNCTION {_bare_name(self.signature)}",
            f"DROP POLICY IF EXISTS {self._policy} ON {quote(self.table)}",
            f"REVOKE SELECT ({self.columns}) ON {quote(self.table)} FROM {quote(SEARCHER)}",  # noqa: S608
        ]

    def describe(self) -> str:
        return f"Let {self.signature} look past the wall around {self.table}"


class SearchFunction(LookPast):
    """Contains-search over a tenant table's `search` column: ids of the tenant's rows that contain a lower-case text.

    LIKE is not leakproof: behind the wall it is asked only after every row of the tenant was read, and the trigram
    index is of no use (measured: hundreds of times slower). The function asks the index, and filters the tenant itself.
    It answers `most` ids and no more; what is done with them is behind the wall again.
    """

    def __init__(self, table: str, name: str) -> None:
        self.function = name
        # The text stands in a pattern, so what means something there is taken literally.
        contains = "search LIKE '%' || regexp_replace(wanted, '([\\\\%_])', '\\\\\\1', 'g') || '%'"
        super().__init__(
            f"{name}(wanted text, most integer)",
            "SETOF bigint",
            "LANGUAGE plpgsql AS $$ BEGIN"  # noqa: S608 - the table's name is ours
            f" IF {BY_AN_OPERATOR} THEN RETURN QUERY SELECT id FROM {table} WHERE {contains} LIMIT most;"
            f" ELSE RETURN QUERY SELECT id FROM {table} WHERE {OF_THE_TENANT} AND {contains} LIMIT most;"
            " END IF; END $$",
            table=table,
            columns="id, tenant_id, search",
        )

    def deconstruct(self) -> Any:
        return type(self).__name__, [self.table, self.function], {}


class WritePast(Sql):
    """Functions that write past the wall into one table, where what is unique is so over all tenants.

    They run as the same role as those that look; on this table alone it may write. Each is (signature, answers, body):
    where a body writes, it looks first whose transaction it is.
    """

    def __init__(self, table: str, functions: Sequence[tuple[str, str, str]]) -> None:
        self.table = table
        self.functions = [(signature, answers, body) for signature, answers, body in functions]

    def forwards(self, quote: Any) -> list[str]:
        table, searcher = quote(self.table), quote(SEARCHER)
        return [
            f"GRANT SELECT, INSERT, DELETE ON {table} TO {searcher}",
            f"CREATE POLICY writing ON {table} TO {searcher} USING (true) WITH CHECK (true)",
            *(line for function in self.functions for line in _definer(quote, *function, "VOLATILE")),
        ]

    def backwards(self, quote: Any) -> list[str]:
        table, searcher = quote(self.table), quote(SEARCHER)
        return [
            *(f"DROP FUNCTION {_bare_name(signature)}" for signature, _answers, _body in self.functions),
            f"DROP POLICY writing ON {table}",
            f"REVOKE ALL ON {table} FROM {searcher}",
        ]

    def describe(self) -> str:
        return f"Let {len(self.functions)} functions write past the wall into {self.table}"


def _definer(quote: Any, signature: str, answers: str, body: str, volatility: str) -> list[str]:
    """Make a function that runs as the searcher and that the application alone may call."""
    name, searcher = _bare_name(signature), quote(SEARCHER)
    return [
        f"CREATE FUNCTION {signature} RETURNS {answers} {volatility} SECURITY DEFINER"
        f" SET search_path = pg_catalog, public, pg_temp {body}",
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {name} TO {quote(application_role())}",
        # The new owner of a function needs the right to make one, for as long as that takes.
        f"GRANT CREATE ON SCHEMA public TO {searcher}",
        f"ALTER FUNCTION {name} OWNER TO {searcher}",
        f"REVOKE CREATE ON SCHEMA public FROM {searcher}",
    ]


def _bare_name(signature: str) -> str:
    """The function without the names of its parameters, as ALTER FUNCTION wants it: f(text, integer)."""
    name, _bracket, parameters = signature.rstrip(")").partition("(")
    return f"{name}({', '.join(parameter.split()[-1] for parameter in parameters.split(','))})"
