"""What the cells of a choice can say: the words of each language and the codes, read once for a whole file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.models import User
from customers.imports.words import folded
from customers.models import Customer, Industry
from partner_center.web.countries import countries


@dataclass(frozen=True, slots=True)
class Known:
    """For each field that is a choice: what may be said, and what it means."""

    kind: Mapping[str, Any]
    country: Mapping[str, Any]
    industry: Mapping[str, Any]
    account_manager: Mapping[str, Any]

    @classmethod
    def to(cls, user: User) -> "Known":
        sellers = User.objects.visible_to(user).account_managers().filter(partner=user.partner, is_active=True)
        return cls(
            kind=_in_every_language(lambda: [(kind.value, str(kind.label)) for kind in Customer.Kind]),
            country=_in_every_language(countries),
            industry={
                folded(word): entry
                for entry in Industry.objects.offered()
                for word in (entry.code, entry.name, entry.name_zh)
                if word
            },
            account_manager={folded(member.username): member for member in sellers},
        )


def _in_every_language(offered: Any) -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for code, name in offered():
                said[folded(name)] = said[folded(code)] = code
    return said


class WordField(forms.Field):
    """One of the words that are known; cleans to what it means. The sentences are those of the field that it is for."""

    def __init__(self, like: forms.Field, meanings: Mapping[str, Any]) -> None:
        super().__init__(label=like.label, required=like.required, error_messages=like.error_messages)
        self.meanings = meanings

    def to_python(self, value: Any) -> Any:
        text = folded(str(value or ""))
        if not text:
            return None
        if text not in self.meanings:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.meanings[text]
