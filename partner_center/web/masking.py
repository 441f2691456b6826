"""Masks of sensitive values, and the cells that carry them to a page.

Pure, and blind to who asks: whether a value may be shown is decided before `conceal` is called. A cell that
is not shown holds no clear value, so that no template can leak it. The number of stars is fixed for each
kind: a mask never tells how long the value is.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partner_center.web.formats import nothing


class Kind(StrEnum):
    """The kinds of sensitive values; each has its own mask."""

    COMPANY = "company"
    ACCOUNT = "account"
    PERSON = "person"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Masked:
    """A cell: its mask, and the clear value only where somebody has asked for it and may see it."""

    mask: str
    # Kept out of repr, which ends in logs and error reports.
    clear: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.mask


def conceal(kind: Kind, value: str | None, *, shown: bool) -> Masked:
    """The cell of a value; `shown` says that this reveal was asked for, allowed and recorded."""
    text = value or ""
    return Masked(mask=MASKS[kind](text), clear=text if shown else None)


# --- Masks --------------------------------------------------------------------------------------------------

# Kana, Han with its extensions and compatibility forms, hangul: one character says a syllable or more.
_DENSE_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
# ITU E.164: zones 1 and 7 have one digit, these have two, all others three.
_COUNTRY_CODE = re.compile(
    "1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3}",
)


def company(value: str) -> str:
    """Northwind Foods Ltd -> Nor*****td."""
    text = tidy(value)
    start, shortest = (2, 5) if _DENSE_SCRIPT.search(text) else (3, 7)
    return _ends(text, start=start, shortest=shortest, stars="*****")


def account(value: str) -> str:
    """hw_00042demo -> hw_****mo."""
    return _ends(tidy(value), start=3, shortest=7, stars="****")


def person(value: str) -> str:
    """Anna Karlsson -> A*** K***, and a Chinese name keeps its first character."""
    text = tidy(value)
    if _DENSE_SCRIPT.search(text):
        return f"{text[0]}**"
    return " ".join(f"{word[0]}***" for word in text.split())


def phone(value: str) -> str:
    """+86 13812345678 -> +86 138****5678; too short a number shows nothing."""
    text = unicodedata.normalize("NFKC", value).strip()
    digits = re.sub("[^0-9]", "", text)
    if not text:
        return ""
    code = _COUNTRY_CODE.match(digits) if text.startswith("+") else None
    national = digits[code.end() :] if code else digits
    prefix = f"+{code.group()} " if code else ""
    if len(national) >= 10:
        return f"{prefix}{national[:3]}****{national[-4:]}"
    return f"{prefix}****{national[-2:]}" if len(national) >= 7 else f"{prefix}****"


def email(value: str) -> str:
    """li.wei@example.cn -> l***@e***.cn; one or two characters before the @ show nothing of themselves."""
    text = tidy(value)
    if not text:
        return ""
    local, at, domain = text.rpartition("@")
    domain = domain.lstrip(".")
    if not at or not domain:
        return "***"
    host, dot, last_label = domain.rpartition(".")
    start = local[0] if len(local) > 2 else ""
    return f"{start}***@{domain[0]}***{dot}{last_label if host else ''}"


MASKS: Mapping[Kind, Callable[[str], str]] = MappingProxyType(
    {
        Kind.COMPANY: company,
        Kind.ACCOUNT: account,
        Kind.PERSON: person,
        Kind.PHONE: phone,
        Kind.EMAIL: email,
    }
)


def tidy(value: str) -> str:
    """The value as masks see it: composed, so that an accent is no character of its own, and trimmed."""
    return unicodedata.normalize("NFC", value).strip()


def _ends(text: str, *, start: int, shortest: int, stars: str) -> str:
    """The first characters and the last two, where enough stays hidden between them; else the first alone."""
    if len(text) < shortest:
        return f"{text[0]}{stars}" if text else ""
    return f"{text[:start]}{stars}{text[-2:]}"


# --- Pages --------------------------------------------------------------------------------------------------


def spoken(mask: str) -> str:
    """What a screen reader says instead of spelling stars."""
    start = mask.partition("*")[0]
    return _("%(start)s, rest hidden") % {"start": start.strip()} if start else _("Hidden")


def render(cell: Masked) -> SafeString:
    """The cell as HTML. A shown one brings its mask along for print, where paper stays masked."""
    if not cell.mask:
        return nothing()
    if cell.clear is None:
        return format_html(
            '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>',
            cell.mask,
            spoken(cell.mask),
        )
    return format_html(
        '<bdi class="pc-clear">{}</bdi><span class="pc-mask" aria-hidden="true">{}</span>',
        cell.clear,
        cell.mask,
    )
