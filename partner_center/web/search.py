"""The search box of a list. It looks into masked columns too, so very short texts, which would guess, are refused."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

from partner_center.web.fields import CleanCharField

#: More rows than this contain a common word: then walking the list meets them sooner than collecting them would.
FEW = 1_000

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


_BOX = forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"})


def refuse_guesses(text: str) -> None:
    """At least three characters, two of a script in which a character is a syllable (security requirement R24).

    What looks for a part of a masked value asks this, or the value could be read letter by letter.
    """
    if len(text) < (2 if _DENSE.search(text) else 3):
        raise ValidationError(_("Enter 3 characters or more, or 2 Chinese ones"))


class SearchField(CleanCharField):
    """What is searched for, long enough to be no guess."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(subject=_("The search text"), longest=100, required=False, widget=_BOX, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            refuse_guesses(value)


def ids_containing(function: str, text: str) -> list[int] | None:
    """The ids of the tenant's rows that contain the text, by the table's search function; None if they are many."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [text.lower(), FEW + 1])
        found = [row[0] for row in cursor.fetchall()]
    return found if len(found) <= FEW else None
