"""How many rows there are: never more than a thousand of them, and all counts of a page in one statement."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Subquery
from django.http import HttpRequest

#: Counts stop here: an exact count of a large filter costs more than the page (measured).
COUNTED = 1_000


def at_most(number: int, limit: int = COUNTED) -> str:
    """48, and 1,000+ for whatever is more."""
    return f"{limit:,}+" if number > limit else f"{number:,}"


class _Capped(Subquery):
    """The number of rows of a query that stops at its own limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


class Counts:
    """What a page counts, by name. The first number that is read asks for all of them."""

    def __init__(self, request: HttpRequest, found: Mapping[str, models.QuerySet[Any]] | None = None) -> None:
        self._request = request
        self._found = dict(found or {})

    def add(self, name: str, found: models.QuerySet[Any]) -> None:
        """Count these too. Whoever adds after a number was read comes too late, and gets a KeyError for it."""
        self._found[name] = found

    def number(self, name: str) -> int:
        """At most one more than COUNTED."""
        return self._numbers[name]

    def text(self, name: str) -> str:
        """The number as pages show it; nothing where nobody counts."""
        return at_most(self.number(name)) if name in self._found else ""

    @cached_property
    def _numbers(self) -> dict[str, int]:
        asked = [_Capped(found.order_by().values("pk")[: COUNTED + 1]) for found in self._found.values()]
        # The row of whoever asks carries the subqueries: it is always there, and found by its key.
        person = get_user_model()._default_manager.filter(pk=self._request.user.pk)
        numbers = person.values_list(*asked).get()
        # A query that is known to find nothing is not sent, and answers NULL.
        return {name: number or 0 for name, number in zip(self._found, numbers, strict=True)}
