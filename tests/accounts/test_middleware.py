"""What binds at the next request, in sessions that are open already (R11), and what is kept out of caches."""

import pytest

from accounts.models import Partner, User
from accounts.roles import Role
from opportunities.actions import add_note
from opportunities.models import Note, Opportunity
from opportunities.views import note
from tests.support.browsers import client_of
from tests.support.markup import without_tokens

LIST = "/partner/sales/opportunities/mine/"
NEW = "/partner/sales/opportunities/new/"


def _change(user: User, **values) -> None:
    User.objects.filter(pk=user.pk).update(**values)


def test_deactivation_ends_an_open_session(cast):
    client = client_of("ann", cast)
    assert client.get(LIST).status_code == 200
    _change(cast.ann, is_active=False)
    assert client.get(LIST)["Location"] == f"/signin/?next={LIST}"


def test_the_end_of_a_cooperation_ends_the_sessions_of_its_members(cast):
    client = client_of("sam", cast)
    assert client.get(LIST).status_code == 200
    Partner.objects.filter(pk=cast.sky.pk).update(status=Partner.Status.TERMINATED)
    assert client.get(LIST).status_code == 302


def test_the_end_of_a_distributor_ends_those_of_its_resellers_members_too(cast):
    """Nobody can answer for the tenant's customers any more."""
    clients = {name: client_of(name, cast) for name in ("nora", "sam", "max")}
    Partner.objects.filter(pk=cast.north.pk).update(status=Partner.Status.TERMINATED)
    statuses = {name: client.get(LIST).status_code for name, client in clients.items()}
    assert statuses == {"nora": 302, "sam": 302, "max": 200}


def test_whoever_is_taken_back_signs_in_anew_and_the_browser_has_forgotten(cast):
    client = client_of("ann", cast)
    client.get(LIST)
    _change(cast.ann, is_active=False)
    assert client.get(LIST).headers.get("Clear-Site-Data") == FORGET
    _change(cast.ann, is_active=True)
    assert client.get(LIST).status_code == 302


def test_a_record_given_away_while_its_form_was_sent_is_gone(cast, monkeypatch):
    """The verb waits for the lock of whoever gives it away, and finds that it is somebody else's."""

    def late(**more):
        Opportunity.objects.filter(pk=cast.ann_opportunity.pk).update(owner=cast.bob)
        return add_note(**more)

    monkeypatch.setattr(note, "add_note", late)
    client, form = client_of("ann", cast), {"text": "They want a price by Friday."}
    page = f"/partner/sales/opportunities/{cast.ann_opportunity.number}/notes/new/"
    answer, later = client.post(page, form), client.post(page, form)
    assert (answer.status_code, later.status_code) == (404, 404)
    assert without_tokens(answer.content.decode()) == without_tokens(later.content.decode())
    assert not Note.objects.exists()


def test_another_role_binds_in_an_open_session(cast):
    """ann's page of a moment ago is still on screen; what it sends is refused, and her draft is not hers to go on."""
    client = client_of("ann", cast)
    draft = f"/partner/sales/opportunities/drafts/{cast.ann_draft.pk}/basic/"
    assert (client.get(NEW).status_code, client.get(draft).status_code) == (200, 200)
    _change(cast.ann, role=Role.DIRECTOR, director=None)
    assert (client.get(NEW).status_code, client.get(draft).status_code) == (403, 403)
    assert client.post(draft, {"action": "save", "revision": "1"}).status_code == 403


def test_a_customer_given_to_somebody_else_is_gone_at_once(cast):
    client = client_of("ann", cast)
    page = f"/partner/sales/customers/{cast.ann_associated.number}/"
    assert client.get(page).status_code == 200
    type(cast.ann_associated).objects.filter(pk=cast.ann_associated.pk).update(account_manager=cast.bob)
    assert client.get(page).status_code == 404


def test_a_director_sees_who_is_led_now(cast):
    client = client_of("dirk", cast)
    page = f"/partner/sales/opportunities/{cast.ann_opportunity.number}/"
    assert client.get(page).status_code == 200
    _change(cast.ann, director=None)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("address", [LIST, "/", "/partner/nowhere/", "/partner/sales/opportunities/OPP-2026-999999/"])
def test_what_a_member_gets_is_kept_by_no_cache(address, cast):
    assert client_of("ann", cast).get(address)["Cache-Control"] == "no-store"


def test_htmx_of_a_dead_session_is_led_to_sign_in(client, db):
    answer = client.get(LIST, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (401, f"/signin/?next={LIST}", b"")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/", "/signin/", "/signout/", "/language/", "/ready/"])
def test_exempt_routes_answer_only_what_browsers_send(address, method, cast):
    answer = client_of("ann", cast).generic(method, address)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


FORGET = '"cache", "storage"'


@pytest.mark.parametrize(("person", "address"), [("ann", "/signout/"), ("olga", "/admin/logout/")])
def test_the_browser_forgets_at_sign_out(person, address, cast):
    """Cookies it keeps but the session's, which the sign-out itself takes: others on this host have theirs."""
    client = client_of(person, cast)
    assert "Clear-Site-Data" not in client.get("/signout/").headers
    answer = client.post(address)
    assert answer.headers.get("Clear-Site-Data") == FORGET
    assert client.get("/partner/").status_code == 302


def test_the_browser_forgets_when_the_password_was_changed_elsewhere(cast):
    client = client_of("ann", cast)
    cast.ann.set_password("another long passphrase")
    cast.ann.save()
    assert client.get(LIST).headers.get("Clear-Site-Data") == FORGET
    assert "Clear-Site-Data" not in client.get(LIST).headers


def test_strangers_lose_nothing(client, db):
    assert "Clear-Site-Data" not in client.get("/signin/").headers
    assert "Clear-Site-Data" not in client.post("/signout/").headers
