"""Joining by the link of an invitation: once, as who was invited, and a page that says nothing to anybody else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts import by_link
from accounts.invitations import is_taken
from accounts.models import AuditEntry, MemberInvitation, Partner, User
from tests import make
from tests.support.browsers import client_of, seen, written
from tests.support.things import LINK, NEVER

JOIN = f"/join/{LINK}/"
PASSWORD = "five words nobody would guess"
LENA = {"username": "Lena.V", "name": "Lena Vogt", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def invitation(cast) -> MemberInvitation:
    return make.invitation(by=cast.nora, token=LINK, email="lena@north.example", name="Lena", director=cast.dirk)


def test_the_page_says_which_company_and_role(cast, invitation):
    answer = Client().get(JOIN)
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert all(words in page for words in ("Join North", "Account Manager", "lena@north.example", 'value="Lena"'))


def test_whoever_joins_is_a_member_and_signs_in(cast, invitation):
    """What else the form sends is nobody's to choose: company, role and address are the invitation's."""
    client = Client()
    answer = client.post(JOIN, {**LENA, "role": "administrator", "partner": cast.south.pk, "email": "x@y.example"})
    assert (answer.status_code, answer["Location"]) == (303, "/signin/")
    assert "Welcome to North." in client.get("/signin/").content.decode()
    lena = User.objects.get(username="Lena.V")
    assert (lena.name, lena.email, lena.partner, lena.distributor, lena.role, lena.director, lena.is_staff) == (
        *("Lena Vogt", "lena@north.example"),
        cast.north,
        cast.north,
        "account_manager",
        cast.dirk,
        False,
    )
    invitation.refresh_from_db()
    assert (invitation.member, invitation.accepted_at is not None) == (lena, True)
    line = AuditEntry.objects.get(action="member joined")
    assert (line.tenant, line.actor, line.subject, line.details) == (cast.north, lena, "Lena.V", {"invited_by": "nora"})
    assert client.get("/partner/").status_code == 302  # Nobody is signed in by joining.
    client.post("/signin/", {"login": "lena.v", "password": PASSWORD})
    assert client.get("/partner/").status_code == 200


def test_a_resellers_member_belongs_to_the_reseller(cast):
    make.invitation(by=cast.skye, token=LINK, role="director")
    Client().post(JOIN, LENA)
    lena = User.objects.get(username="Lena.V")
    assert (lena.partner, lena.distributor, lena.role) == (cast.sky, cast.north, "director")


def test_a_link_works_once(cast, invitation):
    assert Client().post(JOIN, LENA).status_code == 303
    again = Client().post(JOIN, {**LENA, "username": "second"})
    assert (again.status_code, User.objects.filter(username="second").exists()) == (404, False)


def _make_useless(how: str, invitation: MemberInvitation, cast) -> None:
    now = timezone.now()
    change = {
        "expired": {"expires_at": now - timedelta(seconds=1)},
        "withdrawn": {"withdrawn_at": now},
        "used": {"accepted_at": now, "member": cast.bob},
    }.get(how)
    if change:
        MemberInvitation.objects.filter(pk=invitation.pk).update(**change)
    elif how == "inviter left":
        User.objects.filter(username="nora").update(is_active=False)
    elif how == "inviter is no administrator":
        User.objects.filter(username="nora").update(role="director")
    else:
        Partner.objects.filter(pk=cast.north.pk).update(status=how)


@pytest.mark.parametrize(
    "how",
    ["expired", "withdrawn", "used", "inviter left", "inviter is no administrator", "suspended", "terminated"],
)
def test_every_useless_link_is_answered_like_one_that_never_was(how, cast, invitation):
    _make_useless(how, invitation, cast)
    unknown = Client().get(f"/join/{NEVER['no link']}/")
    useless = Client().get(JOIN)
    assert unknown.status_code == 404
    # The buttons for another language lead nowhere in particular: the pages may not differ in anything.
    assert seen(useless) == seen(unknown)
    before = written()
    assert Client().post(JOIN, LENA).status_code == 404
    assert written() == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "l"}, "username"),
        ({"username": ".."}, "username"),
        ({"username": "_lena"}, "username"),
        ({"username": "lena vogt"}, "username"),
        ({"username": "lena/v"}, "username"),
        ({"username": "BOB"}, "username"),
        ({"username": "max"}, "username"),
        ({"name": " "}, "name"),
        ({"password": "", "again": ""}, "password"),
        ({"password": "too short", "again": "too short"}, "password"),
        ({"username": "lena.v.of.north", "password": "lena.v.of.north", "again": "lena.v.of.north"}, "password"),
        ({"again": "five words somebody would guess"}, "again"),
    ],
)
def test_what_is_wrong_is_refused_and_the_link_still_works(wrong, field, cast, invitation):
    answer = Client().post(JOIN, {**LENA, **wrong})
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    page = answer.content.decode()
    assert PASSWORD not in page
    assert Client().post(JOIN, LENA).status_code == 303


def test_of_two_who_choose_one_name_at_once_the_later_one_chooses_again(cast, invitation, monkeypatch):
    answers = iter([False, True])
    monkeypatch.setattr("accounts.forms_members.is_taken", lambda _name: next(answers))
    answer = Client().post(JOIN, {**LENA, "username": "bob"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["username"])
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_a_taken_name_is_one_of_any_company_in_any_case(cast):
    assert [is_taken(name) for name in ("ann", "MAX", "olga", "lena")] == [True, True, True, False]


@pytest.mark.parametrize("person", ["ann", "sue", "olga"])
def test_whoever_is_signed_in_is_asked_to_sign_out_first(person, cast, invitation):
    client = client_of(person, cast)
    page = client.get(JOIN).content.decode()
    assert f"You are signed in as {person}." in page
    assert 'name="password"' not in page
    answer = client.post(JOIN, LENA)
    assert (answer.status_code, User.objects.filter(username="Lena.V").exists()) == (409, False)
    left = client.post("/signout/", {"next": JOIN})
    assert (left.status_code, left["Location"]) == (302, JOIN)
    assert client.post(JOIN, LENA).status_code == 303


def test_a_director_who_left_meanwhile_directs_nobody(cast, invitation):
    User.objects.filter(username="dirk").update(is_active=False)
    Client().post(JOIN, LENA)
    assert User.objects.get(username="Lena.V").director is None


def test_one_address_cannot_go_on_guessing(cast, invitation, monkeypatch):
    cache.clear()
    monkeypatch.setattr(by_link, "MOST_A_MINUTE", 3)
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    assert [guesser.get(f"/join/{number}/").status_code for number in range(3)] == [404] * 3
    assert (guesser.get(JOIN).status_code, guesser.post(JOIN, LENA).status_code) == (429, 429)
    assert Client(REMOTE_ADDR="192.0.2.2").get(JOIN).status_code == 200
