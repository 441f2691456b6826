"""The second wall, read from PostgreSQL's own catalogue and tried as the application role: each tenant's rows are its
own, whatever the application asks for. That the wall holds while the first is down is proved in tests/security/.
"""

import re
from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError, ProgrammingError

from partner_center import tenancy
from partner_center.postgres.walls import BY_AN_OPERATOR, OF_THE_TENANT, ONESELF
from tests.support import walls
from tests.support.source import ROOT, modules

#: Tables of no tenant. Everything else must stand behind the wall.
SHARED = {
    "account_emailaddress": "django-allauth's; empty, addresses stand on the member",
    "account_emailconfirmation": "django-allauth's; empty",
    "accounts_user_groups": "Django's; empty, roles are not groups",
    "accounts_user_user_permissions": "Django's; empty",
    "auth_group": "Django's; empty",
    "auth_group_permissions": "Django's; empty",
    "auth_permission": "Django's; names of models",
    "customers_industry": "reference list of the platform",
    "customers_protectedaccount": "list of the platform; no page of a tenant shows it",
    "django_admin_log": "what operators stored in Django admin; nobody else reads it",
    "django_content_type": "Django's; names of models",
    "django_migrations": "Django's",
    "django_session": "found by a secret key alone, and read before anybody is known",
    "marketing_product": "reference list of the platform",
    "opportunities_businesssystem": "reference list of the platform",
    "opportunities_competitor": "reference list of the platform",
    "opportunities_provider": "reference list of the platform",
    "procrastinate_events": "what became of jobs; numbers",
    "procrastinate_jobs": "jobs hold keys, numbers and dates (tests/partner_center/test_background.py)",
    "procrastinate_periodic_defers": "when hourly jobs ran",
    "procrastinate_workers": "signs of life",
    "shared_cache": "counts of attempts, found by a hash",
}
#: References between tenant tables that cannot carry the tenant.
CROSSING = {
    ("accounts_auditentry", "actor_id"): "operators sign in every tenant's log, and belong to none",
}
#: Uniqueness over all tenants: who can find out, and why that tells nothing.
UNIQUE_EVERYWHERE = {
    "user_name_whatever_the_case": "for signing in, before a tenant is known; whoever joins learns which is taken",
    "accounts_user_username_key": "the same",
    "customer_is_claimed_once": "a customer has one holder over all; three functions write here, and answer one bit",
}
DEFINERS = {
    "tenant_of_member(bigint)",
    "member_named(text)",
    "member_invitation_of(text)",
    "customer_invitation_of(text)",
    "customers_matching(text,integer)",
    "opportunities_matching(text,integer)",
    "claim_customer(bigint,bigint,text[],text[],timestamp with time zone,timestamp with time zone)",
    "customer_claims_free(bigint,text[],text[],timestamp with time zone)",
    "free_customer(bigint,bigint)",
}
#: Runs as the owner of the tables, who stands behind the wall, too: a trigger, which nobody can call.
CHAINS = "accounts_auditlink_on_commit()"

TABLES = """
SELECT relname, relrowsecurity, relforcerowsecurity,
    EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'tenant_id' AND NOT attisdropped)
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
"""
POLICIES = """
SELECT tablename, policyname, permissive, roles::text[], cmd, qual, with_check
FROM pg_policies WHERE schemaname = 'public'
"""
REFERENCES = """
SELECT conrelid::regclass::text, confrelid::regclass::text,
    ARRAY(SELECT attname::text FROM unnest(conkey) AS key JOIN pg_attribute ON attrelid = conrelid AND attnum = key)
FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""
UNIQUES = """
SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index WHERE indisunique AND NOT indisprimary AND indrelid::regclass::text = ANY(%s)
"""
FUNCTIONS = """
SELECT oid::regprocedure::text, pg_get_userbyid(proowner), proconfig::text[],
    has_function_privilege('public', oid, 'EXECUTE')
FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
"""


def ask(query: str, *parameters: object, using: str = "default") -> list[tuple]:
    with connections[using].cursor() as cursor:
        cursor.execute(query, parameters or None)
        return cursor.fetchall() if cursor.description else []


def tenant_tables() -> list[str]:
    return [name for name, _enabled, _forced, has_tenant in ask(TABLES) if has_tenant]


def plain(expression: str | None) -> str:
    """A policy's expression without PostgreSQL's own casts and brackets."""
    return re.sub(r"::text|[()\s]", "", expression or "")


# --- What the catalogue says --------------------------------------------------------------------------------


def test_every_table_stands_behind_the_wall_or_has_a_reason(db):
    found = ask(TABLES)
    assert {name for name, *_rest, has_tenant in found if not has_tenant} == set(SHARED)
    assert {name for name, enabled, forced, has_tenant in found if has_tenant and not (enabled and forced)} == set()
    assert {name for name, enabled, _forced, has_tenant in found if enabled and not has_tenant} == set()


def test_every_tenant_table_has_the_two_policies_and_no_others(db):
    """Scalar, for reading and for writing: any other form costs hundreds of times as much, or leaves a door open."""
    told: dict[str, dict[str, tuple]] = {}
    for table, name, permissive, roles, command, using, check in ask(POLICIES):
        told.setdefault(table, {})[name] = (permissive, roles, command, plain(using), plain(check))
    for table in tenant_tables():
        policies = told.pop(table)
        everybody = ("PERMISSIVE", ["public"], "ALL")
        assert policies.pop("tenant") == (*everybody, plain(OF_THE_TENANT), plain(OF_THE_TENANT))
        assert policies.pop("operators") == (*everybody, plain(BY_AN_OPERATOR), plain(BY_AN_OPERATOR))
        if "searching" in policies:
            assert policies.pop("searching") == ("PERMISSIVE", ["pc_search"], "SELECT", "true", "")
        if table == "customers_claim":
            assert policies.pop("writing") == ("PERMISSIVE", ["pc_search"], "ALL", "true", "true")
        if table == "accounts_user":
            assert policies.pop("oneself") == (*everybody, plain(ONESELF), plain(ONESELF))
        assert policies == {}
    assert told == {}


def test_references_between_tenant_tables_carry_the_tenant(db):
    """R06, L13: a foreign key on the id alone is checked past the wall."""
    inside, bare, bound = set(tenant_tables()), set(), set()
    for table, other, columns in ask(REFERENCES):
        if table in inside and other in inside and columns != ["tenant_id"]:
            (bound if "tenant_id" in columns else bare).update((table, name) for name in set(columns) - {"tenant_id"})
    assert bare - bound == set(CROSSING)


def test_uniqueness_is_a_tenants_own(db):
    """L14: whoever may not see a row must not meet it in a refusal either. An id is a tenant's own by its reference."""
    found = ask(UNIQUES, tenant_tables())
    telling = {
        index
        for _table, index, definition in found
        if not re.search(r"\((?:(?:tenant|parent|opportunity)_id|chain)", definition)
    }
    assert telling == set(UNIQUE_EVERYWHERE)


def test_nothing_looks_past_the_wall_but_a_few_narrow_functions(db):
    found = {name: rest for name, *rest in ask(FUNCTIONS)}
    assert found.pop(CHAINS) == ["pc_owner", ["search_path=pg_catalog, pg_temp"], False]
    assert set(found) == DEFINERS
    for owner, settings, public in found.values():
        assert (owner, settings, public) == ("pc_search", ["search_path=pg_catalog, public, pg_temp"], False)


def test_their_owner_can_read_those_columns_write_claims_and_nothing_else(db):
    assert ask(
        "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'pc_search'"
    ) == [(False, False, False, False)]
    columns = ask(
        "SELECT attrelid::regclass::text, attname::text, right_asked FROM pg_attribute"
        " JOIN pg_class ON pg_class.oid = attrelid AND relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v'),"
        " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS right_asked"
        " WHERE attnum > 0 AND has_column_privilege('pc_search', attrelid, attnum, right_asked)"
    )
    assert set(columns) == {
        *(("accounts_user", column, "SELECT") for column in ("id", "tenant_id", "username")),
        *(
            ("accounts_memberinvitation", column, "SELECT")
            for column in ("id", "tenant_id", "digest", "accepted_at", "withdrawn_at", "expires_at")
        ),
        *(
            ("customers_customerinvitation", column, "SELECT")
            for column in ("id", "tenant_id", "digest", "state", "expires_at")
        ),
        *(("customers_customer", column, "SELECT") for column in ("id", "tenant_id", "search")),
        *(("opportunities_opportunity", column, "SELECT") for column in ("id", "tenant_id", "search")),
        *(
            ("customers_claim", column, right)
            for column in ("id", "tenant_id", "customer_id", "kind", "key", "lapses_at")
            for right in ("SELECT", "INSERT")
        ),
    }


def test_no_view_reads_with_its_owners_eyes(db):
    """L17. Extensions bring none that the application may read."""
    assert ask("SELECT viewname FROM pg_views WHERE schemaname = 'public'") == []
    assert ask("SELECT matviewname FROM pg_matviews") == []


def test_no_code_keeps_a_tenant_beyond_its_transaction():
    """L12: the third word of set_config is true, and nothing says SET without LOCAL."""
    spoken = {path: text for path in modules() if "set_config" in (text := (ROOT / path).read_text())}
    # The chain of the audit log lifts the wall for its own statements, inside of a function.
    assert set(spoken) == {"partner_center/tenancy.py", "partner_center/postgres/chain.py"}
    for text in spoken.values():
        assert text.count("set_config('") == len(re.findall(r"set_config\('.*?, true\)", text.replace("''", "")))
    assert not [path for path in modules() if re.search(r"\bSET (SESSION )?app\.", (ROOT / path).read_text())]


