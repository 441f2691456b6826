"""F-04: what is out of one's scope cannot be told from what never existed: not by status, bytes, headers or time."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from html import escape
from statistics import median
from time import perf_counter, sleep
from urllib.parse import quote, quote_plus

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.access import visible_or_404
from customers.models import Customer
from tests.access_table import PEOPLE, SALES, TABLE
from tests.support.browsers import clients_of, seen
from tests.support.figures import WHOLE
from tests.support.pairs import Pair, hidden_words, of_records, of_words
from tests.support.probes import Probe
from tests.support.things import as_told_by, number_the_south_apart, references, undone

#: The medians of so many answers may differ by so much.
SAMPLES, ROUTES = (200, 10) if WHOLE else (15, 3)
MILLISECONDS = 5.0
_RANDOM = re.compile(rb'name="submission_id" value="[^"]+"')


def _lengthen_user_names(cast) -> None:
    """Three letters stand in many a word of a page, and could not be told from it."""
    for member in (cast.ann, cast.max, cast.sue):
        type(member).objects.filter(pk=member.pk).update(username=f"{member.username}-the-rival")


class World:
    def __init__(self, cast) -> None:
        number_the_south_apart(cast)
        _lengthen_user_names(cast)
        self.cast, self.names = cast, references(cast)
        self.clients = clients_of(PEOPLE, cast)
        drafts = {"nora": cast.nora_draft, "ann": cast.ann_draft, "max": cast.max_draft}
        things = {"nora": "ann's", "ann": "ann's", "max": "max's"}
        self.own = {
            person: {
                "draft": f"{SALES}/opportunities/drafts/{draft.pk}/",
                "opportunity": f"{SALES}/opportunities/{self.names[things[person]]}/",
            }
            for person, draft in drafts.items()
        }

    def pairs(self) -> list[Pair]:
        found = [*of_records(self.names), *of_words(hidden_words(self.cast), self.own)]
        # In full, all records and each third word: every filter meets every person's words, not each of both.
        records = [pair for pair in found if pair.thing]
        words = [pair for pair in found if not pair.thing]
        return [*records, *words[::3]] if WHOLE else found[:: len(found) // 100]

    def told_apart(self, pair: Pair) -> str:
        """What differs between the two answers, the word itself apart, which some pages repeat."""
        with as_told_by(pair.thing, self.cast):
            foreign = _seen(self._ask(pair.foreign), pair.word)
        nothing = _seen(self._ask(pair.never), pair.never_word)
        named = zip(("status", "bytes", "headers"), foreign, nothing, strict=True)
        return ", ".join(name for name, one, other in named if one != other)

    def _ask(self, probe: Probe):
        with undone():
            return probe.send(self.clients[probe.person])


def _seen(answer, word: str) -> tuple[int, bytes, dict[str, str]]:
    status, content, headers = seen(answer)
    text, said = _RANDOM.sub(b"", content).decode(), str(headers)
    written = {word, quote(word), quote_plus(word), escape(word)} if word else set()
    # An address that stands in another one is written twice over. The longest form first: others are parts of it.
    for form in sorted(written | {quote(form, safe="") for form in written}, key=len, reverse=True):
        text, said = text.replace(form, "…"), said.replace(form, "…")
    return status, text.encode(), {"all": said}


@pytest.fixture
def world(cast) -> Iterator[World]:
    """The clock stands, or pages would differ by the second of their reading."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield World(cast)


def test_what_is_hidden_looks_as_if_it_never_existed(world, figures):
    with figures.holds("F-04", "foreign against never existing", fast=100, whole=3_000) as tally:
        for pair in world.pairs():
            different = world.told_apart(pair)
            tally(not different, f"{pair.foreign}: {different}")


