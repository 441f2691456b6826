"""Form fields that read what people type: text, money, whole numbers. Dates and months have date_fields.py.

Each is a plain text input, never type=number or type=date, and keeps the typed text when the form is shown
again. `subject` is the name of the field at the start of a sentence ("Tender date"), and its label unless
another is given; `enter` is the whole sentence for an empty one ("Enter the tender date").
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from partner_center.web import formats
from partner_center.web.plain_text import MOST_FOR_ONE, composed, fault, says_something

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0xFFE5: "¥",
    0xFFE1: "£",
}
#: More than anybody types for a number or a date; longer texts are not looked at.
LONGEST_TYPED = 60


def narrow(text: str) -> str:
    """The text with full-width digits and signs as ASCII, in lower case, single spaces between words.

    Nothing else is folded: NFKC would read a superscript or a circled digit as a digit.
    """
    return " ".join(text.translate(_FULL_WIDTH).casefold().split())


class TypedField(forms.Field):
    """What all fields here share: their sentences, and a text input that the browser doesn't fill.

    A kind of field with `echo_kind` says under its input how it has read the text, unless `echoes` is off.
    """

    echo_kind = ""

    def __init__(
        self,
        *,
        subject: "StrOrPromise",
        enter: "StrOrPromise | None" = None,
        echoes: bool = True,
        **options: Any,
    ) -> None:
        if enter is None and options.get("required", True):
            raise TypeError("a mandatory field needs the sentence `enter` for when it is empty")
        self.subject, self.echoes = subject, echoes and bool(self.echo_kind)
        self.enter = "" if enter is None else enter
        options.setdefault("label", subject)
        super().__init__(**options, error_messages=None if enter is None else {"required": enter})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        echo = {"data-echo": self.echo_kind} if self.echoes else {}
        return {**super().widget_attrs(widget), "autocomplete": "off", **echo}

    def echo(self, value: Any) -> str:
        """How the field reads the value, in words; nothing for what it can't read, which is no time for an error."""
        try:
            read = self.to_python(value)
        except ValidationError:
            return ""
        return "" if read in self.empty_values else self.in_words(read)

    def in_words(self, value: Any) -> str:
        return str(value)

    def refuse(self, sentence: "StrOrPromise", code: str, **words: "StrOrPromise") -> ValidationError:
        """The error whose sentence names this field where it says {subject} or {enter}."""
        message = format_lazy(sentence, subject=self.subject, enter=self.enter, **words)
        return ValidationError(message, code=code)


# --- Text ---------------------------------------------------------------------------------------------------


class CleanCharField(TypedField):
    """Text, trimmed and in Unicode's composed form; `lines` admits several, with line feeds between."""

    def __init__(self, *, longest: int, shortest: int = 0, lines: bool = False, **options: Any) -> None:
        self.longest, self.shortest, self.lines = longest, shortest, lines
        options.setdefault("widget", forms.Textarea(attrs={"rows": "5"}) if lines else forms.TextInput())
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        counter = {"data-counter": str(self.longest)} if self.lines else {}
        return {**super().widget_attrs(widget), **counter}

    def to_python(self, value: Any) -> str:
        text = str(value or "").strip()
        if len(text) > MOST_FOR_ONE * self.longest:
            raise self._too_long(len(text) - self.longest)
        text = composed(text)
        if sentence := fault(text, lines=self.lines):
            raise self.refuse(sentence, "unwanted")
        return text if says_something(text) else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and len(value) < self.shortest:
            sentence = _("{subject} must be {shortest} characters or more")
            raise self.refuse(sentence, "too_short", shortest=f"{self.shortest:,}")
        if len(value) > self.longest:
            raise self._too_long(len(value) - self.longest)

    def _too_long(self, excess: int) -> ValidationError:
        longest = f"{self.longest:,}"
        if not self.lines:
            return self.refuse(_("{subject} must be {longest} characters or fewer"), "too_long", longest=longest)
        sentence = _("{subject} must be {longest} characters or fewer. You have {excess} too many")
        return self.refuse(sentence, "too_long", longest=longest, excess=f"{excess:,}")


