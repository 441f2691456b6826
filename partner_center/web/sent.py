"""Which names a page's form sends. What else arrives is ignored by the form, and told to whoever asks here.

A route says beside its address what its page sends: names of its forms, and the hidden ones around them. A number
inside a name is written "#": "line-#-product" stands for the product of every line.
"""

import re
from collections.abc import Collection

from django import forms
from django.http import QueryDict

#: What any page may send: the form's token, the button that was pressed, and the eyes.
CONTROLS = frozenset({"csrfmiddlewaretoken", "action", "toggle", "shown"})

_NUMBER = re.compile(r"-[0-9]{1,3}-")


def names_of(*asked: type[forms.Form], prefix: str = "") -> frozenset[str]:
    """The names of all fields of these forms."""
    return frozenset(f"{prefix}{name}" for form in asked for name in form.base_fields)


def is_one_of(name: str, expected: Collection[str]) -> bool:
    return _NUMBER.sub("-#-", name) in expected


def unexpected(data: QueryDict, expected: Collection[str]) -> list[str]:
    """The names that no control of the page has, in the order of the alphabet."""
    return sorted(name for name in data if name not in CONTROLS and not is_one_of(name, expected))
