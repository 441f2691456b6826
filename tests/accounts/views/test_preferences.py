"""Preferences: each kept by itself, for its owner alone; what counts before and after sign-in; another language."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.actions import set_preference
from accounts.models import AuditEntry, User
from accounts.preferences import PREFERENCES
from tests.support.browsers import client_of

PAGE = "/partner/preferences/"
SWITCH = "/language/"
PASSWORD = "a long enough passphrase"
AT_FIRST = {"language": "", "appearance": "", "density": "comfortable", "shortcuts": "on"}


def _of(person: str) -> dict[str, str]:
    return User.objects.filter(username=person).values(*PREFERENCES).get()


def _html(answer) -> dict[str, str]:
    """The attributes of <html>, on which all looks depend."""
    [tag] = re.findall(r"<html[^>]*>", answer.content.decode())
    return {name: value for name, _sign, value in re.findall(r' ([\w-]+)(=?)(?:"([^"]*)")?', tag)}


def _checked(page: str) -> dict[str, str]:
    radios = re.findall(r'<input type="radio" name="(\w+)" value="([\w-]+)"[^>]*checked', page)
    return dict(radios)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("language", "en", "Language saved."),
        ("appearance", "dark", "Appearance saved."),
        ("density", "compact", "Density saved."),
        ("shortcuts", "off", "Keyboard shortcuts saved."),
    ],
)
def test_each_is_kept_by_itself_for_its_owner_alone(name, value, said, cast):
    client, lines = client_of("ann", cast), AuditEntry.objects.count()
    answer = client.post(PAGE, {"action": name, name: value})
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert _of("ann") == AT_FIRST | {name: value}
    assert (_of("bob"), _of("nora")) == (AT_FIRST, AT_FIRST)
    page = client.get(PAGE).content.decode()
    assert (said in page, _checked(page)[name]) == (True, value)
    client.post(PAGE, {"action": name, name: value})
    assert (_of("ann"), AuditEntry.objects.count()) == (AT_FIRST | {name: value}, lines)


@pytest.mark.parametrize("name", PREFERENCES)
@pytest.mark.parametrize("value", ["", "pink", "EN", "xx", "<script>"])
def test_what_is_no_choice_is_refused(name, value, cast):
    answer = client_of("ann", cast).post(PAGE, {"action": name, name: value})
    page = answer.content.decode()
    assert (answer.status_code, str(PREFERENCES[name].select) in page, "<script>" in page) == (422, True, False)
    assert _of("ann") == AT_FIRST


@pytest.mark.parametrize("action", ["", "is_superuser", "username", "_meta"])
def test_what_is_no_preference_is_not_kept(action, cast):
    client = client_of("ann", cast)
    before = User.objects.filter(pk=cast.ann.pk).values().get()
    answer = client.post(PAGE, {"action": action, action or "language": "true"})
    assert (answer.status_code, User.objects.filter(pk=cast.ann.pk).values().get()) == (422, before)


def test_the_verb_keeps_preferences_and_nothing_else(cast):
    with pytest.raises(ValueError, match="is_superuser"):
        set_preference(name="is_superuser", value="on", by=cast.ann)


@pytest.mark.parametrize("name", PREFERENCES)
def test_the_database_knows_the_choices_too(name, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=cast.ann.pk).update(**{name: "xx"})


def test_the_page_shows_what_counts_now(cast):
    client = client_of("ann", cast)
    page = client.get(PAGE).content.decode()
    assert _checked(page) == {"language": "en", "appearance": "auto", "density": "comfortable", "shortcuts": "on"}
    assert '<span lang="zh-hans">简体中文</span>' in page
    assert 'href="/partner/preferences/reveals/"' in page[page.index("<main") :]
    User.objects.filter(pk=cast.ann.pk).update(appearance="light", density="compact", shortcuts="off")
    assert _html(client.get(PAGE)) == {"lang": "en", "data-bs-theme": "light", "data-density": "compact"}


def test_looks_stand_in_the_html_itself(cast):
    """So no page is drawn in one way and then in another."""
    client = client_of("ann", cast)
    assert _html(client.get("/partner/")) == {
        "lang": "en",
        "data-bs-theme": "auto",
        "data-density": "comfortable",
        "data-shortcuts": "",
    }
    for appearance, scheme in (("dark", "dark"), ("light", "light"), ("auto", "light dark")):
        client.post(PAGE, {"action": "appearance", "appearance": appearance})
        answer = client.get("/partner/nowhere/")
        assert (answer.status_code, _html(answer)["data-bs-theme"]) == (404, appearance)
        assert f'<meta name="color-scheme" content="{scheme}">' in answer.content.decode()


# --- Cookie and preference ----------------------------------------------------------------------------------


@pytest.fixture
def people(cast):
    User.objects.filter(username="ann").update(password=make_password(PASSWORD))
    return cast


def _sign_in(client) -> None:
    client.post("/signin/", {"login": "ann", "password": PASSWORD})
    assert client.get("/partner/").status_code == 200


def test_before_sign_in_the_cookie_counts_and_after_it_the_preference(client, people):
    client.cookies[settings.LANGUAGE_COOKIE_NAME], client.cookies["appearance"] = "zh-hans", "dark"
    looks = {"lang": "zh-Hans", "data-bs-theme": "dark"}
    assert _html(client.get("/signin/")) == looks | {"data-density": "comfortable"}
    _sign_in(client)
    # Nothing was chosen yet: the cookie counts, and the row does not take it over.
    assert looks.items() <= _html(client.get("/partner/")).items()
    assert _of("ann") == AT_FIRST
    User.objects.filter(username="ann").update(language="en", appearance="light")
    assert {"lang": "en", "data-bs-theme": "light"}.items() <= _html(client.get("/partner/")).items()
    client.post("/signout/")
    assert looks.items() <= _html(client.get("/signin/")).items()


def test_the_browser_says_the_language_until_one_is_chosen(cast):
    client = client_of("ann", cast)
    chinese = {"Accept-Language": "zh-CN,zh;q=0.9"}
    assert _html(client.get("/partner/", headers=chinese))["lang"] == "zh-Hans"
    client.post(PAGE, {"action": "language", "language": "en"})
    assert _html(client.get("/partner/", headers=chinese))["lang"] == "en"
    assert client.get("/partner/", headers=chinese)["Content-Language"] == "en"


def test_one_persons_language_is_not_the_next_ones(cast):
    """They are answered by the same thread. Nor is it in what is refused before anybody knows who asks."""
    ann, bob = client_of("ann", cast), client_of("bob", cast)
    User.objects.filter(username="ann").update(language="zh-hans")
    for other, address, status in ((bob, "/partner/", 200), (Client(), "/signin/", 200), (bob, "/partner/?q=%00", 400)):
        assert _html(ann.get("/partner/"))["lang"] == "zh-Hans"
        answer = other.get(address)
        assert (answer.status_code, _html(answer)["lang"]) == (status, "en"), address


@pytest.mark.parametrize("forged", ["pink", '"><script>', "light dark", "AUTO"])
def test_a_forged_cookie_is_ignored(forged, client, db):
    client.cookies["appearance"] = client.cookies[settings.LANGUAGE_COOKIE_NAME] = forged
    page = client.get("/signin/")
    assert _html(page) == {"lang": "en", "data-bs-theme": "auto", "data-density": "comfortable"}


def test_saving_is_remembered_by_the_browser_where_pages_have_no_person(cast):
    client = client_of("ann", cast)
    for name, value in (("language", "zh-hans"), ("appearance", "dark"), ("density", "compact"), ("shortcuts", "off")):
        client.post(PAGE, {"action": name, name: value})
    kept = {name: client.cookies[name].value for name in client.cookies if name not in {"session", "csrf"}}
    assert kept == {settings.LANGUAGE_COOKIE_NAME: "zh-hans", "appearance": "dark"}
    for name in kept:
        flags = client.cookies[name]
        assert (flags["httponly"], flags["samesite"], flags["max-age"]) == (True, "Lax", 31_536_000)


# --- Another language ---------------------------------------------------------------------------------------


def _switch(client, *, came_from: str = "", language: str = "zh-hans"):
    return client.post(SWITCH, {"language": language}, headers={"Referer": came_from} if came_from else {})


def test_a_stranger_reads_the_sign_in_page_in_another_language(client, db):
    address = "/signin/?next=/partner/sales/opportunities/mine/%3Fq%3Dbackup"
    page = client.get(address).content.decode()
    assert re.search(r'<button[^>]*lang="zh-hans">.*?简体中文</button>', page, re.DOTALL)
    answer = _switch(client, came_from=f"http://testserver{address}")
    assert (answer.status_code, answer["Location"]) == (303, address)
    page = client.get(address)
    assert _html(page)["lang"] == "zh-Hans"
    assert re.search(r'<button[^>]*lang="en">.*?English</button>', page.content.decode(), re.DOTALL)


@pytest.mark.parametrize("person", ["ann", "dirk", "skye", "olga"])
def test_whoever_has_signed_in_has_it_from_now_on_everywhere(person, cast):
    client = client_of(person, cast)
    assert "简体中文" in client.get("/").content.decode()
    answer = _switch(client, came_from="http://testserver/")
    assert (answer.status_code, answer["Location"], _of(person)["language"]) == (303, "/", "zh-hans")
    elsewhere = client_of(person, cast)
    assert _html(elsewhere.get("/"))["lang"] == "zh-Hans"


@pytest.mark.parametrize(
    "address",
    [
        "/partner/sales/opportunities/mine/?q=backup&phase=testing&phase=negotiation",
        "/partner/preferences/",
        "/partner/nowhere/",
        "/partner/sales/customers/mine/?q=%E4%B8%AD",
    ],
)
def test_the_page_and_its_query_stay(address, cast):
    assert _switch(client_of("ann", cast), came_from=f"http://testserver{address}#results")["Location"] == address


def test_a_form_without_a_page_leads_to_one(cast):
    """A refusal may have stood there, and it is no place to go to."""
    draft = f"/partner/sales/opportunities/drafts/{cast.ann_draft.pk}"
    client = client_of("ann", cast)
    assert _switch(client, came_from=f"http://testserver{draft}/restore/")["Location"] == "/"
    assert _switch(client, came_from=f"http://testserver{draft}/basic/")["Location"] == f"{draft}/basic/"
    assert client.get(_switch(client, came_from=f"http://testserver{SWITCH}")["Location"])["Location"] == "/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://evil.example/partner/", "http://evil.example/", "//evil.example/", "///evil.example/"),
        *("http://testserver//evil.example/", "http://testserver///evil.example", "http://testserver/\\evil.example"),
        *("http://testserver@evil.example/", "http://evil.example#@testserver/", "http://testserver.evil.example/"),
        *("javascript:alert(1)", "data:text/html,x", "http://[::1", "testserver/partner/", "http://testserver:81/"),
        "http://testserver\\@evil.example/",
    ],
)
def test_nobody_is_led_elsewhere(elsewhere, cast):
    answer = _switch(client_of("ann", cast), came_from=elsewhere)
    assert (answer.status_code, answer["Location"], _of("ann")["language"]) == (303, "/", "zh-hans")


@pytest.mark.parametrize("language", ["", "fr", "zh", "../en", "zh-hans\n"])
def test_a_language_that_there_is_not_changes_nothing(language, cast):
    client = client_of("ann", cast)
    answer = client.post(SWITCH, {"language": language})
    assert (answer.status_code, answer["Location"], _of("ann")) == (303, "/", AT_FIRST)
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_a_link_changes_nothing(cast):
    client = client_of("ann", cast)
    assert client.get(SWITCH, {"language": "zh-hans"})["Location"] == "/"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ann)
    assert _switch(strict).status_code == 403
    assert (_of("ann"), settings.LANGUAGE_COOKIE_NAME in strict.cookies) == (AT_FIRST, False)
