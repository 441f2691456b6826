"""The countries of the world to choose from, in the language of the page."""

from functools import lru_cache

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, to_locale


def countries() -> list[tuple[str, str]]:
    """Two letters of ISO 3166 and the name, in the order of the names."""
    return _countries(to_locale(get_language() or settings.LANGUAGE_CODE))


def country_name(code: str) -> str:
    return dict(countries()).get(code, code)


@lru_cache(maxsize=8)
def _countries(locale: str) -> list[tuple[str, str]]:
    names = Locale.parse(locale).territories
    # Of two letters, Babel knows some that are no country: groups, former ones, and placeholders.
    none = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    found = [
        (code, str(name)) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in none
    ]
    return sorted(found, key=lambda country: country[1])
