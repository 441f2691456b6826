"""F-11: every refusal of a signed-in person is in the audit log, once, with the rule and without a name."""

import pytest

from accounts import middleware
from accounts.denials import DENIED
from accounts.models import AuditEntry
from tests.access_table import PEOPLE, TABLE
from tests.support.browsers import clients_of
from tests.support.figures import WHOLE, Tally
from tests.support.things import as_told_by, references

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE") if WHOLE else ("GET",)


@pytest.fixture
def world(cast):
    return cast, clients_of(PEOPLE, cast), references(cast)


def refuse(tally: Tally, world, rows) -> None:
    """Everybody asks for what the access table refuses: one long transaction, unlike any of the product's."""
    cast, clients, names = world
    for row in rows:
        for thing, cells in row.things.items():
            with as_told_by(thing, cast):
                for person, cell in zip(PEOPLE, cells.replace(" ", ""), strict=True):
                    for method in METHODS if cell == "F" else ():
                        address = row.address.format(it=names[thing])
                        tally(_recorded(clients[person], method, address, person), f"{method} {address} as {person}")


def _recorded(client, method: str, address: str, person: str) -> bool:
    """Whether the refusal left one line and no other; what is no refusal (405) leaves none."""
    before = set(AuditEntry.objects.filter(action=DENIED).values_list("pk", flat=True))
    status = client.generic(method, address).status_code
    lines = list(AuditEntry.objects.filter(action=DENIED).exclude(pk__in=before))
    if status != 403:
        return not lines
    said = [(line.subject, line.details.get("method"), bool(line.details.get("rule"))) for line in lines]
    return said == [(person, method, True)]


def test_every_refusal_is_recorded(world, figures):
    with figures.holds("F-11", "refused requests in the audit log", fast=150, whole=700) as tally:
        refuse(tally, world, TABLE)


def test_a_forgotten_refusal_is_noticed(world, figures, monkeypatch):
    monkeypatch.setattr(middleware, "record_denial", lambda request: None)
    with figures.bites("F-11", "refusals not recorded") as tally:
        refuse(tally, world, [row for row in TABLE if row.address.endswith("/audit/")])
