"""What other sites can make a browser send: links lead here, and nothing else does (R43)."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from opportunities.models import Note
from tests.support.browsers import client_of, written

OTHERS = ("cross-site", "same-site", "something new")
OURS = ("same-origin", "none", None)
FRAGMENT = {"HX-Request": "true", "HX-Target": "results"}
LIST = "/partner/sales/opportunities/mine/"


def _says(site: str | None, **more: str) -> dict[str, str]:
    return {**({} if site is None else {"Sec-Fetch-Site": site}), **more}


@pytest.mark.parametrize("site", OTHERS)
@pytest.mark.parametrize("address", ["/signin/", "/signout/", LIST, "/admin/", "/nowhere/", "/live/"])
def test_another_site_changes_nothing(address, site, cast):
    """The refusal is a page, for whoever is asked by a click on the other site."""
    client = client_of("ann", cast)
    before = written()
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        answer = client.generic(method, address, headers=_says(site))
        if address == "/live/":
            assert answer.content == b"live\n"
            continue
        assert answer.status_code == 403
        assert b"This was sent from another site. Open Partner Center and do it there." in answer.content
        assert b"</html>" in answer.content
    assert written() == before
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("site", OTHERS)
def test_another_site_gets_no_fragment_but_may_link(site, cast):
    client = client_of("ann", cast)
    assert client.get(LIST, headers=_says(site, **FRAGMENT)).status_code == 403
    assert client.head(LIST, headers=_says(site, **FRAGMENT)).status_code == 403
    assert client.get(LIST, headers=_says(site)).status_code == 200
    assert client.head(LIST, headers=_says(site)).status_code == 200


@pytest.mark.parametrize("site", OURS)
def test_our_own_pages_and_old_browsers_go_on(site, cast):
    client = client_of("ann", cast)
    assert client.get(LIST, headers=_says(site, **FRAGMENT)).status_code == 200
    address = f"/partner/sales/opportunities/{cast.ann_opportunity.number}/notes/new/"
    answer = client.post(address, {"text": "They want a price."}, headers=_says(site))
    assert (answer.status_code, Note.objects.get().text) == (303, "They want a price.")


def test_the_form_token_still_holds_where_the_browser_says_nothing(cast):
    client = client_of("ann", cast)
    client.handler.enforce_csrf_checks = True
    answer = client.post("/signout/")
    assert answer.status_code == 403
    assert b"Your page was open for a long time." in answer.content


def test_scripts_carry_the_hash_of_what_is_served(client, db):
    page = client.get("/signin/").content.decode()
    for name in ("js/app.js", "django_htmx/htmx-2.min.js"):
        address = staticfiles_storage.url(name)
        assert f'<script src="{address}" integrity="sha384-' in page


def test_a_script_that_changes_under_the_server_has_no_hash(client, db, settings):
    settings.DEBUG = True
    page = client.get("/signin/").content.decode()
    assert page.count('integrity=""') == page.count("<script") == 2
