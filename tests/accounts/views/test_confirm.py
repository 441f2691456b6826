"""Whoever has shown many customer details: asked for the password, stopped for the day; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.audit import REVEALED
from accounts.models import AuditEntry, User
from accounts.reveal_limits import A_DAY, CONFIRMED, IN_TEN_MINUTES
from opportunities.models import Draft
from tests.support.browsers import client_of
from tests.support.markup import filled

LIST = "/partner/sales/opportunities/mine/"
CONFIRM = "/partner/preferences/confirm/"
PASSWORD = "a long enough passphrase"
QUESTION = "Confirm that it is you."
HTMX = {"HX-Request": "true", "HX-Target": "results"}


def _shown(by, count: int, *, ago: timedelta) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(
            tenant_id=by.tenant_id, actor=by, action=REVEALED, subject=f"CUS-{number:06}", at=timezone.now() - ago
        )
        for number in range(500_000, 500_000 + count)
    )


@pytest.fixture
def ann(cast):
    """ann has a password, and has just shown as many records as she may."""
    User.objects.filter(username="ann").update(password=make_password(PASSWORD))
    cast.ann.refresh_from_db()
    _shown(cast.ann, IN_TEN_MINUTES.records, ago=timedelta(minutes=1))
    return client_of("ann", cast)


def _eye(client, address=LIST, *, htmx=False, **more):
    return client.post(address, {"toggle": "customer_name", **more}, headers=HTMX if htmx else {})


def test_one_record_more_asks_for_the_password_and_leads_back(cast, ann):
    answer = _eye(ann, f"{LIST}?q=backup")
    page = answer.content.decode()
    assert (answer.status_code, QUESTION in page, "You have shown many customer details." in page) == (200, True, True)
    assert cast.ann_associated.name not in page
    assert filled(page)["next"] == f"{LIST}?q=backup"
    confirmed = ann.post(CONFIRM, {**filled(page), "password": PASSWORD})
    assert (confirmed.status_code, confirmed["Location"]) == (303, f"{LIST}?q=backup")
    there = ann.get(confirmed["Location"]).content.decode()
    assert "Thank you. You can show 200 more customer details." in there
    assert cast.ann_associated.name not in there
    assert cast.ann_associated.name in _eye(ann).content.decode()
    assert AuditEntry.objects.filter(action=CONFIRMED, actor=cast.ann).count() == 1


def test_htmx_asks_in_a_dialog_and_leaves_the_page_alone(cast, ann):
    asked = _eye(ann, htmx=True)
    assert (asked.status_code, asked["HX-Retarget"], asked["HX-Reswap"]) == (200, "#dialog", "innerHTML")
    text = asked.content.decode()
    assert (QUESTION in text, "<html" in text, cast.ann_associated.name in text) == (True, False, False)
    in_dialog = {"HX-Request": "true", "HX-Target": "dialog"}
    wrong = ann.post(CONFIRM, {**filled(text), "password": "not the passphrase"}, headers=in_dialog)
    assert (wrong.status_code, "The password is not correct" in wrong.content.decode()) == (422, True)
    assert "<html" not in wrong.content.decode()
    done = ann.post(CONFIRM, {**filled(text), "password": PASSWORD}, headers=in_dialog)
    assert (done.status_code, done["HX-Retarget"], done["HX-Push-Url"]) == (200, "#flash", "false")
    assert "dialog-answered" in done["HX-Trigger-After-Settle"]
    assert "You can show 200 more customer details." in done.content.decode()
    assert cast.ann_associated.name in _eye(ann, htmx=True).content.decode()


@pytest.mark.parametrize(("sent", "said"), [("", "Enter your password"), ("wrong one", "The password is not correct")])
def test_a_wrong_password_opens_nothing(sent, said, cast, ann):
    answer = ann.post(CONFIRM, {"password": sent, "next": LIST})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert filled(answer.content.decode())["next"] == LIST
    assert QUESTION in _eye(ann).content.decode()
    assert not AuditEntry.objects.filter(action=CONFIRMED).exists()


def test_signing_in_again_opens_nothing(cast, ann):
    ann.logout()
    ann.post("/signin/", {"login": "ann", "password": PASSWORD})
    assert QUESTION in _eye(ann).content.decode()


def test_guesses_are_counted_with_those_at_sign_in(cast, ann, client):
    for _guess in range(5):
        ann.post(CONFIRM, {"password": "a guess at the passphrase"})
    refused = ann.post(CONFIRM, {"password": PASSWORD})
    assert "Too many attempts. Wait 5 minutes and try again." in refused.content.decode()
    at_sign_in = client.post("/signin/", {"login": "ann", "password": PASSWORD})
    assert "Too many attempts. Wait 5 minutes and try again." in at_sign_in.content.decode()
    assert not AuditEntry.objects.filter(action=CONFIRMED).exists()


@pytest.mark.parametrize(
    "wanted",
    ["", "https://evil.example/", "//evil.example/partner/", "/partner/\\evil", "/signout/", "javascript:alert(1)"],
)
def test_the_way_back_is_a_page_of_ours(wanted, cast, ann):
    answer = ann.post(CONFIRM, {"password": PASSWORD, "next": wanted})
    assert answer["Location"].startswith("/partner/")
    assert "evil" not in answer["Location"] or answer["Location"].startswith("/partner/%5C")


def test_the_page_can_be_opened_by_itself(cast, ann):
    assert filled(ann.get(CONFIRM).content.decode())["next"] == "/partner/"


def _wizard(cast) -> str:
    return f"/partner/sales/opportunities/drafts/{cast.ann_draft.pk}/basic/"


def test_what_is_typed_in_the_wizard_is_kept_before_the_question(cast, ann):
    form = filled(ann.get(_wizard(cast)).content.decode())
    answer = _eye(ann, _wizard(cast), **{**form, "name": "Typed before the eye"})
    assert QUESTION in answer.content.decode()
    assert Draft.objects.get(pk=cast.ann_draft.pk).answers["basic"]["name"] == ["Typed before the eye"]
    back = ann.post(CONFIRM, {**filled(answer.content.decode()), "password": PASSWORD})
    assert "Typed before the eye" in ann.get(back["Location"]).content.decode()


def test_beside_a_conflict_nothing_is_asked_and_what_was_typed_stays(cast, ann):
    form = filled(ann.get(_wizard(cast)).content.decode())
    Draft.objects.filter(pk=cast.ann_draft.pk).update(revision=99)
    answer = _eye(ann, _wizard(cast), **{**form, "name": "Typed in the older tab"})
    page = answer.content.decode()
    assert (answer.status_code, "Typed in the older tab" in page, QUESTION in page) == (409, True, False)
    assert cast.ann_associated.name not in page


def test_a_form_that_comes_back_asks_nothing(cast, ann):
    """Next, with an eye opened earlier on the page: the errors come, masked."""
    form = filled(ann.get(_wizard(cast)).content.decode())
    answer = ann.post(_wizard(cast), {**form, "shown": "customer_name", "name": "", "action": "next"})
    page = answer.content.decode()
    assert (answer.status_code, QUESTION in page, cast.ann_associated.name in page) == (422, False, False)


# --- The day's limit ----------------------------------------------------------------------------------------

STOPPED = "You have shown 1,000 customer details today. Ask your administrator if you need more."


def test_the_days_limit_stops_with_the_masked_list(cast):
    _shown(cast.ann, A_DAY.records, ago=timedelta(hours=1))
    client = client_of("ann", cast)
    before = AuditEntry.objects.count()
    answer = _eye(client)
    page = answer.content.decode()
    assert (answer.status_code, STOPPED in page, 'id="eye-customer_name"' in page) == (429, True, True)
    assert (cast.ann_opportunity.number in page, cast.ann_associated.name in page) == (True, False)
    assert AuditEntry.objects.count() == before
    assert client.get(LIST).status_code == 200


def test_htmx_gets_the_stop_alone(cast):
    _shown(cast.ann, A_DAY.records, ago=timedelta(hours=1))
    answer = _eye(client_of("ann", cast), htmx=True)
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (429, "#flash", "innerHTML")
    assert (STOPPED in answer.content.decode(), "<table" in answer.content.decode()) == (True, False)


def test_a_companys_limit_names_the_company(cast):
    for member in (cast.nora, cast.bob, cast.skye, cast.sam, cast.dirk):
        _shown(member, A_DAY.records, ago=timedelta(hours=1))
    answer = _eye(client_of("ann", cast))
    assert answer.status_code == 429
    assert "Your company has shown 5,000 customer details today." in answer.content.decode()


def test_the_stop_tells_the_scripts_that_it_may_be_swapped(cast):
    assert '{"code":"429","swap":true}' in client_of("ann", cast).get(LIST).content.decode()
