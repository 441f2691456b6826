"""A GET reads: every page of the access table and of the operators' site, as everybody, with every statement seen."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from tests.access_table import PEOPLE, TABLE
from tests.support.browsers import clients_of
from tests.support.cells import open_to
from tests.support.things import as_told_by, references

_WRITE = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|COPY|ALTER|CREATE|DROP|WITH[^;]*\b(?:INSERT|UPDATE|DELETE)\b)",
    re.IGNORECASE,
)
#: Tables that a GET may write, and why.
MAY_CHANGE = {
    "django_session": "a message is shown once",
    "shared_cache": "django-allauth counts a HEAD of the sign-in page as an attempt",
}


class ReadsOnly:
    """Notes every writing statement that is sent while a page is fetched."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        if _WRITE.match(sql) and not any(f'"{table}"' in sql for table in MAY_CHANGE):
            self.sent.append(sql[:120])
        return execute(sql, params, many, context)


@pytest.mark.parametrize("row", [row for row in TABLE if "GET" in row.methods], ids=lambda row: row.address)
def test_a_page_of_the_product_only_reads(row, cast):
    clients, names, guard = clients_of(PEOPLE, cast), references(cast), ReadsOnly()
    for thing, person in open_to(row, only_first=True):
        with as_told_by(thing, cast), connection.execute_wrapper(guard):
            for query in ("", "?q=backup&sort=name&after=x~y", "?toggle=customer_name"):
                clients[person].get(row.address.format(it=names[thing]) + query)
                clients[person].head(row.address.format(it=names[thing]) + query)
    assert guard.sent == []


def test_a_page_of_the_operators_site_only_reads(cast):
    client, guard = clients_of(("olga",), cast)["olga"], ReadsOnly()
    client.get(reverse("admin:index"))  # The way in is written down once a session.
    names = [f"admin:{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
    pages = [reverse("admin:index"), *(reverse(f"{name}_changelist") for name in names)]
    client.get(pages[0])  # The way in is recorded, once a session.
    with connection.execute_wrapper(guard):
        statuses = {page: client.get(page).status_code for page in pages}
    assert set(statuses.values()) == {200}
    assert guard.sent == []


def test_the_guard_sees_a_write(cast):
    """Or the tests above would prove nothing."""
    guard = ReadsOnly()
    with connection.execute_wrapper(guard):
        cast.ann.save()
    assert len(guard.sent) == 1