class EmailField(CleanCharField):
    """An e-mail address."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}))
        super().__init__(longest=254, **options)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            try:
                validate_email(value)
            except ValidationError:
                raise self.refuse(_("Enter an email address, like name@example.com"), "no_email") from None


# --- Numbers ------------------------------------------------------------------------------------------------

_CENT = Decimal("0.01")
#: A billion is one digit more than money may have.
MONEY_LIMIT = Decimal(1_000_000_000)
# What people write for a currency besides its code.
_SIGNS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "CNY": ("人民币", "rmb", "cn¥", "¥", "元"),
        "USD": ("us$", "$"),
        "HKD": ("hk$", "$"),
        "SGD": ("s$", "$"),
        "AUD": ("a$", "$"),
        "CAD": ("ca$", "$"),
        "EUR": ("€",),
        "GBP": ("£",),
        "JPY": ("¥", "円"),
        "INR": ("₹",),
        "KRW": ("₩",),
        "THB": ("฿",),
        "MYR": ("rm",),
        "BRL": ("r$",),
    }
)
_POWERS = {"": 0, "k": 3, "万": 4, "m": 6, "亿": 8}
_WHOLE = "[0-9]{1,3}(?P<comma>[ ,])[0-9]{3}(?:(?P=comma)[0-9]{3})*|[0-9]+"
_AMOUNT = re.compile(
    rf"(?P<sign>[+-]?)(?:(?P<whole>{_WHOLE})(?P<cents>\.[0-9]*)?|(?P<only_cents>\.[0-9]+))"
    " ?(?P<power>[km万亿]?)"
)


def read_amount(text: str, currency: str) -> Decimal | None:
    """The exact amount that the text says ("10,000", "USD 10k", "1万元"), or None when it is not one."""
    found = _AMOUNT.fullmatch(_without_currency(narrow(text), currency)) if len(text) <= LONGEST_TYPED else None
    if found is None:
        return None
    number = re.sub("[ ,]", "", found["whole"] or "0") + (found["cents"] or found["only_cents"] or "")
    # The exponent is ours: built this way, the number is exact however many digits were typed.
    return Decimal(f"{found['sign']}{number}E{_POWERS[found['power']]}")


def _without_currency(text: str, currency: str) -> str:
    for sign in (currency.casefold(), *_SIGNS.get(currency, ())):
        if text.startswith(sign):
            text = text.removeprefix(sign).lstrip()
            break
    for sign in (currency.casefold(), *_SIGNS.get(currency, ())):
        if text.endswith(sign):
            return text.removesuffix(sign).rstrip()
    return text


class MoneyField(TypedField):
    """An amount in one currency, as a Decimal with two places. A form sets `currency` when it knows it."""

    echo_kind = "money"

    def __init__(
        self, *, currency: str = "", zero_allowed: bool = False, example: str = "10,000", **options: Any
    ) -> None:
        self.zero_allowed, self.example = zero_allowed, example
        super().__init__(**options)
        self.currency = currency

    @property
    def currency(self) -> str:
        """The ISO code that stands before the input and may be typed with the number."""
        return self._currency

    @currency.setter
    def currency(self, code: str) -> None:
        self._currency = code
        self.widget.attrs["data-prefix"] = code

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal"}

    def prepare_value(self, value: Any) -> Any:
        return formats.amount(value) if isinstance(value, Decimal) else value

    def in_words(self, value: Any) -> str:
        return formats.money(value, self.currency)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal) or value in self.empty_values or not str(value).strip():
            return value if isinstance(value, Decimal) else None
        found = read_amount(str(value), self.currency)
        if found is None:
            raise self.refuse(_("{subject} must be a number, like {example}"), "not_a_number", example=self.example)
        if found < 0 or (not found and not self.zero_allowed):
            sentence = _("{subject} must be 0 or more") if self.zero_allowed else _("{subject} must be more than 0")
            raise self.refuse(sentence, "too_small")
        if found >= MONEY_LIMIT:
            raise self.refuse(_("{subject} must be less than 1 billion"), "too_large")
        # 10.500 is ten and a half here and ten thousand and a half elsewhere: three places are read in no way.
        if found != found.quantize(_CENT) or found.as_tuple().exponent == -3:
            raise self.refuse(_("{subject} can have 2 decimals at most"), "decimals")
        return abs(found.quantize(_CENT))


class WholeNumberField(TypedField):
    """A whole number from `minimum` to `maximum`."""

    def __init__(self, *, minimum: int, maximum: int, **options: Any) -> None:
        self.minimum, self.maximum = minimum, maximum
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric"}

    def to_python(self, value: Any) -> int | None:
        text = narrow(str(value if value is not None else ""))
        if not text:
            return None
        if re.fullmatch("[0-9]{1,9}", text) and self.minimum <= int(text) <= self.maximum:
            return int(text)
        raise self.refuse(
            _("{subject} must be a whole number from {minimum} to {maximum}"),
            "not_in_range",
            minimum=str(self.minimum),
            maximum=str(self.maximum),
        )
