"""What narrows a list. A GET form: wrong values are left out and named, never an error page. Knows no model.

Each list's own form adds its fields, named as the address names them, and turns the good ones into a question.
"""

from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from partner_center.web import formats
from partner_center.web.date_fields import MonthOrDate
from partner_center.web.fields import MoneyField

#: Parts of an address that say where in a list one is; a changed filter begins at its top.
PLACE = ("after", "before", "from")
#: What a filter says that narrows nothing. A nought may narrow.
UNUSED: tuple[Any, ...] = (None, "", [])


class FilterForm(forms.Form):
    """A search box `q` and filters beside it. `good` holds what can be used of the address.

    `shown` is the address with what its silence stands for, where the form must show that as chosen. Its fields have
    ids of their own, for a page has other forms too.
    """

    use_required_attribute = False
    data: QueryDict

    def __init__(self, data: QueryDict, *, shown: QueryDict | None = None) -> None:
        #: Names of choices in the address that are none here.
        self.dropped: list[str] = []
        super().__init__(data if shown is None else shown, auto_id="filter_%s")
        self.address = data

    def full_clean(self) -> None:
        """A choice that is not offered comes from a link, for nobody can type it: it is left out, and no fault."""
        super().full_clean()
        self.dropped = [
            name for name in self.errors if isinstance(self.fields[name], forms.ChoiceField | forms.ModelChoiceField)
        ]
        for name in self.dropped:
            del self.errors[name]

    @property
    def good(self) -> dict[str, Any]:
        """The values that mean something here."""
        self.is_valid()
        return self.cleaned_data

    def text(self) -> str:
        """The text to search for; nothing while it is too short."""
        return str(self.good.get("q", ""))

    def narrowing(self) -> list[BoundField]:
        """The filters beside the search box."""
        return [field for field in self if field.name != "q"]

    def kept(self) -> list[tuple[str, str]]:
        """What stays of the address when other filters are applied: how the rows stand."""
        return [("sort", str(self.address["sort"]))] if "sort" in self.address else []

    def ignored(self) -> str:
        """One line about values of the link that mean nothing here."""
        names = [name for name in self.fields if name != "q" and (name in self.errors or name in self.dropped)]
        values = [f"{name}={value}" for name in names for value in self.address.getlist(name)]
        if not values:
            return ""
        text = _("Some filters in this link are not available here and were ignored: %(values)s.")
        return text % {"values": formats.listed(values)}

    def tokens(self) -> list[tuple[str, str]]:
        """The filters in use in words, each with the address that is left when it is taken away."""
        return [
            (formats.labelled(bound.label, self._said(bound, value)), self._without(bound.name, value))
            for bound in self.narrowing()
            if self.good.get(bound.name) not in UNUSED
            for value in self.address.getlist(bound.name)
            if value
        ]

    def in_use(self) -> int:
        """How many values of the address narrow the list, the search box apart: as many as there are tokens."""
        return len(self.tokens())

    @property
    def narrows(self) -> bool:
        """Whether an empty list may be empty because of what was asked for."""
        return bool(self.text() or self.in_use())

    def _said(self, bound: BoundField, value: str) -> str:
        if isinstance(bound.field, forms.ModelChoiceField):
            return str(self.good[bound.name])
        if isinstance(bound.field, forms.ChoiceField):
            return str(dict(bound.field.choices)[value])  # type: ignore[arg-type]
        return _in_words(bound.field, self.good[bound.name], value)

    def _without(self, name: str, value: str) -> str:
        query = self.address.copy()
        for place in PLACE:
            query.pop(place, None)
        query.setlist(name, [other for other in query.getlist(name) if other != value])
        return f"?{query.urlencode()}"


def _in_words(field: forms.Field, good: Any, typed: str) -> str:
    """A value as the lists say it, however it was typed."""
    if isinstance(good, MonthOrDate):
        return formats.month(good.date) if good.is_month else formats.day(good.date)
    if isinstance(good, date):
        return formats.day(good)
    return field.in_words(good) if isinstance(field, MoneyField) else typed
