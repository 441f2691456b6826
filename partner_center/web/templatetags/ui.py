"""What templates need to draw controls: icons, and form widgets with their classes.

A tag here knows no model and no page. Numbers, money and dates have formats.py.
"""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha384
from typing import Any

from django import forms, template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale
from lucide.templatetags.lucide import lucide

register = template.Library()

#: In text, and in buttons that show nothing else (interface.md 7.5).
ICON_SIZES = (16, 20)


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """{% icon "eye" %}: decoration only, so whatever it stands in needs words."""
    if size not in ICON_SIZES:
        raise ValueError(f"An icon is 16 or 20 px, not {size}.")
    return _drawn(str(name), size)


@lru_cache(maxsize=256)
def _drawn(name: str, size: int) -> SafeString:
    """Drawing parses a file and takes some 60 microseconds, which a list would pay hundreds of times."""
    attributes = {"aria_hidden": "true", "focusable": "false", "class": "pc-icon"}
    drawing = lucide(name, size=size, **attributes)
    # SECURITY: the markup is the package's own file, chosen by a name that only templates and our code give.
    return SafeString(" ".join(drawing.split()).replace("> <", "><"))


# --- Chips -------------------------------------------------------------------------------------------------

_CHIP_ICONS = {
    "won": "circle-check",
    "ok": "circle-check",
    "paused": "pause",
    "lost": "x",
    "warn": "triangle-alert",
}


@register.simple_tag
def chip(label: str | Promise, kind: str = "neutral", number: int | str = "") -> SafeString:
    """A phase or a state in few words: {% chip "Testing" "p4" 4 %}. The colour never says it alone.

    Kinds: p1 to p5, won, paused, lost, ok, warn, err, info, neutral. A function too, because lists make their
    cells in Python.
    """
    mark = icon(_CHIP_ICONS[kind]) if kind in _CHIP_ICONS else SafeString("")
    shown = format_html('<span class="pc-chip-number">{}</span>', number) if number else ""
    return format_html('<span class="pc-chip pc-chip-{}">{}{}{}</span>', kind, mark, shown, label)


# --- Language ----------------------------------------------------------------------------------------------


@register.simple_tag
def page_language() -> str:
    """zh-Hans: the language of the page as browsers and screen readers know it."""
    return to_locale(get_language() or settings.LANGUAGE_CODE).replace("_", "-")


# --- Scripts -----------------------------------------------------------------------------------------------


@register.simple_tag
def integrity(name: str) -> str:
    """{% integrity "js/app.js" %}: what the file must hash to, or the browser leaves it alone.

    While developing there is nothing to compare with: files change under the server.
    """
    return "" if settings.DEBUG else _hash_of(staticfiles_storage.url(name).removeprefix(settings.STATIC_URL))


@lru_cache(maxsize=64)
def _hash_of(stored: str) -> str:
    with staticfiles_storage.open(stored) as file:
        return f"sha384-{b64encode(sha384(file.read()).digest()).decode()}"


# --- Form fields -------------------------------------------------------------------------------------------


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget of a field, with the class that its kind has and its error state."""
    own = field.field.widget.attrs.get("class", "")
    classes = [_control_class(field.field.widget), own, "is-invalid" if field.errors else ""]
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.simple_tag
def choices_of(field: BoundField) -> list[BoundWidget]:
    """The options of radios or check boxes, each to be drawn as `{{ option.tag }}` beside its label."""
    options = list(field.subwidgets)
    for option in options:
        option.data["attrs"]["class"] = "form-check-input"
        # The group carries the error and the hint. Said again at each option, they would drown the labels.
        option.data["attrs"].pop("aria-invalid", None)
    return options


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.filter
def field_kind(field: BoundField) -> str:
    """Which of the shapes of components/field.html a field takes."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "choices" if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else "line"


@register.filter
def echoes(field: BoundField) -> bool:
    """Whether the field says under its input how it has read it."""
    return bool(getattr(field.field, "echoes", False))


@register.filter
def echo(field: BoundField) -> str:
    """How the field has read what stands in it; nothing while that is not readable."""
    return str(field.field.echo(field.value()))  # type: ignore[attr-defined]


@register.filter
def widget_data(field: BoundField, key: str) -> Any:
    """{{ field|widget_data:"prefix" }}: the widget's data- attribute, or nothing."""
    return field.field.widget.attrs.get(f"data-{key}", "")
