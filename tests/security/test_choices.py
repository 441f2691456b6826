"""F-01, R08, R09: the name of a record in a body is looked up in the person's own scope, like one in an address.

Written by hand from the law (domain 3: who adds for which customer; tasks; transfer), never from the code. The cells
stand under the people of tests/access_table.py:

    Y  taken, and stored                    F  403
    n  the form again, nothing is stored    -  404
    i  sign-in first
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from accounts.denials import DENIED
from accounts.models import AuditEntry
from accounts.permissions import ALLOWED
from tests.access_table import OPPORTUNITY, PEOPLE, SALES
from tests.support.browsers import clients_of, written
from tests.support.figures import WHOLE
from tests.support.things import number_the_south_apart, references, undone

NEW = f"{SALES}/opportunities/new/"
OF_DRAFT = f"{SALES}/opportunities/drafts/{{draft}}/customer/"
TRANSFER = f"{OPPORTUNITY}/transfer/"
HTMX = {"HX-Request": "true", "HX-Target": "results"}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One input of one form, and what everybody gets for each record that may be named in it."""

    address: str
    name: str
    things: dict[str, str]
    #: Of the address: whose draft, which opportunity.
    at: str = ""


CUSTOMERS = {
    "ann's customer": "iiF YYF FFF nn",
    "ann's, preregistered": "iiF YYF FFF nn",
    "bob's customer": "iiF YnF FFF nn",
    "nobody's customer": "iiF YnF FFF nn",
    "Sky's customer": "iiF YYF FFF nn",
    "Sky's, preregistered": "iiF nnF FFF nn",
    "Sky's, unassigned": "iiF YYF FFF nn",
    "Copper's customer": "iiF YnF FFF nn",
    "max's customer": "iiF nnF FFF YY",
    "Delta's customer": "iiF nnF FFF Yn",
    "no customer": "iiF nnF FFF nn",
}
TARGETS = {
    "ann's target": "iiF YYF FFF --",
    "ann's target, of Sky": "iiF YYF FFF --",
    "ann's target, ended": "iiF FFF FFF --",
    "bob's target": "iiF Y-F FFF --",
    "max's target": "iiF --F FFF YY",
    "no target": "iiF --F FFF --",
}
ANN_S_DRAFT = {
    "ann's customer": "iiF -Y- --- --",
    "bob's customer": "iiF -n- --- --",
    "Sky's customer": "iiF -Y- --- --",
    "Sky's, preregistered": "iiF -n- --- --",
    "Copper's customer": "iiF -n- --- --",
    "max's customer": "iiF -n- --- --",
    "no customer": "iiF -n- --- --",
}
NORA_S_DRAFT = {
    "ann's customer": "iiF Y-- --- --",
    "Sky's, preregistered": "iiF n-- --- --",
    "Copper's customer": "iiF Y-- --- --",
    "max's customer": "iiF n-- --- --",
    "no customer": "iiF n-- --- --",
}
MAX_S_DRAFT = {
    "ann's customer": "iiF --- --- -n",
    "max's customer": "iiF --- --- -Y",
    "Delta's customer": "iiF --- --- -n",
}
#: Only an account manager of the distributor who is active and is not the owner already takes it.
RECEIVERS = {
    "bob": "iiF YFF --- --",
    "ann": "iiF nFF --- --",
    "nora": "iiF nFF --- --",
    "dirk": "iiF nFF --- --",
    "exit": "iiF nFF --- --",
    "sam": "iiF nFF --- --",
    "max": "iiF nFF --- --",
    "sue": "iiF nFF --- --",
    "olga": "iiF nFF --- --",
    "nobody": "iiF nFF --- --",
}
SOUTHS_RECEIVERS = {
    "ann": "iiF --- --- nF",
    "nora": "iiF --- --- nF",
    "max": "iiF --- --- nF",
    "dan": "iiF --- --- nF",
}
CHOICES = [
    Choice(address=NEW, name="customer", things=CUSTOMERS),
    Choice(address=NEW, name="chosen", things=CUSTOMERS),
    Choice(address=NEW, name="target", things=TARGETS),
    Choice(address=OF_DRAFT, at="ann's draft", name="customer", things=ANN_S_DRAFT),
    Choice(address=OF_DRAFT, at="ann's draft", name="chosen", things=ANN_S_DRAFT),
    Choice(address=OF_DRAFT, at="nora's draft", name="customer", things=NORA_S_DRAFT),
    Choice(address=OF_DRAFT, at="max's draft", name="customer", things=MAX_S_DRAFT),
    Choice(address=TRANSFER, at="ann's", name="to", things=RECEIVERS),
    Choice(address=TRANSFER, at="max's", name="to", things=SOUTHS_RECEIVERS),
]


