"""What a member has in the rooms above, and how it passes to somebody else, without this room knowing them.

An app names each kind of record in its AppConfig.ready(), with the words for it, the rows that a member has, and the
verb that gives them on. Plain calls in a plain list, as in followers.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from partner_center.web.counts import Counts

if TYPE_CHECKING:
    # The apps name their records before any model is there.
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Belonging:
    """One kind of record that members have."""

    key: str
    label: str | Promise
    #: Dotted path of (member) -> the member's rows that would be given on.
    held: str
    #: Dotted path of the verb (member, to, by) -> how many were given on; `to` is None for nobody.
    give: str


_belongings: dict[str, Belonging] = {}


def belongs(belonging: Belonging) -> None:
    """Let this kind of record be handed over. Named twice, it counts once."""
    _belongings.setdefault(belonging.key, belonging)


def held_by(member: "User") -> Mapping[str, models.QuerySet[models.Model]]:
    """The rows of each kind that the member has."""
    return {key: import_string(kind.held)(member) for key, kind in _belongings.items()}


def holds_anything(member: "User") -> bool:
    return any(rows.exists() for rows in held_by(member).values())


def counted(request: HttpRequest, member: "User") -> list[tuple[str | Promise, str]]:
    """How many of each kind, in words, from one statement."""
    counts = Counts(request, held_by(member))
    return [(kind.label, counts.text(key)) for key, kind in _belongings.items()]


def hand_over(*, member: "User", to: "User | None", by: "User") -> dict[str, int]:
    """Give everything on, in the caller's transaction; how many of each kind, those of which there were some."""
    given = {key: import_string(kind.give)(member=member, to=to, by=by) for key, kind in _belongings.items()}
    return {key: number for key, number in given.items() if number}


def label_of(key: str) -> str:
    return str(_belongings[key].label)