# --- What the application role meets ------------------------------------------------------------------------


@pytest.fixture
def down(cast) -> Iterator[None]:
    """The wall as a request finds it before anybody is known."""
    walls.see(tenancy.NOBODY)
    yield
    walls.see(tenancy.EVERYBODY)


def count(table: str) -> int:
    return int(ask(f'SELECT count(*) FROM "{table}"')[0][0])


def test_without_a_tenant_there_is_nothing(down):
    assert {table: count(table) for table in tenant_tables() if count(table)} == {}


def test_a_tenant_sees_its_own_and_nobody_elses(cast, down):
    everything = walls_lifted_counts()
    for tenant in (cast.north, cast.south):
        with tenancy.in_tenant(tenant.pk):
            for table in tenant_tables():
                foreign = ask(f'SELECT count(*) FROM "{table}" WHERE tenant_id IS DISTINCT FROM %s', tenant.pk)
                assert foreign == [(0,)], table
                assert count(table) < everything[table] or everything[table] == 0, table
    assert count("opportunities_opportunity") == 0


def walls_lifted_counts() -> dict[str, int]:
    with tenancy.across_tenants():
        return {table: count(table) for table in tenant_tables()}


def test_a_member_enters_his_tenant_and_an_operator_none(cast, down):
    tenancy.enter_member(cast.max.pk)
    assert ask("SELECT DISTINCT tenant_id FROM customers_customer") == [(cast.south.pk,)]
    tenancy.enter_member(cast.olga.pk)
    assert (count("customers_customer"), ask("SELECT username FROM accounts_user")) == (0, [("olga",)])
    tenancy.enter_named("ANN")
    assert ask("SELECT DISTINCT tenant_id FROM customers_customer") == [(cast.north.pk,)]
    tenancy.enter_named("nobody at all")
    assert (count("customers_customer"), count("accounts_user")) == (0, 0)


def test_operations_see_every_tenant_until_they_are_left(cast, down):
    tenancy.enter_operations()
    assert {row[0] for row in ask("SELECT DISTINCT tenant_id FROM customers_customer")} == {
        cast.north.pk,
        cast.south.pk,
    }
    tenancy.leave()
    assert (count("customers_customer"), count("accounts_user")) == (0, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE opportunities_opportunity SET tenant_id = %(south)s",
        "UPDATE customers_customer SET tenant_id = %(south)s",
        "INSERT INTO accounts_counter (tenant_id, name, value) VALUES (%(south)s, 'X', 1)",
        "INSERT INTO accounts_auditentry (tenant_id, at, actor_role, action, subject_kind, subject, details)"
        " VALUES (%(south)s, now(), '', 'x', 'x', 'x', '{}')",
        "INSERT INTO accounts_auditentry (at, actor_role, action, subject_kind, subject, details)"
        " VALUES (now(), '', 'x', 'x', 'x', '{}')",
    ],
)
def test_nothing_is_written_into_another_tenant(statement, cast, down):
    with (
        pytest.raises(ProgrammingError, match="row-level security policy"),
        tenancy.in_tenant(cast.north.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, {"south": cast.south.pk})


@pytest.mark.parametrize(
    ("table", "column", "foreign"),
    [
        ("opportunities_opportunity", "customer_id", "south_associated"),
        ("opportunities_opportunity", "owner_id", "max"),
        ("customers_customer", "account_manager_id", "max"),
        ("customers_customer", "partner_id", "delta"),
        ("marketing_target", "customer_id", "south_associated"),
        ("opportunities_draft", "customer_id", "south_associated"),
        ("accounts_user", "partner_id", "south"),
    ],
)
def test_no_row_points_into_another_tenant(table, column, foreign, cast, down):
    point = f"UPDATE {table} SET {column} = {getattr(cast, foreign).pk}; SET CONSTRAINTS ALL IMMEDIATE"
    with (
        pytest.raises(IntegrityError),
        tenancy.in_tenant(cast.north.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute(point)


def test_what_was_entered_ends_with_the_transaction(committed_db):
    """The next request on the same pooled connection begins with nothing."""
    walls.see(tenancy.NOBODY)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.tenant', '7', true)")
    assert ask("SELECT current_setting('app.tenant', true)") == [("",)]
    with tenancy.in_tenant(7):
        assert ask("SELECT current_setting('app.tenant', true)") == [("7",)]
    assert ask("SELECT current_setting('app.tenant', true)") == [("",)]
    walls.see(tenancy.EVERYBODY)
