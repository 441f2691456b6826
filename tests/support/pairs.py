"""What somebody hidden is asked by, each time together with what nobody ever had."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from customers.models import Customer
from tests.access_table import PEOPLE, TABLE
from tests.cast import Cast
from tests.support import probes
from tests.support.probes import Probe
from tests.support.things import NEVER

#: The texts by which a record could be asked for.
SAYABLE = ("number", "reference", "username", "name", "account_name", "mobile_digits")
#: Shorter names would be found in other words.
LONG_ENOUGH = 4

_SOUTH = ("south_associated", "delta_associated", "south_opportunity", "south_task", "south_target")
_SOUTH += ("max", "sue", "delta", "max_draft")
_NORTH = ("ann_associated", "sky_associated", "ann_opportunity", "running_task", "sky_target")
_NORTH += ("ann", "sky", "ann_draft")
_OF_COLLEAGUES = ("bob_associated", "bob_opportunity", "bob_target", "nora_draft")
_OF_THE_DISTRIBUTOR = ("ann_associated", "ann_sky_opportunity", "copper_associated", "ann_draft")
#: By person, what he must not learn of: another tenant, another's customers, what is not shared, another's draft.
HIDDEN = {
    "nora": _SOUTH,
    "dirk": _SOUTH + _OF_COLLEAGUES,
    "ann": _SOUTH + _OF_COLLEAGUES,
    "skye": _SOUTH + _OF_THE_DISTRIBUTOR,
    "sam": _OF_THE_DISTRIBUTOR,
    "sue": _NORTH,
    "max": _NORTH,
}


@dataclass(frozen=True)
class Pair:
    """The same request twice: once for what exists out of the person's scope, once for what nobody ever had."""

    foreign: Probe
    never: Probe
    word: str = ""
    never_word: str = ""
    #: The thing of the access table, which may need its own state of the world.
    thing: str = ""


def of_records(names: dict[str, str]) -> Iterator[Pair]:
    """Every cell of the access table that says "does not exist for this person", as a page, a fragment and a post."""
    for row in TABLE:
        never = next((NEVER[thing] for thing in row.things if thing in NEVER), "")
        for thing, cells in row.things.items():
            for person, cell in zip(PEOPLE, cells.replace(" ", ""), strict=True):
                for method, target in (("GET", ""), ("POST", ""), ("GET", "results")) if cell == "-" else ():
                    if method in row.methods and thing not in NEVER:
                        body = {**row.body, **probes.EYES} if method == "POST" else {}
                        ask = partial(Probe, person=person, method=method, target=target, body=body)
                        yield Pair(
                            ask(address=row.address.format(it=names[thing])),
                            ask(address=row.address.format(it=never)),
                            thing=thing,
                        )


def hidden_words(cast: Cast) -> dict[str, list[str]]:
    """By person, what the hidden things are called."""
    return {
        person: [word for name in names for word in _words(getattr(cast, name))] for person, names in HIDDEN.items()
    }


def _words(row) -> list[str]:
    row.refresh_from_db()
    found = [value for name in SAYABLE if len(value := getattr(row, name, "")) > LONG_ENOUGH]
    # A name with which another begins finds that one too, and by right: account1 finds account12.
    accounts = [*Customer.objects.values_list("account_name", flat=True)]
    found = [word for word in found if sum(account.startswith(word) for account in accounts) < 2]
    return [*found, str(row.pk)] if row._meta.model_name == "draft" else found


#: Where a number stands among one's own is told by the number itself, whoever has it: lists begin there.
_CURSOR, _NUMBERED = re.compile(r"[?&](?:before|after)="), re.compile(r"[A-Z]+-[0-9-]+")


def never(word: str) -> str:
    """A word of the same shape that nobody has: numbers that nobody was given, letters in no name."""
    if re.fullmatch(r"[0-9a-f-]{36}", word):
        return str(uuid.UUID(int=uuid.UUID(word).int ^ 1))
    if numbered := re.fullmatch(r"([A-Z]+-[\d-]*)(\d\d)", word):
        return f"{numbered[1]}50"
    if target := re.fullmatch(r"(MT-.+-CUS-\d{4})\d\d", word):
        return f"{target[1]}50"
    # It begins as the word does: a cursor stands before or after one's own numbers by its letters, whoever has it.
    rest = re.sub(r"[0-9]", "9", re.sub(r"[A-Z]", "X", re.sub(r"[a-z]", "x", word[1:])))
    return f"{word[0]}{rest}"


def of_words(hidden: dict[str, list[str]], own: dict[str, dict[str, str]]) -> Iterator[Pair]:
    """Every filter, search, cursor and choice, with every word that the person must not learn of."""
    for person, words in hidden.items():
        for word in words:
            mine = {person: own[person]} if person in own else {}
            asked = [*probes.of_words([word], (person,)), *probes.of_choices([word], mine)]
            other = [*probes.of_words([never(word)], (person,)), *probes.of_choices([never(word)], mine)]
            for foreign, nothing in zip(asked, other, strict=True):
                if not (_CURSOR.search(foreign.address) and _NUMBERED.fullmatch(word)):
                    yield Pair(foreign, nothing, word, never(word))
