"""A session ends by itself: half an hour after the last thing done in it, and twelve hours after signing in (R33)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session

from tests.support.browsers import client_of

LIST = "/partner/sales/opportunities/mine/"
LEFT = "/partner/session/"
START = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
FORGET = '"cache", "storage"'


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield lambda **after: traveller.move_to(START + timedelta(**after))


@pytest.fixture
def client(cast, clock):
    return client_of("ann", cast)


def _left(client) -> int:
    return int(client.get(LEFT).content)


def test_half_an_hour_without_doing_anything_ends_it(client, clock):
    clock(minutes=29, seconds=59)
    assert client.get(LIST).status_code == 200
    held = client.session.session_key
    clock(minutes=59, seconds=59)
    answer = client.get(LIST)
    assert (answer.status_code, answer["Location"]) == (302, f"/signin/?next={LIST}")
    assert answer["Clear-Site-Data"] == FORGET
    assert not Session.objects.filter(session_key=held).exists()
    assert "Sign in again to continue." in client.get(answer["Location"]).content.decode()


def test_twelve_hours_end_it_whatever_is_done(client, clock):
    for minutes in range(20, 720, 20):
        clock(minutes=minutes)
        assert client.get(LIST).status_code == 200, minutes
    clock(hours=12)
    assert client.get(LIST).status_code == 302


def test_a_post_is_activity_and_so_is_an_operators_page(cast, clock):
    ann, olga = client_of("ann", cast), client_of("olga", cast)
    clock(minutes=25)
    ann.post(f"/partner/sales/opportunities/drafts/{cast.ann_draft.pk}/basic/autosave/", {"revision": "1", "name": "A"})
    olga.get("/admin/")
    clock(minutes=50)
    assert (ann.get(LIST).status_code, olga.get("/admin/").status_code) == (200, 200)
    clock(minutes=90)
    assert (ann.get(LIST).status_code, olga.get("/admin/").status_code) == (302, 302)


def test_what_a_page_asks_by_itself_is_no_activity(client, clock):
    for minutes in range(1, 30):
        clock(minutes=minutes)
        assert client.get(LIST, headers={"HX-Request": "true", "HX-Target": "freshness"}).status_code == 204
        assert _left(client) == (30 - minutes) * 60
    clock(minutes=30)
    answer = client.get(LEFT, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, f"/signin/?next={LEFT}")


def test_whoever_stays_has_half_an_hour_more_but_never_more_than_the_day(client, clock):
    clock(minutes=27)
    assert int(client.get(f"{LEFT}?stay").content) == 1800
    for minutes in range(50, 711, 20):
        clock(minutes=minutes)
        client.get(LIST)
    clock(hours=11, minutes=58)
    assert (int(client.get(f"{LEFT}?stay").content), _left(client)) == (120, 120)


def test_reading_pages_writes_the_session_once_a_minute(client, clock):
    def written() -> str:
        return Session.objects.get(session_key=client.session.session_key).session_data

    first = written()
    clock(seconds=59)
    client.get(LIST)
    assert written() == first
    clock(seconds=60)
    client.get(LIST)
    assert written() != first


def test_a_session_begins_anew_at_sign_in(cast, clock, client):
    cast.ann.set_password("a long enough passphrase")
    cast.ann.save()
    clock(hours=1)
    client.get(LIST)
    client.post("/signin/", {"login": "ann", "password": "a long enough passphrase"})
    assert (client.get(LIST).status_code, _left(client)) == (200, 1800)
    clock(hours=12, minutes=29)
    assert client.get(LIST).status_code == 302


def test_pages_of_members_know_how_long_they_can_count_on(cast, client, clock):
    """The same bytes for every page of the day, so that nobody is told apart by them."""
    first = client.get(LIST).content.decode()
    assert 'data-left="1740"' in first
    for minutes in range(20, 710, 20):
        clock(minutes=minutes)
        client.get(LIST)
    clock(hours=11, minutes=50)
    assert 'data-left="600"' in client.get(LIST).content.decode()
    assert 'id="session"' not in client_of("olga", cast).get("/").content.decode()
    assert 'id="session"' not in client_of("stranger", cast).get("/signin/").content.decode()
