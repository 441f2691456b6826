"""One signed-in client for each person of the cast, and what the database did meanwhile."""

import re

from django.db import connection
from django.test import Client

from accounts.sessions import go_on
from tests.cast import Cast

#: Nobody's name: asks without signing in.
STRANGER = "stranger"

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def client_of(person: str, cast: Cast) -> Client:
    """A browser in which the person has signed in (before being deactivated, if so)."""
    client = Client(raise_request_exception=False)
    if person != STRANGER:
        client.force_login(getattr(cast, person))
        # What the sign-in page does besides: the session's clock begins.
        session = client.session
        go_on(session)
        session.save()
    return client


def clients_of(people: tuple[str, ...], cast: Cast) -> dict[str, Client]:
    return {person: client_of(person, cast) for person in people}


def written() -> int:
    """How many rows this transaction has tried to insert, change or delete, those taken back included.

    In every table there is, so that a write that nobody thought of counts too; sessions and the counters of
    attempts (the shared cache) apart, which belong to no tenant.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_xact_user_tables"
            " WHERE relname NOT IN ('django_session', 'shared_cache')"
        )
        return int(cursor.fetchone()[0])


def seen(answer) -> tuple[int, bytes, dict[str, str]]:
    """An answer as somebody who compares would see it: status, bytes and headers, without the form token's noise.

    The token is masked anew for every answer by design, and each has its own request's id; nothing else may differ.
    """
    headers = {name: value for name, value in answer.headers.items() if name not in {"Set-Cookie", "X-Request-ID"}}
    return answer.status_code, _TOKEN.sub(b"", answer.content), headers
