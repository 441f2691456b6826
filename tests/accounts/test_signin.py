"""Signing in and out: the same answer whatever the cause, a limit on guessing, a new session for a new person."""

import ast
import re

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.models import Partner, User
from tests.support.markup import without_tokens
from tests.support.source import modules

PASSWORD = "a long enough passphrase"
ENOUGH = 5


@pytest.fixture
def people(cast):
    """ann and exit have a password; exit is deactivated."""
    User.objects.filter(username__in=("ann", "exit", "sam")).update(password=make_password(PASSWORD))
    return cast


def _try(client, login="ann", password=PASSWORD, **more):
    return client.post("/signin/", {"login": login, "password": password, **more})


def _signed_in(client) -> bool:
    return client.get("/partner/").status_code == 200


def test_the_right_password_opens_the_way_that_was_asked_for(client, people):
    asked = client.get("/partner/sales/opportunities/mine/?q=backup")
    assert (asked.status_code, asked["Location"]) == (
        302,
        "/signin/?next=/partner/sales/opportunities/mine/%3Fq%3Dbackup",
    )
    answer = client.post(asked["Location"], {"login": "ann", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/partner/sales/opportunities/mine/?q=backup")
    assert _signed_in(client)


@pytest.mark.parametrize("login", ["ann", "ANN", " ann "])
def test_a_user_name_is_known_in_any_case(login, client, people):
    assert (_try(client, login).status_code, _signed_in(client)) == (302, True)


def test_unknown_wrong_and_deactivated_get_the_same_answer(client, people):
    """R36: who knows nothing learns nothing, not even from the right password of somebody who has left."""
    causes = {"unknown": ("nobody", PASSWORD), "wrong": ("ann", "not the passphrase"), "left": ("exit", PASSWORD)}
    answers = {}
    for cause, (login, password) in causes.items():
        client.cookies.clear()
        answer = _try(client, login, password)
        page = without_tokens(answer.content.decode()).replace(f'value="{login}"', 'value=""')
        answers[cause] = (answer.status_code, page, answer.headers.get("Location"))
        assert not _signed_in(client)
    assert answers["unknown"] == answers["wrong"] == answers["left"]
    assert "The user name or password is not correct" in answers["wrong"][1]


def test_members_of_a_terminated_reseller_do_not_get_in(client, people):
    Partner.objects.filter(pk=people.sky.pk).update(status=Partner.Status.TERMINATED)
    assert "The user name or password is not correct" in _try(client, "sam").content.decode()
    assert not _signed_in(client)


def test_members_of_a_suspended_reseller_look(client, people):
    Partner.objects.filter(pk=people.sky.pk).update(status=Partner.Status.SUSPENDED)
    _try(client, "sam")
    assert _signed_in(client)


def test_guessing_stops_and_says_so(client, people):
    """After five failures of one user name even the right password waits; nobody else does."""
    for _guess in range(ENOUGH):
        _try(client, password="a guess at the passphrase")
    refused = _try(client)
    assert "Too many attempts. Wait 5 minutes and try again." in refused.content.decode()
    assert not _signed_in(client)
    _try(client, "sam")
    assert _signed_in(client)


def test_a_session_from_before_signing_in_is_worth_nothing_after(client, people):
    """R33: whoever planted a session id in a browser does not come in with its owner."""
    client.force_login(people.bob)
    planted = client.session.session_key
    client.post("/signout/")
    _try(client)
    assert client.session.session_key not in {planted, None}
    assert client.session["_auth_user_id"] == str(people.ann.pk)


def test_signing_out_is_a_post_and_ends_the_session(client, people):
    _try(client)
    held = client.session.session_key
    assert client.get("/signout/").status_code == 200
    assert _signed_in(client)
    answer = client.post("/signout/")
    assert (answer.status_code, answer["Location"]) == (302, "/signin/")
    assert not _signed_in(client)
    client.cookies["session"] = held
    assert not _signed_in(client)


def test_a_new_password_ends_the_sessions_of_the_old(client, people):
    _try(client)
    people.ann.set_password("another long passphrase")
    people.ann.save()
    assert not _signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://evil.example/", "//evil.example/", "///evil.example/", "/\\evil.example", "\\\\evil.example"),
        *("http:evil.example", "https:/evil.example", "https://testserver@evil.example/", "ftp://testserver/"),
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", " //evil.example/", "http://[::1"),
        # Stays on this host, and could still end the header or hide where it leads.
        *("/partner/\r\nX-Injected: yes", "/partner/\n", "/\t/evil.example", "/\x0b/evil.example", "/partner/\x7f"),
    ],
)
def test_signing_in_and_out_leads_nowhere_else(elsewhere, client, people):
    found = client.get("/admin/login/", {"next": elsewhere})["Location"]
    assert found.startswith("/signin/?next=")
    answer = _try(client, next=elsewhere)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/signin/", {"next": elsewhere})["Location"] == "/"
    assert client.post("/signout/", {"next": elsewhere})["Location"] == "/signin/"
    assert "X-Injected" not in answer.headers


def test_no_other_code_reads_where_to_go(people):
    """R51. Whoever adds a redirect to an address from outside uses the adapter's allow-list, and says so here."""
    asked = r"""(GET|POST)(\.get\(|\[)["']?(next|REDIRECT_FIELD_NAME|return|to|url)\b|HTTP_REFERER|["']Referer["']"""
    found = {path for path, tree in modules().items() if re.search(asked, ast.unparse(tree))}
    # The first leads to sign-in, which asks the allow-list; the others ask it themselves, and confirm takes the Partner
    # Center alone.
    asking = {"confirm", "preferences"}
    asking = {*(f"accounts/views/{name}.py" for name in asking), "opportunities/views/list_preferences.py"}
    asking |= {f"customers/views/{name}.py" for name in ("assign", "decide", "reseller_assign")}
    assert found == {"accounts/admin_site.py", *asking}


@pytest.mark.parametrize(
    "address", ["/signup/", "/accounts/signup/", "/accounts/login/", "/accounts/password/reset/", "/password/reset/"]
)
def test_nobody_signs_up(address, client, db):
    assert client.get(address).status_code == 404


def test_a_post_without_the_token_is_refused(people):
    strict = Client(enforce_csrf_checks=True)
    assert _try(strict).status_code == 403
