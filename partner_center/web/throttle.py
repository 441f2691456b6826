"""How often one address may ask for what needs no sign-in: counted in the cache that all processes share."""

from ipaddress import IPv6Address, ip_address, ip_network
from time import time

from django.core.cache import cache

from partner_center.web import origin

#: In seconds: what is counted together.
SPAN = 60
#: Of IPv6, a household or an office has so many bits' worth of addresses.
_PREFIX = 64


def asks_too_often(what: str, *, most: int) -> bool:
    """Count this request of its address for `what`; whether it is one too many within a minute."""
    key = f"throttle:{what}:{_sender()}:{int(time()) // SPAN}"
    if cache.add(key, 1, timeout=2 * SPAN):
        return most < 1
    return int(cache.incr(key)) > most


def _sender() -> str:
    """The address of the request; of an IPv6 one, its network. Whoever hides it shares one count with all who do."""
    sent_from = origin.current.get().ip
    if sent_from is None:
        return "unknown"
    address = ip_address(sent_from)
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _PREFIX), strict=False))
    return str(address)