def test_what_a_rival_calls_by_the_same_number_changes_nothing(cast, figures):
    """Numbers are counted in each tenant. With the rival's twin there and away, every answer is the same."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        addresses = _own_addresses(cast)
        clients = clients_of(PEOPLE, cast)
        with figures.holds("F-04", "with and without a rival's twin", fast=20, whole=100) as tally:
            for person, address in addresses if WHOLE else addresses[::6]:
                with undone():
                    together = _seen(clients[person].get(address), "")
                with undone():
                    number_the_south_apart(cast)
                    alone = _seen(clients[person].get(address), "")
                tally(together == alone, f"{address} as {person}")


def _own_addresses(cast) -> list[tuple[str, str]]:
    """Every page of North that names a number which South has too."""
    names = references(cast)
    theirs = {str(row) for row in (cast.south_associated, cast.delta_associated, cast.south_opportunity)}
    theirs |= {str(cast.south_task)}
    shared = [thing for thing, name in names.items() if any(number in name for number in theirs)]
    assert len(shared) > 2
    return [
        (person, row.address.format(it=names[thing]))
        for row in TABLE
        for thing in row.things
        if thing in shared and "GET" in row.methods
        for person in ("nora", "ann", "dirk", "skye", "sam")
    ]


def _timed(world: World, probe: Probe) -> float:
    begun = perf_counter()
    world._ask(probe)
    return (perf_counter() - begun) * 1000


def _between_medians(world: World, pair: Pair, samples: int) -> float:
    """Milliseconds between what is hidden and what never was, asked in turn."""
    times = [(_timed(world, pair.foreign), _timed(world, pair.never)) for _turn in range(samples)]
    hidden, nothing = zip(*times, strict=True)
    return abs(median(hidden) - median(nothing))


def _tells_by_time(world: World, pair: Pair) -> str:
    """How far apart the medians are, if they stay apart when more is asked: the machine has other things to do."""
    for samples in (SAMPLES, 2 * SAMPLES, 4 * SAMPLES):
        apart = _between_medians(world, pair, samples)
        if apart < MILLISECONDS:
            return ""
    return f"{pair.foreign}: {apart:.1f} ms"


def test_time_does_not_tell_either(cast, figures):
    world = World(cast)
    pages = {
        pair.foreign.address.replace(world.names[pair.thing], "{it}"): pair
        for pair in of_records(world.names)
        if pair.foreign.method == "GET" and not pair.foreign.target and not pair.thing.endswith("shared")
    }
    assert len(pages) >= 10
    with figures.holds("F-04", "routes whose median times differ by less than 5 ms", fast=3, whole=10) as tally:
        for pair in [*pages.values()][:: len(pages) // ROUTES][:ROUTES]:
            late = _tells_by_time(world, pair)
            tally(not late, late)


def _telling(tell: Callable[[], None]) -> Callable:
    """The real lookup, which lets something be known about a row that exists for somebody else."""

    def lookup(visible, **wanted):
        try:
            return visible_or_404(visible, **wanted)
        except Http404:
            if Customer.objects.filter(**wanted).exists():
                tell()
            raise

    return lookup


def _refuse() -> None:
    raise PermissionDenied


def _of_bobs_customer(world: World) -> Pair:
    """ann asks for a customer of her colleague."""
    [pair] = [
        pair
        for pair in of_records(world.names)
        if pair.thing == "bob's customer"
        and pair.foreign.person == "ann"
        and pair.foreign.method == "GET"
        and not pair.foreign.target
        and pair.foreign.address.endswith(f"/{world.names[pair.thing]}/")
    ]
    return pair


def test_a_403_for_what_is_hidden_is_noticed(world, monkeypatch, figures):
    monkeypatch.setattr("customers.views.found.visible_or_404", _telling(_refuse))
    pair = _of_bobs_customer(world)
    with figures.bites("F-04", "403 for what is hidden") as tally:
        different = world.told_apart(pair)
        tally(not different, different)


def test_a_slower_answer_for_what_is_hidden_is_noticed(cast, monkeypatch, figures):
    world = World(cast)
    monkeypatch.setattr("customers.views.found.visible_or_404", _telling(partial(sleep, 0.03)))
    with figures.bites("F-04", "a slower answer for what is hidden") as tally:
        late = _tells_by_time(world, _of_bobs_customer(world))
        tally(not late, late)
