"""What a rival would send: every address with every name, every filter with every word, every id in a body."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.access_table import SALES, TABLE, Row

#: Whose browser asks. Strangers, those who left and operators get no page at all (tests/test_access.py).
INSIDERS = ("nora", "ann", "bob", "dirk", "skye", "sam", "sid", "cora", "sue", "max", "dan")
#: The fragments that any page has.
FRAGMENTS = ("results", "record", "progress", "activity", "dialog", "dependent")
#: Lists, and the names by which they can be asked for somebody's or something's rows.
LISTS = {
    f"{SALES}/opportunities/mine/": ("q", "owner", "target", "industry", "after"),
    f"{SALES}/opportunities/resellers/": ("q", "owner", "reseller", "target", "before"),
    f"{SALES}/opportunities/new/": ("q", "customer", "after"),
    f"{SALES}/opportunities/new/?group=resellers": ("q", "customer"),
    f"{SALES}/opportunities/drafts/": ("discarded", "after"),
    f"{SALES}/customers/mine/": ("q", "industry", "after"),
    f"{SALES}/customers/resellers/": ("q", "before"),
    f"{SALES}/marketing-tasks/": ("q", "after"),
    f"{SALES}/marketing-tasks/?kind=renewal": ("q",),
}
#: Forms that take the name of a record, and what they call it.
CHOICES = {
    f"{SALES}/opportunities/new/": ("customer", "chosen", "target"),
    "{draft}customer/": ("customer", "chosen", "target"),
    "{opportunity}transfer/": ("to",),
    "{opportunity}progress/new/": ("corrects",),
    "{opportunity}modify/basic/": ("owner", "customer", "industry"),
}
#: Both eyes of a list, and those of a record: what is masked is asked for in the clear.
EYES = {
    "toggle": "customer_name",
    "shown": ["customer_account", "account_manager", "reseller", "phone", "email", "contact", "authors"],
}


@dataclass(frozen=True, kw_only=True)
class Probe:
    """One request of one person."""

    person: str
    address: str
    method: str = "GET"
    body: dict[str, object] = field(default_factory=dict)
    target: str = ""

    def send(self, client: Client) -> HttpResponse:
        headers = {"HX-Request": "true", "HX-Target": self.target} if self.target else {}
        form = urlencode(self.body, doseq=True)
        return client.generic(self.method, self.address, form, "application/x-www-form-urlencoded", headers=headers)

    @property
    def sent(self) -> tuple[str, str]:
        return self.address, urlencode(self.body, doseq=True)

    def __str__(self) -> str:
        return f"{self.method} {self.address} as {self.person}, {self.body or ''} {self.target}"


def of_records(names: dict[str, str], people: tuple[str, ...] = INSIDERS) -> Iterator[Probe]:
    """Every address with every thing that its row names: as a page, as each fragment, and with every eye open."""
    for row in TABLE:
        for thing in row.things:
            address = row.address.format(it=names[thing])
            for person in people:
                yield from _ways(row, address, person)


def _ways(row: Row, address: str, person: str) -> Iterator[Probe]:
    if "GET" in row.methods:
        yield Probe(person=person, address=address)
        for fragment in FRAGMENTS if row.address.startswith(SALES) else ():
            yield Probe(person=person, address=address, target=fragment)
    if "POST" in row.methods and row.address.startswith(SALES):
        yield Probe(person=person, address=address, method="POST", body={**EYES, **row.body})


def of_words(words: list[str], people: tuple[str, ...] = INSIDERS) -> Iterator[Probe]:
    """Every filter of every list with every word, as a page, as a fragment, and with the eyes open."""
    for address, parameters in LISTS.items():
        joint = "&" if "?" in address else "?"
        for parameter in parameters:
            for word in words:
                asked = f"{address}{joint}{urlencode(_asking(parameter, word))}"
                for person in people:
                    yield Probe(person=person, address=asked)
                    yield Probe(person=person, address=asked, target="results")
                    yield Probe(
                        person=person, address=f"{asked}&{urlencode({'since': _earlier()})}", target="freshness"
                    )
                    yield Probe(person=person, address=asked, method="POST", body={**EYES})


def _asking(parameter: str, word: str) -> dict[str, str]:
    """A cursor is a value and a number: of the usual order, or of the order by number."""
    match parameter:
        case "after":
            return {"after": f"{_earlier()}~{word}"}
        case "before":
            return {"before": f"{word}~{word}", "sort": "number"}
        case _:
            return {parameter: word}


def _earlier() -> str:
    """A moment of which a list that is still on screen may ask what changed since."""
    return (timezone.now() - timedelta(hours=20)).isoformat(timespec="seconds")


def of_choices(words: list[str], own: dict[str, dict[str, str]]) -> Iterator[Probe]:
    """Every form that takes the name of a record, with every word; `own` says which records each person has."""
    for address, parameters in CHOICES.items():
        for person, records in own.items():
            for parameter in parameters:
                for word in words:
                    yield Probe(person=person, address=address.format(**records), method="POST", body={parameter: word})
