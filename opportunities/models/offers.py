"""What the five reference lists hold, read once for all the forms of a page: Drafts judges some thirty of them."""

from functools import cached_property

from django.db.models import IntegerField, Value

from customers.models import Industry
from customers.models.reference import ReferenceEntry
from marketing.models import Product
from opportunities.models.reference import BusinessSystem, Competitor, Provider

_LISTS: tuple[type[ReferenceEntry], ...] = (Industry, BusinessSystem, Provider, Competitor, Product)
_COLUMNS = ("id", "code", "name", "name_zh", "position", "active")


class Offers:
    """The entries of each list in the operator's order. Nothing is read before somebody asks."""

    def offered(self, model: type[ReferenceEntry]) -> list[ReferenceEntry]:
        """What may be chosen now."""
        return [entry for entry in self.all_of(model) if entry.active]

    def all_of(self, model: type[ReferenceEntry]) -> list[ReferenceEntry]:
        """Entries that are offered no more, too: old records keep them."""
        return self._entries[model]

    @cached_property
    def _entries(self) -> dict[type[ReferenceEntry], list[ReferenceEntry]]:
        """All lists have one shape, so that one statement reads them."""
        first, *others = (
            model._default_manager.order_by().values_list(Value(number, output_field=IntegerField()), *_COLUMNS)
            for number, model in enumerate(_LISTS)
        )
        found: dict[type[ReferenceEntry], list[ReferenceEntry]] = {model: [] for model in _LISTS}
        for number, *values in first.union(*others, all=True):
            model = _LISTS[number]
            found[model].append(model(**dict(zip(_COLUMNS, values, strict=True))))
        for entries in found.values():
            entries.sort(key=lambda entry: (entry.position, entry.code))
        return found
