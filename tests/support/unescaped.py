"""A sabotage: settings under which what people typed reaches the page as it is. Only a process told so uses them."""

from django import template
from django.utils.safestring import mark_safe

from partner_center.settings import *  # noqa: F403
from partner_center.settings import TEMPLATES

# The last of the built-in libraries wins: this module is one too.
TEMPLATES[0]["OPTIONS"]["builtins"].append("tests.support.unescaped")

register = template.Library()


@register.filter
def typed(text: object) -> str:
    return mark_safe(f"<bdi>{text}</bdi>")
