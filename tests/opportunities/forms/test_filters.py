"""The filters of Business Opportunities: named periods, two days of one's own, and what an address stands for."""

from datetime import date

import pytest
import time_machine
from django.http import QueryDict

from opportunities import list_views
from opportunities.forms.filters import OpportunityFilterForm, between
from opportunities.models.queryset import Criteria

TODAY = date(2026, 11, 26)


@pytest.fixture
def asked(db):
    def ask(query: str) -> OpportunityFilterForm:
        with time_machine.travel(TODAY):
            return OpportunityFilterForm(
                QueryDict(query), group="mine", chooses_owner=True, time_zone="Etc/UTC", currency="USD"
            )

    return ask


def attained(criteria: Criteria) -> tuple[date | None, date | None, date | None]:
    return criteria.attain_from, criteria.attain_to, criteria.overdue_on


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        ("month", TODAY, date(2026, 11, 1), date(2026, 11, 30)),
        ("next", TODAY, date(2026, 12, 1), date(2026, 12, 31)),
        ("next", date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 31)),
        ("month", date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
        ("quarter", TODAY, date(2026, 10, 1), date(2026, 12, 31)),
        ("quarter", date(2027, 1, 1), date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_a_period_has_its_first_and_its_last_day(period, today, first, last):
    assert between(period, today) == (first, last)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (None, None, None)),
        ("attain=any&attain_from=2026-12", (None, None, None)),
        ("attain=month", (date(2026, 11, 1), date(2026, 11, 30), None)),
        ("attain=overdue&attain_to=2030-01-01", (None, None, TODAY)),
        ("attain=between&attain_from=2026-12&attain_to=2027-03", (date(2026, 12, 1), date(2027, 3, 31), None)),
        # As links say it that name no radio: a month from its first day to its last.
        ("attain_from=2026-12&attain_to=2027-03-27", (date(2026, 12, 1), date(2027, 3, 27), None)),
    ],
)
def test_attainment_means_the_radio_or_the_two_days(asked, query, expected):
    assert attained(asked(query).criteria()) == expected


def test_the_form_shows_what_a_silent_address_stands_for(asked):
    assert asked("").data["attain"] == "any"
    assert asked("q=&sort=name").criteria().statuses == asked("q=amber").criteria().statuses == ("active",)
    assert asked("attain=any").criteria().statuses == asked("q=amber&win_min=0").criteria().statuses == ()
    assert (asked("").tokens(), asked("").in_use(), asked("").narrows) == ([], 0, False)
    assert asked("attain_from=2026-12").data["attain"] == "between"
    assert asked("attain=any&status=active").tokens() == [("Status: Active", "?attain=any")]
    assert asked("status=won&status=lost&type=renewal&q=amber").in_use() == 3
    assert (asked("attain=any").in_use(), asked("attain=between").in_use(), asked("attain=next").in_use()) == (0, 0, 1)
    assert asked("attain_from=2026-12").tokens() == [("Attainment from: Dec 2026", "?")]


def test_filters_in_use_are_said_as_the_list_says_them(asked):
    said = [text for text, _without in asked("revenue_min=1k&attain_to=2027-03-27&created_from=20270327").tokens()]
    assert said == [
        "Attainment to: 27 Mar 2027",
        "Monthly revenue from: USD 1,000.00",
        "Created from: 27 Mar 2027",
    ]


def test_values_that_mean_nothing_are_named(asked):
    form = asked("attain=someday&signed=never&only=me")
    assert attained(form.criteria()) == (None, None, None)
    assert form.ignored().endswith("were ignored: attain=someday, signed=never, only=me.")


def test_each_view_is_current_on_its_own_address_and_nowhere_else(asked):
    for link in list_views.menu(asked(""))["links"]:
        menu = list_views.menu(asked(f"{link['url'].removeprefix('?')}&q=&sort=name&after=x~1&owner="))
        assert menu["current"] == link["label"]
        assert [other["label"] for other in menu["links"] if other["current"]] == [link["label"]]
        assert all("sort=name" in other["url"] and "after" not in other["url"] for other in menu["links"])
    assert list_views.menu(asked("status=active&phase=testing"))["current"] == "Custom"
    assert list_views.menu(asked("status=nonsense"))["current"] == "All"
    assert list_views.menu(asked("sort=name&q="))["current"] == "All open"
