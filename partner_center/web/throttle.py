"""How often one address may ask for what needs no sign-in: counted like sign-in itself, in the shared cache."""

from allauth.core import ratelimit
from django.http import HttpRequest


def asks_too_often(request: HttpRequest, what: str, rate: str) -> bool:
    """Count this request of its address for `what`; whether it is one too many. A rate is like "30/m/ip"."""
    usage = ratelimit.consume(request, app="partner_center", action=what, config={what: rate}, limit_get=True)
    return usage is None
