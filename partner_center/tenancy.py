"""The second wall: which tenant this transaction works for, as PostgreSQL's row-level security is told it.

Every statement sees the rows of one tenant, of nobody (then none), or, for platform operators and commands that say so,
of all. What is said here ends with the transaction: a pooled connection carries nothing to whoever gets it next.
Which rows of the tenant exist for a person is the first wall, `visible_to`; neither knows of the other.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

#: The settings that the policies read; partner_center/postgres/walls.py writes the policies.
TENANT, MEMBER, OPERATOR = "app.tenant", "app.member", "app.operator"

# The third word of set_config is always true: a setting that outlives its transaction would be a stranger's (L12).
_ENTER = (
    f"SELECT set_config('{TENANT}', coalesce(tenant_of_member(%(id)s)::text, ''), true),"
    f" set_config('{MEMBER}', %(id)s::bigint::text, true), set_config('{OPERATOR}', '', true)"
)
_ENTER_NAMED = (
    f"SELECT set_config('{TENANT}', coalesce(tenant_of_member(found.id)::text, ''), true),"  # noqa: S608 - ours
    f" set_config('{MEMBER}', coalesce(found.id::text, ''), true), set_config('{OPERATOR}', '', true)"
    " FROM (SELECT member_named(%(name)s) AS id) AS found"
)
_SET = f"SELECT set_config('{TENANT}', %s, true), set_config('{MEMBER}', %s, true), set_config('{OPERATOR}', %s, true)"
_NOW = (
    f"SELECT coalesce(current_setting('{TENANT}', true), ''), coalesce(current_setting('{MEMBER}', true), ''),"
    f" coalesce(current_setting('{OPERATOR}', true), '')"
)
NOBODY = ("", "", "")
EVERYBODY = ("", "", "on")


def enter_member(member_id: int) -> None:
    """Let this transaction see the member's tenant, or, of an operator, the own account alone."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_ENTER, {"id": member_id})


def enter_named(username: str) -> None:
    """The same for whoever has this user name: the moment of signing in. Nobody, if nobody has it."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_ENTER_NAMED, {"name": username})


def enter_operations() -> None:
    """Let this transaction see all tenants. Only the operators' site says so, after it has refused everybody else."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_SET, EVERYBODY)


def leave() -> None:
    """See nothing any more."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_SET, NOBODY)


def entered() -> int | None:
    """The tenant that this transaction works for; None outside of any."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_NOW)
        tenant = cursor.fetchone()[0]
    return int(tenant) if tenant else None


@contextmanager
def in_tenant(tenant_id: int, *, using: str = "default") -> Iterator[None]:
    """Work for one tenant, in a transaction: what a command or a public page does for somebody."""
    with _as((str(tenant_id), "", ""), using):
        yield


@contextmanager
def across_tenants(*, using: str = "default") -> Iterator[None]:
    """Work for all tenants, in a transaction: commands of whoever runs the installation."""
    with _as(EVERYBODY, using):
        yield


@contextmanager
def of_job(tenant_id: int | None) -> Iterator[None]:
    """Work for whoever put a job off: a tenant, or, where it was none, whoever runs the installation."""
    with across_tenants() if tenant_id is None else in_tenant(tenant_id):
        yield


@contextmanager
def _as(wanted: tuple[str, str, str], using: str) -> Iterator[None]:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(_NOW)
        before = cursor.fetchone()
        cursor.execute(_SET, wanted)
        yield
        cursor.execute(_SET, before)
