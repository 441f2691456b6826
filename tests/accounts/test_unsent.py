"""What is sent in vain comes back: after the session has ended, and with the form token of an earlier one (R37).

Attacks on it are here too: strangers, other people, other sites, other routes, and more than fits.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import get_resolver

from accounts.models import User
from accounts.unsent import KEY, MOST
from opportunities.models import Draft, KeptProgress, Note, ProgressEntry
from tests.support.browsers import client_of, written
from tests.support.markup import filled

PASSWORD = "a long enough passphrase"
START = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
OUR_PAGE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
AFTER_SIGN_IN = "You were signed out. What you typed is still here: check it and select"
OUTDATED = "Your page was open for a long time. Check your answers and select"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield lambda **after: traveller.move_to(START + timedelta(**after))


@pytest.fixture
def people(cast, clock):
    """Everybody can sign in."""
    User.objects.update(password=make_password(PASSWORD))
    for name in ("nora", "ann", "bob", "max"):
        getattr(cast, name).refresh_from_db()
    return cast


def _sign_in(client, name: str):
    return client.post("/signin/", {"login": name, "password": PASSWORD})


def _pages(cast) -> dict[str, tuple[str, dict[str, str], str, str]]:
    """Each kind of page that keeps: its address, what is typed, the button, and what must stand in the page again."""
    opportunity = f"/partner/sales/opportunities/{cast.ann_opportunity.number}"
    draft = f"/partner/sales/opportunities/drafts/{cast.ann_draft.pk}"
    target = f"/partner/sales/marketing-tasks/{cast.running_task.number}/{cast.ann_preregistered.number}"
    text = "Typed on a train, and long enough."
    return {
        "basic": (f"{draft}/basic/", {"name": text, "revision": "1"}, "Next", f'value="{text}"'),
        "detailed": (f"{draft}/detailed/", {"pain_points": text, "revision": "1"}, "Next", text),
        "revenue": (f"{draft}/revenue/", {"service_period": "1x6", "revision": "1"}, "Submit", 'value="1x6"'),
        "modify basic": (f"{opportunity}/modify/basic/", {"name": text, "version": "1"}, "Save", f'value="{text}"'),
        "modify other": (f"{opportunity}/modify/other/", {"pain_points": text, "version": "1"}, "Save", text),
        "progress": (f"{opportunity}/progress/new/", {"details": text, "seen_entry": "1"}, "Save progress", text),
        "note": (f"{opportunity}/notes/new/", {"text": text}, "Add note", text),
        "handle": (f"{target}/handle/", {"note": text, "status": "handled", "version": "1"}, "Save", text),
    }


KINDS = ("basic", "detailed", "revenue", "modify basic", "modify other", "progress", "note", "handle")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_signed_out_person_sends_is_on_the_page_after_signing_in(kind, people, clock):
    address, said, button, shown = _pages(people)[kind]
    client = client_of("ann", people)
    page = client.get(address).content.decode()
    assert shown not in page
    clock(minutes=45)
    before = written()
    answer = client.post(address, said)
    assert (answer.status_code, answer["Location"]) == (302, f"/signin/?next={address}")
    told = client.get(answer["Location"]).content.decode()
    assert "Sign in again to continue. What you typed is still here." in told
    assert shown not in told
    assert client.post(answer["Location"], {"login": "ann", "password": PASSWORD})["Location"] == address
    page = client.get(address).content.decode()
    assert (shown in page, f"{AFTER_SIGN_IN} {button} again." in page, "data-unsaved" in page) == (True, True, True)
    assert "There is a problem" not in page
    assert written() - before <= 1  # The time of the last sign-in, if anything.


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_with_an_outdated_token_comes_back_with_what_was_typed(kind, people):
    address, said, button, shown = _pages(people)[kind]
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.ann)
    client.get(address)
    before = written()
    answer = client.post(address, {**said, "csrfmiddlewaretoken": "x" * 64}, headers=OUR_PAGE)
    assert (answer.status_code, answer["Location"]) == (303, address)
    page = client.get(address).content.decode()
    assert (shown in page, f"{OUTDATED} {button} again." in page) == (True, True)
    assert written() == before


def test_what_came_back_is_sent_like_any_form(people, clock):
    """Also with what it knew of the record: an edit in between is a conflict, not a loss."""
    opportunity = people.ann_opportunity
    address, client = f"/partner/sales/opportunities/{opportunity.number}/modify/basic/", client_of("ann", people)
    sent = filled(client.get(address).content.decode()) | {"name": "Backup for all the branches"}
    clock(minutes=45)
    client.post(address, sent)
    type(opportunity).objects.filter(pk=opportunity.pk).update(version=opportunity.version + 1)
    _sign_in(client, "ann")
    again = filled(client.get(address).content.decode())
    assert {name: again[name] for name in ("name", "version", "shown-name")} == {
        name: sent[name] for name in ("name", "version", "shown-name")
    }
    assert client.post(address, again).status_code == 409
    assert KEY not in client.session


def test_it_stays_until_its_page_or_the_autosave_sends(people, clock):
    address = f"/partner/sales/opportunities/drafts/{people.ann_draft.pk}/basic/"
    client = client_of("ann", people)
    clock(minutes=45)
    client.post(address, {"name": "Typed in vain", "revision": "1"})
    _sign_in(client, "ann")
    for _reading in range(2):
        client.get("/partner/")
        assert "Typed in vain" in client.get(address).content.decode()
    answer = client.post(f"{address}autosave/", {"name": "Typed in vain, then on", "revision": "1"})
    assert answer.status_code == 204
    assert KEY not in client.session
    assert Draft.objects.get(pk=people.ann_draft.pk).answers["basic"]["name"] == ["Typed in vain, then on"]


def test_it_is_gone_after_half_an_hour(people, clock):
    address = f"/partner/sales/opportunities/{people.ann_opportunity.number}/notes/new/"
    client = client_of("ann", people)
    clock(minutes=45)
    client.post(address, {"text": "They want a price by Friday."})
    clock(minutes=75, seconds=1)
    _sign_in(client, "ann")
    assert "by Friday" not in client.get(address).content.decode()
    assert KEY not in client.session


def test_it_comes_back_after_a_weekend_too(people, clock):
    """The laptop was shut on Friday; what is typed on Monday into the page of Friday is kept."""
    address = f"/partner/sales/opportunities/{people.ann_opportunity.number}/notes/new/"
    client = client_of("ann", people)
    clock(hours=70)
    client.post(address, {"text": "They want a price by Friday."})
    _sign_in(client, "ann")
    assert "by Friday" in client.get(address).content.decode()


@pytest.mark.parametrize("cause", ["sign-out in another tab", "another password"])
def test_whichever_way_the_session_ended(cause, people):
    address = f"/partner/sales/opportunities/{people.ann_opportunity.number}/notes/new/"
    client = client_of("ann", people)
    if cause == "sign-out in another tab":
        client.post("/signout/")
    else:
        User.objects.filter(pk=people.ann.pk).update(password=make_password(PASSWORD))
    assert client.post(address, {"text": "They want a price by Friday."}).status_code == 302
    _sign_in(client, "ann")
    assert "by Friday" in client.get(address).content.decode()
    assert Note.objects.count() == 0


def test_htmx_gets_an_event_and_the_page_stays(people, clock):
    address = f"/partner/sales/opportunities/{people.ann_opportunity.number}/progress/new/"
    client = client_of("ann", people)
    clock(minutes=45)
    answer = client.post(address, {"details": "They want"}, headers={"HX-Request": "true", "HX-Target": "dialog"})
    assert (answer.status_code, answer["HX-Trigger"], answer.content) == (401, "session-expired", b"")
    assert "HX-Redirect" not in answer
    _sign_in(client, "ann")
    assert "They want</textarea>" in client.get(address).content.decode()
    assert (ProgressEntry.objects.filter(kind="reported").count(), KeptProgress.objects.count()) == (0, 0)


def test_an_outdated_token_in_a_dialog_brings_the_dialog_again(people):
    address = f"/partner/sales/opportunities/{people.ann_opportunity.number}/progress/new/"
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.ann)
    asked = {**OUR_PAGE, "HX-Request": "true", "HX-Target": "dialog"}
    answer = client.post(address, {"details": "They want"}, headers=asked)
    dialog = client.get(answer["Location"], headers=asked).content.decode()
    assert ("They want</textarea>" in dialog, "<html" in dialog, OUTDATED in dialog) == (True, False, True)


# --- Attacks ------------------------------------------------------------------------------------------------


def test_a_stranger_leaves_nothing(people):
    client = Client()
    for address, said, _button, _shown in _pages(people).values():
        assert client.post(address, said).status_code == 302
    assert "session" not in client.cookies


def test_nobody_else_gets_it(people, clock):
    """bob signs in where ann was: her words are gone before any page is drawn, and stay gone."""
    address = f"/partner/sales/opportunities/{people.unassigned_opportunity.number}/notes/new/"
    client = client_of("nora", people)
    clock(minutes=45)
    client.post(address, {"text": "They want a price by Friday."})
    _sign_in(client, "max")
    assert "by Friday" not in client.get("/partner/").content.decode()
    assert KEY not in client.session
    client.post("/signout/")
    _sign_in(client, "nora")
    assert "by Friday" not in client.get(address).content.decode()


def test_it_is_in_no_other_browser_of_the_same_person(people, clock):
    address = f"/partner/sales/opportunities/{people.ann_opportunity.number}/notes/new/"
    here, there = client_of("ann", people), Client()
    clock(minutes=45)
    here.post(address, {"text": "They want a price by Friday."})
    _sign_in(there, "ann")
    assert "by Friday" not in there.get(address).content.decode()


def test_a_page_that_is_not_ones_own_any_more_shows_nothing(people, clock):
    opportunity = people.ann_opportunity
    address, client = f"/partner/sales/opportunities/{opportunity.number}/modify/basic/", client_of("ann", people)
    clock(minutes=45)
    client.post(address, {"name": "Typed in vain", "version": "1"})
    type(opportunity).objects.filter(pk=opportunity.pk).update(owner=people.bob)
    _sign_in(client, "ann")
    answer = client.get(address)
    assert (answer.status_code, b"Typed in vain" in answer.content) == (404, False)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.testserver"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_wrong_token_from_anywhere_else_is_refused_and_leaves_nothing(headers, people):
    """Signed in and signed out."""
    address = f"/partner/sales/opportunities/{people.ann_opportunity.number}/notes/new/"
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.ann)
    token = client.get("/signout/").cookies["csrf"].value
    for _state in ("in", "out"):
        answer = client.post(address, {"text": "Planted by somebody."}, headers=headers)
        assert (answer.status_code, KEY in client.session) == (403, False)
        client.post("/signout/", {"csrfmiddlewaretoken": token}, headers=OUR_PAGE)
    assert Note.objects.count() == 0


def test_a_wrong_token_is_refused_wherever_nothing_is_typed(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.ann)
    draft = f"/partner/sales/opportunities/drafts/{people.ann_draft.pk}"
    opportunity = f"/partner/sales/opportunities/{people.ann_opportunity.number}"
    for address in (
        *("/signin/", "/signout/", f"{draft}/discard/", f"{draft}/basic/autosave/", f"{draft}/customer/"),
        *(f"{opportunity}/", f"{opportunity}/progress/new/clear/", "/partner/sales/opportunities/mine/"),
    ):
        answer = client.post(address, {"name": "x", "csrfmiddlewaretoken": "x" * 64}, headers=OUR_PAGE)
        assert (address, answer.status_code, KEY in client.session) == (address, 403, False)
        assert answer.headers.get("Form-Outdated") == "yes"


def test_only_inputs_of_the_page_are_kept_and_only_the_last_text(people, clock):
    address = f"/partner/sales/opportunities/{people.ann_opportunity.number}/notes/new/"
    client = client_of("ann", people)
    clock(minutes=45)
    client.post(address, {"text": "First", "owner": "bob"})
    client.post(address, {"text": "Second", "owner": "bob", "f": ["x"] * 500})
    assert client.session[KEY]["answers"] == {"text": ["Second"]}


@pytest.mark.parametrize("sent", [{"text": "x" * 20_001}, {"text": ["x" * 19_000] * (MOST // 19_000 + 1)}])
def test_more_than_any_page_takes_is_refused_not_cut(sent, people, clock):
    address = f"/partner/sales/opportunities/{people.ann_opportunity.number}/notes/new/"
    client = client_of("ann", people)
    clock(minutes=45)
    assert client.post(address, sent).status_code == 413
    assert KEY not in client.session


def test_every_page_with_a_guarded_form_keeps():
    """And every route that keeps can be read: after signing in, the person is led to it."""
    keeping = {
        pattern.name: pattern.callback.methods
        for part in get_resolver().url_patterns
        for pattern in _flat(part)
        if getattr(pattern.callback, "keeps", False)
    }
    assert set(keeping) == {
        *("basic", "detailed", "revenue", "modify", "progress", "note", "void", "reopen", "handle"),
        *("disassociate", "suspend", "resume", "terminate", "preregister", "release"),
        *("member", "invite", "new", "edit", "invite_reseller", "decide"),
    }
    assert all("GET" in methods for methods in keeping.values())


def _flat(part):
    inside = getattr(part, "url_patterns", None)
    return [part] if inside is None else [pattern for each in inside for pattern in _flat(each)]
