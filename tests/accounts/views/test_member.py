"""One member's page: what it shows, what an administrator may change there, and what is said before and after."""

import pytest
from django.test import Client

from accounts.models import AuditEntry, Partner, User
from opportunities.models import Opportunity
from tests import make
from tests.support.browsers import client_of
from tests.support.markup import filled

ROOT = "/partner/organization/members"


def _sent(client, username: str, **changed) -> dict[str, str]:
    """The page's own form with some of it changed."""
    return {**filled(client.get(f"{ROOT}/{username}/").content.decode()), **changed}


def _now(username: str) -> tuple:
    row = User.objects.select_related("director").get(username=username)
    return row.name, row.email, row.role, row.director and row.director.username


def test_the_page_says_who_it_is_and_what_the_member_has(cast):
    answer = client_of("nora", cast).get(f"{ROOT}/ann/")
    assert [(str(label), value) for label, value in answer.context["holdings"]] == [
        ("Open and suspended opportunities", "2"),
        ("Drafts of opportunities", "1"),
        ("Target customers of marketing tasks", "2"),
        ("Customers", "2"),
        ("Resellers looked after", "1"),
    ]
    assert "Ann Karlsson" in answer.content.decode()
    led = client_of("nora", cast).get(f"{ROOT}/dirk/").context["led"]
    assert [person.username for person in led] == ["ann"]


def test_a_name_in_another_case_leads_to_the_right_address(cast):
    answer = client_of("nora", cast).get(f"{ROOT}/ANN/")
    assert (answer.status_code, answer["Location"]) == (302, f"{ROOT}/ann/")


def test_a_change_is_stored_recorded_and_followed(cast):
    client = client_of("nora", cast)
    said = _sent(client, "ann", name="Ann Berg", email="ann@north.example", director="")
    assert client.post(f"{ROOT}/ann/", said).status_code == 303
    assert _now("ann") == ("Ann Berg", "ann@north.example", "account_manager", None)
    line = AuditEntry.objects.get(action="member changed")
    assert (line.actor, line.subject, line.details) == (
        cast.nora,
        "ann",
        {"changed": ["name", "email", "director"]},
    )
    cast.ann_opportunity.refresh_from_db()
    assert "ann berg" in cast.ann_opportunity.search


def test_another_role_of_a_director_is_asked_about_with_names(cast):
    User.objects.filter(username="bob").update(director=cast.dirk)
    client = client_of("nora", cast)
    asked = client.post(f"{ROOT}/dirk/", _sent(client, "dirk", role="account_manager"))
    page = asked.content.decode()
    assert (asked.status_code, "2 account managers will have no director: ann, bob." in page) == (422, True)
    assert _now("dirk")[2] == "director"
    answer = client.post(f"{ROOT}/dirk/", {**filled(page)})
    assert answer.status_code == 303
    after = client.get(answer["Location"]).content.decode()
    assert "2 account managers have no director any more: ann, bob." in after
    assert (_now("dirk")[2], _now("ann")[3], _now("bob")[3]) == ("account_manager", None, None)
    line = AuditEntry.objects.get(action="member changed")
    assert line.details == {"changed": ["role"], "left_without_director": ["ann", "bob"]}


def test_whoever_sells_no_more_hands_over_first(cast):
    client = client_of("nora", cast)
    asked = client.post(f"{ROOT}/ann/", _sent(client, "ann", role="director"))
    page = asked.content.decode()
    assert (asked.status_code, "Say who takes over." in page, _now("ann")[2]) == (422, True, "account_manager")
    assert client.post(f"{ROOT}/ann/", {**filled(page), "to": ""}).status_code == 422
    assert client.post(f"{ROOT}/ann/", {**filled(page), "to": "max"}).status_code == 422
    assert client.post(f"{ROOT}/ann/", {**filled(page), "to": "bob"}).status_code == 303
    assert _now("ann")[2:] == ("director", None)
    assert not Opportunity.objects.not_closed().filter(owner=cast.ann).exists()
    cast.ann_associated.refresh_from_db()
    assert cast.ann_associated.account_manager == cast.bob


