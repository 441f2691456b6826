"""A list as an address asks for it: the one answer from which its page and its export are made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models

from partner_center.web.filters import FilterForm
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import Order, Row

Form = TypeVar("Form", bound=FilterForm)


@dataclass(frozen=True)
class Asked(Generic[Row, Form]):
    """Its rows, how they stand, and which columns the person wants to see; `load` adds what the columns read."""

    found: models.QuerySet[Row]
    filters: Form
    preferences: Preferences[Row]
    order: Order
    load: Callable[[models.QuerySet[Row]], models.QuerySet[Row]]

    @property
    def narrowed(self) -> int:
        """How many things narrow it: its filters, and a text to search for."""
        return self.filters.in_use() + bool(self.filters.text())

    def keys(self, most: int) -> list[int]:
        """The ids of all its rows in their order, or of so many: few bytes each, however much a row shows."""
        return list(self.found.order_by(*self.order.fields).values_list("pk", flat=True)[:most])
