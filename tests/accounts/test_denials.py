"""A refused request leaves a line of its own; twenty in five minutes tell the administrators, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError
from django.utils import timezone

from accounts import denials
from accounts.denials import ALERT, DENIED, MANY
from accounts.models import AuditEntry, User
from tests.support.browsers import client_of
from tests.support.jobs import do_jobs

NEW = "/partner/sales/opportunities/new/"


def lines(action: str = DENIED) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action).order_by("pk"))


def _earlier(by: User, count: int, *, ago: timedelta, action: str = DENIED) -> None:
    at = timezone.now() - ago
    AuditEntry.objects.bulk_create(
        AuditEntry(tenant_id=by.tenant_id, actor=by, action=action, subject=by.username, at=at)
        for _line in range(count)
    )


@pytest.fixture
def administrators(cast) -> None:
    User.objects.filter(username__in=["nora", "skye", "sue", "olga"]).update(email="somebody@north.example")
    User.objects.filter(username="nora").update(email="nora@north.example")


def test_a_role_that_lacks_the_capability_leaves_a_line(cast):
    answer = client_of("dirk", cast).get(NEW)
    [line] = lines()
    assert (answer.status_code, line.tenant, line.actor, line.actor_role) == (403, cast.north, cast.dirk, "director")
    assert (line.subject, line.details) == (
        "dirk",
        {"rule": "add opportunities", "route": "opportunities:new", "method": "GET"},
    )
    assert str(line.request_id) == answer["X-Request-ID"]
    assert line.ip == "127.0.0.1"


def test_the_record_is_named_by_a_hash_alone(cast):
    """What was refused may be read by somebody who may not know that it is there."""
    client, number = client_of("ann", cast), cast.ann_opportunity.number
    for asked in (number, number, cast.won_opportunity.number):
        client.post(f"/partner/sales/opportunities/{asked}/void/", {"reason": "Entered a second time by mistake."})
    first, again, other = (line.details["object"] for line in lines())
    assert (first == again, first == other, len(first)) == (True, False, 32)
    assert number not in str(lines()[0].details)


@pytest.mark.parametrize(
    ("person", "address", "rule"),
    [
        ("nora", "/bare/", "undeclared"),
        ("nora", "/admin/", "operations"),
        ("olga", NEW, "add opportunities"),
    ],
)
def test_whoever_refuses_there_is_a_line(person, address, rule, cast, settings):
    settings.ROOT_URLCONF = "tests.support.faulty_urls"
    assert client_of(person, cast).get(address).status_code == 403
    [line] = lines()
    assert (line.actor, line.tenant_id, line.details["rule"]) == (
        getattr(cast, person),
        getattr(cast, person).tenant_id,
        rule,
    )


def test_a_refusal_before_any_page_is_found_leaves_a_line_too(cast, settings):
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE[: settings.MIDDLEWARE.index("accounts.middleware.enter_tenant")],
        "tests.support.faulty_urls.refuses_everything",
    ]
    assert client_of("ann", cast).get(NEW).status_code == 403
    [line] = lines()
    assert (line.actor, line.details) == (cast.ann, {"rule": "before any page", "method": "GET"})


@pytest.mark.parametrize(
    ("person", "address", "status"),
    [
        ("stranger", NEW, 302),
        ("exit", NEW, 302),
        ("max", "/partner/sales/opportunities/OPP-2026-999999/", 404),
        ("ann", "/partner/nowhere/", 404),
    ],
)
def test_what_is_no_refusal_leaves_no_line(person, address, status, cast):
    assert client_of(person, cast).get(address).status_code == status
    assert lines() == []


def test_an_outdated_form_is_no_refusal(cast):
    """An autosave of a tab that was left open would send twenty of them."""
    client = client_of("ann", cast)
    client.handler.enforce_csrf_checks = True
    assert client.post(NEW, {"customer": "CUS-000001"}).status_code == 403
    assert lines() == []


def test_the_twentieth_refusal_tells_the_administrators_once(cast, administrators):
    _earlier(cast.ann, MANY - 2, ago=timedelta(minutes=4))
    _earlier(cast.ann, MANY, ago=timedelta(minutes=6))
    _earlier(cast.bob, MANY, ago=timedelta(minutes=1))
    client = client_of("ann", cast)
    client.get("/admin/")
    assert (lines(ALERT), do_jobs()) == ([], 0)
    client.get("/admin/")
    do_jobs()
    [alert], [sent] = lines(ALERT), mail.outbox
    assert (alert.actor, alert.tenant, alert.details) == (cast.ann, cast.north, {"denied": MANY})
    assert sent.to == ["nora@north.example"]
    assert "ann was refused 20 requests" in sent.body
    assert cast.ann.name not in sent.subject + sent.body
    client.get("/admin/")
    do_jobs()
    assert (len(lines(ALERT)), len(mail.outbox)) == (1, 1)


def test_five_minutes_later_it_tells_again(cast, administrators):
    _earlier(cast.ann, MANY, ago=timedelta(minutes=1))
    _earlier(cast.ann, 1, ago=timedelta(minutes=6), action=ALERT)
    client_of("ann", cast).get("/admin/")
    do_jobs()
    assert (len(lines(ALERT)), len(mail.outbox)) == (2, 1)


@pytest.mark.parametrize(("person", "told"), [("sam", "nora@north.example"), ("olga", "somebody@north.example")])
def test_who_is_told(person, told, cast, administrators):
    """The distributor hears of its resellers' members; operators hear of operators."""
    by = getattr(cast, person)
    _earlier(by, MANY, ago=timedelta(minutes=1))
    client_of(person, cast).get(NEW)
    do_jobs()
    assert [sent.to for sent in mail.outbox] == [[told]]


def test_a_line_that_cannot_be_written_stops_nothing(cast, monkeypatch, caplog):
    def fail(*args: object, **details: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(denials, "record", fail)
    assert client_of("ann", cast).get("/admin/").status_code == 403
    assert "could not be recorded" in caplog.text
