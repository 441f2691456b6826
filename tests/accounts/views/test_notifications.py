"""The page Notifications: the own ones by day, opened by a POST that marks them read; the bell on every page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Notification, Partner, User
from tests import make
from tests.support.browsers import client_of

PAGE = "/partner/notifications/"
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def _bell(page) -> tuple[str, str]:
    """What it is called, and the number on it."""
    bell = re.search(r'<a class="pc-nav-top pc-bell"[^>]*aria-label="([^"]*)".*?</a>', page.content.decode(), re.DOTALL)
    number = re.search(r'pc-count-badge" aria-hidden="true">([^<]*)<', bell[0])
    return bell[1], number[1] if number else ""


def _texts(page) -> list[str]:
    return re.findall(r"<span>(?:<span.*?</span>)?(OPP[^<]*)</span>", page.content.decode())


def test_the_own_ones_stand_by_day_newest_first(cast):
    with time_machine.travel(NOW, tick=False):
        for days in (0, 1, 1, 40):
            make.notification(
                to=cast.ann, about=cast.ann_opportunity, words={"by": f"day{days}"}, at=NOW - timedelta(days=days)
            )
        make.notification(to=cast.bob, about=cast.bob_opportunity)
        page = client_of("ann", cast).get(PAGE)
    number = cast.ann_opportunity.number
    assert _texts(page) == [f"{number} was won by day{days}." for days in (0, 1, 1, 40)]
    assert re.findall(r'class="pc-day">([^<]*)<', page.content.decode()) == ["Today", "Yesterday", "17 October 2026"]
    assert _bell(page) == ("4 unread notifications", "4")
    assert cast.bob_opportunity.number not in page.content.decode()


@pytest.mark.parametrize(("zone", "day"), [("UTC", "Today"), ("Pacific/Kiritimati", "Yesterday")])
def test_days_are_the_distributors(zone, day, cast):
    Partner.objects.filter(pk=cast.north.pk).update(time_zone=zone)
    make.notification(to=cast.ann, about=cast.ann_opportunity, at=NOW - timedelta(hours=3))
    with time_machine.travel(NOW, tick=False):
        page = client_of("ann", cast).get(PAGE)
    assert f'class="pc-day">{day}<' in page.content.decode()


def test_opening_one_marks_it_read_and_leads_to_the_record(cast):
    opened, other = (make.notification(to=cast.ann, about=cast.ann_opportunity) for _one in range(2))
    client = client_of("ann", cast)
    assert client.get(f"{PAGE}{opened.key}/").status_code == 405
    answer = client.post(f"{PAGE}{opened.key}/")
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"/partner/sales/opportunities/{cast.ann_opportunity.number}/",
    )
    opened.refresh_from_db()
    other.refresh_from_db()
    assert (opened.read_at is None, other.read_at) == (False, None)
    first = opened.read_at
    client.post(f"{PAGE}{opened.key}/")
    opened.refresh_from_db()
    assert opened.read_at == first
    assert _bell(client.get(PAGE)) == ("1 unread notification", "1")


@pytest.mark.parametrize("person", ["nora", "bob", "dirk", "skye", "max"])
def test_somebody_elses_does_not_exist(person, cast):
    row = make.notification(to=cast.ann, about=cast.ann_opportunity)
    assert client_of(person, cast).post(f"{PAGE}{row.key}/").status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


@pytest.mark.parametrize(
    ("thing", "place"),
    [
        ("ann_associated", "/partner/sales/customers/{}/"),
        ("ann_draft", "/partner/sales/opportunities/drafts/{}/"),
        ("running_task", "/partner/sales/marketing-tasks/{}/"),
        ("ann", "/partner/organization/reveals/"),
        ("sky_target", PAGE),
    ],
)
def test_each_leads_where_its_record_is(thing, place, cast):
    row = make.notification(to=cast.nora, about=getattr(cast, thing))
    answer = client_of("nora", cast).post(f"{PAGE}{row.key}/")
    assert answer["Location"] == place.format(row.reference)


def test_all_are_marked_read_at_once_and_nobody_elses(cast):
    for member in (cast.ann, cast.ann, cast.bob):
        make.notification(to=member, about=cast.ann_opportunity)
    client = client_of("ann", cast)
    assert "Mark all as read" in client.get(PAGE).content.decode()
    assert client.post(PAGE)["Location"] == PAGE
    page = client.get(PAGE)
    assert "2 notifications marked as read." in page.content.decode()
    assert ("Mark all as read" in page.content.decode(), _bell(page)) == (False, ("Notifications", ""))
    assert Notification.objects.get(read_at=None).recipient == cast.bob


def test_without_any_one_is_up_to_date(cast):
    assert "You are up to date" in client_of("sam", cast).get(PAGE).content.decode()


def test_the_bell_counts_no_further_than_ninety_nine(cast):
    for number, said in ((99, ("99 unread notifications", "99")), (2, ("99+ unread notifications", "99+"))):
        for _one in range(number):
            make.notification(to=cast.ann, about=cast.ann_opportunity)
        assert _bell(client_of("ann", cast).get("/partner/")) == said


def test_operators_have_no_bell(cast):
    assert "pc-bell" not in client_of("olga", cast).get("/").content.decode()


def test_an_open_page_is_told_of_new_ones(cast):
    client = client_of("ann", cast)
    ask = re.search(r'hx-get="([^"]*since=[^"]*)"', client.get(PAGE).content.decode())[1].replace("&amp;", "&")
    poll = {"HX-Request": "true", "HX-Target": "freshness"}
    assert client.get(ask, headers=poll).status_code == 204
    make.notification(to=cast.ann, about=cast.ann_opportunity, at=timezone.now() + timedelta(milliseconds=5))
    answer = client.get(ask, headers=poll).content.decode()
    assert ("1 new notification." in answer, "<html" in answer) == (True, False)


def test_the_rest_of_many_is_on_the_next_page(cast):
    for minutes in range(30):
        make.notification(
            to=cast.ann, about=cast.ann_opportunity, words={"by": f"m{minutes}"}, at=NOW - timedelta(minutes=minutes)
        )
    client = client_of("ann", cast)
    first = client.get(PAGE)
    link = re.search(r'id="page-next" href="([^"]*)"', first.content.decode())[1].replace("&amp;", "&")
    second = client.get(f"{PAGE}{link}")
    assert (len(_texts(first)), len(_texts(second))) == (25, 5)
    assert "Showing 26-30 of 30" in second.content.decode()


# --- Preferences ------------------------------------------------------------------------------------------------


def test_what_is_mailed_is_ones_own_choice(cast):
    client, address = client_of("ann", cast), "/partner/preferences/"
    assert User.objects.get(pk=cast.ann.pk).unmailed == ["phase_changed"]
    answer = client.post(address, {"action": "mails", "mails": ["opportunity_won", "phase_changed"]})
    assert (answer.status_code, answer["Location"]) == (303, address)
    off = User.objects.get(pk=cast.ann.pk).unmailed
    assert ({"opportunity_won", "phase_changed"} & {*off}, "opportunity_lost" in off) == (set(), True)
    page = client.get(address).content.decode()
    assert "Notifications saved." in page
    checked = re.findall(r'name="mails" value="(\w+)"[^>]*checked', page)
    assert sorted(checked) == ["opportunity_won", "phase_changed"]
    assert User.objects.get(pk=cast.bob.pk).unmailed == ["phase_changed"]


def test_what_is_no_notification_is_refused(cast):
    answer = client_of("ann", cast).post("/partner/preferences/", {"action": "mails", "mails": ["everything"]})
    assert (answer.status_code, "Select notifications of the list" in answer.content.decode()) == (422, True)
    assert User.objects.get(pk=cast.ann.pk).unmailed == ["phase_changed"]