def test_a_role_binds_at_the_next_request(cast):
    bobs = client_of("bob", cast)
    assert bobs.get(f"{ROOT}/").status_code == 403
    client = client_of("nora", cast)
    page = client.post(f"{ROOT}/bob/", _sent(client, "bob", role="administrator")).content.decode()
    assert client.post(f"{ROOT}/bob/", {**filled(page), "to": "ann"}).status_code == 303
    assert bobs.get(f"{ROOT}/").status_code == 200


def test_the_own_name_may_be_changed_and_the_own_role_not(cast):
    client = client_of("nora", cast)
    page = client.get(f"{ROOT}/nora/").content.decode()
    assert "You are the only administrator. One must remain" in page
    assert ('name="role"' in page, "deactivate/" in page) == (False, False)
    answer = client.post(f"{ROOT}/nora/", {**filled(page), "name": "Nora L.", "role": "director"})
    assert (answer.status_code, _now("nora")[0], _now("nora")[2]) == (303, "Nora L.", "administrator")
    make.member(partner=cast.north, role="administrator")
    assert "You cannot change your own role" in client.get(f"{ROOT}/nora/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "ann"}, "email"),
        ({"email": "BOB@north.example"}, "email"),
        ({"role": ""}, "role"),
        ({"director": "sid"}, "director"),
        ({"director": "exit"}, "director"),
        ({"director": "ann"}, "director"),
    ],
)
def test_what_is_wrong_is_refused(wrong, field, cast):
    User.objects.filter(username="bob").update(email="bob@north.example")
    client, before = client_of("nora", cast), _now("ann")
    answer = client.post(f"{ROOT}/ann/", _sent(client, "ann", **wrong))
    assert (answer.status_code, list(answer.context["form"].errors), _now("ann")) == (422, [field], before)


def test_of_two_who_change_one_member_the_later_one_is_told(cast):
    client = client_of("nora", cast)
    said = _sent(client, "bob", name="Bob The Second")
    client.post(f"{ROOT}/bob/", _sent(client, "bob", email="bob@north.example"))
    answer = client.post(f"{ROOT}/bob/", said)
    page = answer.content.decode()
    assert (answer.status_code, "was changed while you were typing" in page) == (409, True)
    assert (filled(page)["name"], _now("bob")[:2]) == ("Bob The Second", ("Bob Tanaka", "bob@north.example"))
    assert client.post(f"{ROOT}/bob/", filled(page)).status_code == 303
    assert _now("bob")[0] == "Bob The Second"


def test_a_suspended_company_looks_and_changes_nothing(cast):
    Partner.objects.filter(pk=cast.sky.pk).update(status=Partner.Status.SUSPENDED)
    client, before = client_of("skye", cast), _now("sam")
    page = client.get(f"{ROOT}/sam/").content.decode()
    assert "Your company is suspended." in page
    assert ('id="modify"' in page, "deactivate/" in page) == (False, False)
    said = {"name": "Sam O.", "role": "account_manager", "version": "1"}
    assert (client.post(f"{ROOT}/sam/", said).status_code, _now("sam")) == (403, before)


def test_what_was_sent_with_an_old_token_is_on_the_page_again(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.nora)
    said = _sent(client, "ann", name="Ann Berg", role="director", csrfmiddlewaretoken="x" * 64)
    answer = client.post(f"{ROOT}/ann/", said, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer["Location"]) == (303, f"{ROOT}/ann/")
    page = client.get(f"{ROOT}/ann/").content.decode()
    assert (filled(page)["name"], filled(page)["role"], _now("ann")[0]) == ("Ann Berg", "director", "Ann Karlsson")
    assert "Your page was open for a long time." in page
