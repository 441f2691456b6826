"""F-03: every route says beside its address who may use it. What says nothing, nobody gets."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, get_resolver

from accounts.access import EXEMPT, declared_capability
from tests.access_table import PEOPLE
from tests.support.browsers import client_of
from tests.support.figures import WHOLE
from tests.support.source import all_routes

#: The routes that declare nothing, as they were when this list was made. It may lose lines; it gets no new ones: a new
#: route declares a capability, unless it is for whoever cannot have any: the sign-in page, and links in invitations.
FROZEN = {
    "account_login": "whoever signs in is nobody yet",
    "account_logout": "signing out takes no right",
    "account_home": "the page behind sign-in, from which operators go elsewhere",
    "account_language": "chosen on the sign-in page; changes the cookie of whoever asks, and the own row at most",
    "customer_accept": "whoever is invited is a customer and no member; the token of the link is the right",
    "account_join": "whoever is invited is no member yet; the token of the link is the right",
    "ready": "asked by the machine room, and answers with one word",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
MEMBERS = ("nora", "ann", "dirk", "skye", "sam", "sid", "sue", "max")


def undeclared() -> Iterator[tuple[str, bool]]:
    """Every route's address, and whether nothing decides about it."""
    for address, pattern in all_routes().items():
        yield address, declared_capability(pattern.callback) is None and pattern.name not in FROZEN


def operators_routes() -> list[str]:
    """The addresses of Django admin that take no record."""
    [site] = [part for part in get_resolver().url_patterns if getattr(part, "namespace", "") == "admin"]
    inside = [part for part in site.url_patterns if not isinstance(part, URLPattern)]
    return [
        "/admin/",
        *(f"/admin/{part.pattern}{way}" for part in inside for way in (("", "add/", "1/change/") if WHOLE else ("",))),
    ]


def test_the_list_of_exemptions_only_shrinks():
    assert set(EXEMPT) - set(FROZEN) == set()
    assert all(EXEMPT.values())


def test_every_route_declares_who_may_use_it(figures):
    with figures.holds("F-03", "routes that declare a capability", fast=35, whole=35) as tally:
        for address, bare in undeclared():
            tally(not bare, address)


def test_the_operators_site_is_for_operators(cast, figures):
    """Its routes declare nothing, because one gate stands before them all."""
    clients = {person: client_of(person, cast) for person in ("stranger", *MEMBERS)}
    assert client_of("olga", cast).get("/admin/").status_code == 200
    with figures.holds("F-03", "operators' routes asked by others", fast=100, whole=350) as tally:
        for address in operators_routes():
            for person, client in clients.items():
                answer = client.get(address)
                sent_away = answer.status_code == 302 and answer["Location"].startswith(("/signin/", "/admin/login/"))
                tally(sent_away or answer.status_code == 403, f"{address} as {person}: {answer.status_code}")


@pytest.mark.parametrize("person", [*MEMBERS, "olga"])
def test_a_route_that_declares_nothing_is_refused_to_everybody(person, cast, settings):
    settings.ROOT_URLCONF = "tests.support.faulty_urls"
    client = client_of(person, cast)
    for method in METHODS:
        answer = client.generic(method, "/bare/")
        assert (answer.status_code, b"whoever forgot" in answer.content) == (403, False), method


def test_a_route_that_declares_nothing_is_named(settings, figures):
    settings.ROOT_URLCONF = "tests.support.faulty_urls"
    with figures.bites("F-03", "a bare view in the URLconf") as tally:
        for address, bare in undeclared():
            tally(not bare, address)
    assert tally.failures == ["bare/"]


def test_everybody_of_the_table_is_asked():
    assert {*MEMBERS, "stranger", "exit", "olga"} == set(PEOPLE)
