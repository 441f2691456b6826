"""Declared access, piece by piece. That every route declares, and what is exempt: tests/security/test_routes.py."""

import pytest
from django.http import Http404, HttpResponse
from django.urls import ResolverMatch, resolve, reverse

from accounts.access import (
    EXEMPT,
    declared_capability,
    is_exempt,
    is_operations,
    member_of,
    needs,
    visible_or_404,
)
from accounts.roles import Capability
from customers.models import Customer
from tests import make
from tests.support.browsers import client_of
from tests.support.things import LINK


def test_a_route_without_a_declaration_sends_strangers_to_sign_in(client, db, settings):
    settings.ROOT_URLCONF = "tests.support.faulty_urls"
    assert client.get("/bare/")["Location"] == "/signin/?next=/bare/"


@pytest.mark.parametrize(
    ("address", "exempt"), [("/", True), ("/signin/", True), ("/admin/", True), ("/partner/", False)]
)
def test_is_exempt(address, exempt):
    assert is_exempt(resolve(address)) is exempt


def test_needs_answers_only_its_methods(rf):
    view = needs(Capability.VIEW_CUSTOMERS, lambda request: HttpResponse("seen"))
    assert [view(rf.generic(method, "/")).status_code for method in ("GET", "HEAD", "POST", "PUT", "TRACE")] == [
        200,
        200,
        405,
        405,
        405,
    ]


def test_within_is_what_the_middleware_asks_for():
    """The capability itself is for the view to refuse, once it has found the record."""
    view = needs(Capability.MODIFY_OPPORTUNITIES, HttpResponse, within=Capability.VIEW_OPPORTUNITIES)
    assert (declared_capability(view), view.capability) == (
        Capability.VIEW_OPPORTUNITIES,
        Capability.MODIFY_OPPORTUNITIES,
    )


def test_a_view_without_more_asks_for_its_capability_and_keeps_nothing():
    view = needs(Capability.VIEW_CUSTOMERS, HttpResponse)
    assert (declared_capability(view), view.keeps) == (Capability.VIEW_CUSTOMERS, False)


@pytest.mark.parametrize(
    ("namespaces", "operations"),
    [(["admin"], True), (["admin", "more"], True), (["accounts", "admin"], False), ([], False)],
)
def test_is_operations(namespaces, operations):
    assert is_operations(ResolverMatch(HttpResponse, (), {}, namespaces=namespaces)) is operations
    assert is_operations(None) is False


@pytest.mark.parametrize("name", EXEMPT)
def test_what_is_exempt_answers_whoever_belongs_to_no_company(name, cast):
    make.invitation(by=cast.nora, token=LINK)
    make.application(by=cast.nora, state="invited", token=LINK)
    of_link = {"token": LINK} if name in {"account_join", "apply"} else {}
    answer = client_of("olga", cast).get(reverse(name, kwargs=of_link))
    assert answer.status_code in {200, 302, 303}
    assert set(EXEMPT) == {
        *("account_login", "account_logout", "account_home", "account_language", "account_join", "ready", "apply"),
    }


def test_visible_or_404(cast):
    mine = Customer.objects.visible_to(cast.ann)
    assert visible_or_404(mine, number=cast.ann_associated.number) == cast.ann_associated
    for number in (cast.bob_associated.number, "CUS-999999"):
        with pytest.raises(Http404):
            visible_or_404(mine, number=number)


def test_a_refusal_says_why(cast):
    answer = client_of("dirk", cast).get("/partner/sales/opportunities/new/")
    sentence = "Only distributors and their account managers can add opportunities."
    assert (answer.status_code, sentence in answer.content.decode()) == (403, True)
    assert str(Capability.ADD_OPPORTUNITIES.refusal) == sentence


def test_member_of_is_the_person_who_asks(rf, cast):
    request = rf.get("/")
    request.user = cast.ann
    assert member_of(request) is cast.ann
