"""What text is, wherever somebody types it: in Unicode's composed form, trimmed, of characters that can be seen.

Fields of pages (fields.py, search.py), of the operators' site and of sign-in read it here, each with its own sentences.
"""

import re
import unicodedata
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# SECURITY: these make a text read in another order than it is stored, so that a name can pose as another one.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
#: Composing takes four characters for one at the most. What is longer than that is too long however it is composed,
#: and composing it could take hours: the time grows with the square of a row of accents.
MOST_FOR_ONE = 4


def composed(text: str) -> str:
    """As it is stored: NFC, line feeds between lines, nothing around it."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def says_something(text: str) -> bool:
    """Spaces and invisible marks alone say nothing."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def fault(text: str, *, lines: bool) -> "StrOrPromise":
    """The sentence, about a {subject}, that says which characters the text must not hold; nothing if it holds none."""
    if _DIRECTION.search(text):
        return _("{subject} must not contain invisible direction characters")
    unseen = (unicodedata.category(character) in _UNSEEN for character in text if not (lines and character in "\n\t"))
    return _("{subject} contains characters that cannot be shown. Type it again") if any(unseen) else ""


class PlainField(forms.CharField):
    """A text of a form that Django makes from a model: as clean as what is typed on our own pages."""

    lines = False

    def to_python(self, value: object) -> str:
        text = str(value or "").strip()
        if self.max_length is not None and len(text) > MOST_FOR_ONE * self.max_length:
            return text  # The validator of its length says so.
        text = composed(text)
        if sentence := fault(text, lines=self.lines):
            raise ValidationError(str(sentence).format(subject=self.label), code="unwanted")
        return text if says_something(text) else ""


class PlainLinesField(PlainField):
    """The same with several lines."""

    lines = True


class PlainEmailField(PlainField, forms.EmailField):
    """An e-mail address."""
