"""Who comes with a link that was sent: a stranger, whose token finds one row and one tenant, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.db import connection, models
from django.http import HttpRequest, HttpResponse

from partner_center import tenancy
from partner_center.web.errors import too_many
from partner_center.web.page import page
from partner_center.web.throttle import asks_too_often
from partner_center.web.tokens import digest

#: Whoever has a link asks some ten times; whoever guesses tokens would have to ask far oftener.
MOST_A_MINUTE = 60

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Link(Generic[Row]):
    """One kind of link. Decorates the public view, which gets the row in the token's place.

    What never was, was used, was withdrawn or is too old is not told apart, neither by the words nor by the way there.
    """

    #: The function of the database that answers tenant and key for a token's digest.
    finds: str
    #: Reads the row of a key; None if it leads nowhere any more.
    opens: Callable[[Any], Row | None]
    #: The page for every token that opens nothing: the same bytes whatever became of it.
    closed: str

    @contextmanager
    def opened(self, token: str) -> Iterator[Row | None]:
        """The row that the token opens, with its tenant entered for as long as the block runs."""
        with connection.cursor() as cursor:
            cursor.callproc(self.finds, [digest(token)])
            found = cursor.fetchone()
        if found is None:
            yield None
            return
        with tenancy.in_tenant(found[0]):
            yield self.opens(found[1])

    def __call__(self, view: Callable[[HttpRequest, Row], HttpResponse]) -> Callable[..., HttpResponse]:
        @login_not_required
        @wraps(view)
        def public(request: HttpRequest, token: str) -> HttpResponse:
            if asks_too_often(self.finds, most=MOST_A_MINUTE):
                return too_many(request)
            with self.opened(token) as row:
                answer = self.refuse(request) if row is None else view(request, row)
            answer["Cache-Control"] = "no-store"
            return answer

        return public

    def refuse(self, request: HttpRequest) -> HttpResponse:
        return page(request, self.closed, {}, status=404)