class World:
    def __init__(self, cast) -> None:
        number_the_south_apart(cast)
        self.names = references(cast)
        self.clients = clients_of(PEOPLE, cast)

    def cells(self, choice: Choice) -> Iterator[tuple[str, str, str]]:
        for thing, cells in choice.things.items():
            for person, cell in zip(PEOPLE, cells.replace(" ", ""), strict=True):
                yield thing, person, cell

    def try_all(self, choice: Choice, tally) -> None:
        """As a page's form sends it, and as htmx does."""
        address = choice.address.format(draft=self.names.get(choice.at), it=self.names.get(choice.at))
        for thing, person, expected in self.cells(choice):
            # A body names a target as its reference, an address as a path.
            body = {choice.name: self.names.get(thing, thing).replace("/", "-")}
            for headers in ({}, HTMX) if WHOLE else ({},):
                found = self._cell(person, address, body, headers)
                tally(found == expected, f"{choice.name}={thing} at {address} as {person}: {found}, not {expected}")

    def _cell(self, person: str, address: str, body: dict[str, str], headers: dict[str, str]) -> str:
        before = written()
        with undone():
            answer = self.clients[person].post(address, body, headers=headers)
            # A refusal is written down, by its own transaction, and nothing but that.
            denied = answer.status_code == 403 and AuditEntry.objects.latest("pk").action == DENIED
            changed = written() - before - denied > 0
        if answer.status_code == 401 or (answer.status_code == 302 and answer["Location"].startswith("/signin/")):
            return "i"
        letter = {303: "Y", 422: "n", 403: "F", 404: "-"}.get(answer.status_code, str(answer.status_code))
        return letter if changed == (letter == "Y") else f"{letter}, and something was written: {changed}"


@pytest.fixture
def world(cast) -> World:
    return World(cast)


def test_what_a_body_names_is_looked_up_in_the_own_scope(world, figures):
    with figures.holds("F-01", "records named in bodies", fast=700, whole=1_400) as tally:
        for choice in CHOICES:
            world.try_all(choice, tally)


def test_a_flipped_cell_is_noticed(world, figures):
    flipped = replace(CHOICES[0], things={"bob's customer": "iiF YYF FFF nn"})
    with figures.bites("F-01", "the table lets ann add for bob's customer") as tally:
        world.try_all(flipped, tally)


def test_a_dropped_check_of_the_customer_is_noticed(world, monkeypatch, figures):
    """In the view alone: the verb decides again, but the answer is another one."""
    monkeypatch.setattr("opportunities.views.new.can_add_for", lambda *_who_and_what: ALLOWED)
    with figures.bites("F-01", "the wizard's first step asks no permission") as tally:
        world.try_all(CHOICES[0], tally)


def test_a_receiver_of_any_kind_is_noticed(world, monkeypatch, figures):
    monkeypatch.setattr("accounts.models.members.UserQuerySet.account_managers", lambda self: self)
    with figures.bites("F-01", "opportunities are transferred to anybody") as tally:
        world.try_all(CHOICES[-2], tally)
