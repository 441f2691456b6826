"""What tests do behind the wall: they see all tenants, while the requests that they send see what requests see.

A test's own statements and its client's requests share one connection and often one transaction, so the wall is put
down before a request begins and lifted when it is over, by the handlers of the test client.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.db import connection

from partner_center.tenancy import EVERYBODY, MEMBER, NOBODY, OPERATOR, TENANT

# Not local to a transaction, as the product's own are: tests that commit have none of their own.
_SET = (
    f"SELECT set_config('{TENANT}', %s, false), set_config('{MEMBER}', %s, false), set_config('{OPERATOR}', %s, false)"
)


def see(what: tuple[str, str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, what)


def asked_of(captured: Iterable[dict[str, str]]) -> list[str]:
    """The statements that a request sent, without those with which a test lifts the wall before and after it."""
    return [query["sql"] for query in captured if not re.match(r"SELECT set_config\(.*, false\)$", query["sql"])]


@contextmanager
def lifted() -> Iterator[None]:
    """All tenants for the test's own statements, and as in production for every request in between."""

    def down(**_kwargs: object) -> None:
        see(NOBODY)

    def up(**_kwargs: object) -> None:
        see(EVERYBODY)

    request_started.connect(down)
    request_finished.connect(up)
    see(EVERYBODY)
    try:
        yield
    finally:
        request_started.disconnect(down)
        request_finished.disconnect(up)
        if connection.connection is not None and not connection.needs_rollback:
            see(NOBODY)
