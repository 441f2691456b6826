"""How many rows there are, and what they sum up to: never more than a thousand, and all of a page in one statement."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Subquery
from django.http import HttpRequest

#: Counts stop here: an exact count of a large filter costs more than the page (measured).
COUNTED = 1_000


def at_most(number: int, limit: int = COUNTED) -> str:
    """48, and 1,000+ for whatever is more."""
    return f"{limit:,}+" if number > limit else f"{number:,}"


class _Capped(Subquery):
    """The number of rows of a query that stops at its own limit, and the sums of its columns beside it."""

    output_field = ArrayField(models.DecimalField(max_digits=30, decimal_places=2))

    def __init__(self, found: models.QuerySet[Any], summed: Mapping[str, Any]) -> None:
        rows = found.order_by().values(**summed) if summed else found.order_by().values("pk")
        figures = ", ".join(["COUNT(*)::numeric", *(f"SUM({name})" for name in summed)])
        # SECURITY: the names are keywords of our own code, never words of a request.
        template = f"(SELECT ARRAY[{figures}] FROM (%(subquery)s) counted)"  # noqa: S608
        super().__init__(rows[: COUNTED + 1], template=template)


class Counts:
    """What a page counts, by name. The first number that is read asks for all of them."""

    def __init__(self, request: HttpRequest, found: Mapping[str, models.QuerySet[Any]] | None = None) -> None:
        self._request = request
        self._found = dict(found or {})
        self._summed: dict[str, Mapping[str, Any]] = {}

    def add(self, name: str, found: models.QuerySet[Any], **summed: Any) -> None:
        """Count these too, and sum expressions of them up under the names they get here.

        Whoever adds after a number was read comes too late, and gets a KeyError for it.
        """
        self._found[name] = found
        self._summed[name] = summed

    def leave_out(self, name: str) -> None:
        """Count these not: their number is known."""
        self._found.pop(name, None)

    def __contains__(self, name: str) -> bool:
        return name in self._found

    def number(self, name: str) -> int:
        """At most one more than COUNTED."""
        return int(self._figures[name][0])

    def sums(self, name: str) -> dict[str, Decimal]:
        """The sums of all its rows; none where there are more than are counted: part of a sum says nothing."""
        number, *sums = self._figures[name]
        names = self._summed[name]
        return {} if number > COUNTED else {key: value or Decimal(0) for key, value in zip(names, sums, strict=True)}

    def text(self, name: str) -> str:
        """The number as pages show it; nothing where nobody counts."""
        return at_most(self.number(name)) if name in self._found else ""

    @cached_property
    def _figures(self) -> dict[str, list[Decimal]]:
        summed = [self._summed.get(name, {}) for name in self._found]
        asked = [_Capped(found, sums) for found, sums in zip(self._found.values(), summed, strict=True)]
        # The row of whoever asks carries the subqueries: it is always there, and found by its key.
        person = get_user_model()._default_manager.filter(pk=self._request.user.pk)
        numbers = person.values_list(*asked).get()
        # A query that is known to find nothing is not sent, and answers NULL.
        nothing = [[Decimal(0)] * (1 + len(sums)) for sums in summed]
        return {name: found or none for name, found, none in zip(self._found, numbers, nothing, strict=True)}
