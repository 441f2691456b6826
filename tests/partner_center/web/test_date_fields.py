"""Dates and months as people write them, and the sentences for what can't be read."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from partner_center.web import formats
from partner_center.web.date_fields import (
    FlexibleDateField,
    MonthOrDate,
    MonthOrDateField,
    read_date,
    read_month,
)

TENDER = FlexibleDateField(subject="Tender date", enter="Enter the tender date")
THIS_CENTURY = st.dates(date(2000, 1, 1), date(2100, 12, 31))
PATTERNS = ("%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%B %d, %Y", "%Y%m%d", "%Y年%m月%d日")


def attainment(**options: Any) -> MonthOrDateField:
    return MonthOrDateField(subject="Estimated attainment time", enter="Enter the estimated attainment time", **options)


def refusal(field: forms.Field, typed: Any) -> str:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    (message,) = refused.value.messages
    return message


@pytest.mark.parametrize(
    "typed",
    [
        "2027-03-07",
        "2027-3-7",
        "2027/3/7",
        "2027.03.07",
        "20270307",
        "7 Mar 2027",
        "07 march 2027",
        "7 Mar. 2027",
        "Mar 7, 2027",
        "2027年3月7日",
        "2027 年 3 月 7 日",
        "２０２７－０３－０７",
        "  7   MAR 2027 ",
    ],
)
def test_date_as_people_write_it(typed: str) -> None:
    assert TENDER.clean(typed) == date(2027, 3, 7)
    assert attainment().clean(typed) == MonthOrDate(date(2027, 3, 7))


@pytest.mark.parametrize(
    ("typed", "last_day"),
    [
        ("2027-03", date(2027, 3, 31)),
        ("2027/3", date(2027, 3, 31)),
        ("Mar 2027", date(2027, 3, 31)),
        ("march, 2027", date(2027, 3, 31)),
        ("Sept 2027", date(2027, 9, 30)),
        ("2027年3月", date(2027, 3, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("２０２７－０２", date(2027, 2, 28)),
    ],
)
def test_month_means_its_last_day(typed: str, last_day: date) -> None:
    assert attainment().clean(typed) == MonthOrDate(last_day, is_month=True)


@pytest.mark.parametrize("typed", ["03/04/2027", "3-4-2027", "3.4.2027", "27/03/2027", "03/04/27", "03/2027"])
def test_ambiguous_dates_are_asked_again(typed: str) -> None:
    assert refusal(TENDER, typed) == "Enter the tender date as year, month and day, like 2027-02-15"
    assert refusal(attainment(), typed) == "Enter the estimated attainment time as year and month, like 2027-03"


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "2027-02-29",
        "2027-13-01",
        "2027-00",
        "20271301",
        "1999-12-31",
        "2101-01-01",
        "7 Foo 2027",
        "2027-03-07T10:00",
        "2027-03/07",
        "٢٠٢٧-03-07",
        "2027-03-07" + " " * 60 + "x",
    ],
)
def test_text_that_is_no_real_date(typed: str) -> None:
    assert refusal(TENDER, typed) == "Tender date must be a real date, like 2027-02-15"
    sentence = "Estimated attainment time must be a real month or date, like 2027-03"
    assert refusal(attainment(), typed) == sentence


def test_month_alone_is_no_date() -> None:
    assert refusal(TENDER, "2027-03") == "Tender date must be a real date, like 2027-02-15"


@pytest.mark.parametrize("typed", ["", "  ", None])
def test_empty_date(typed: str | None) -> None:
    assert refusal(TENDER, typed) == "Enter the tender date"
    assert refusal(attainment(), typed) == "Enter the estimated attainment time"
    assert attainment(required=False).clean(typed) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-10", "Estimated attainment time must be this month or later"),
        ("2026-10-31", "Estimated attainment time must be this month or later"),
        ("2031-11", "Estimated attainment time must be before Nov 2031"),
        ("2031-11-01", "Estimated attainment time must be before Nov 2031"),
    ],
)
def test_limited_month_refuses_what_is_outside(typed: str, sentence: str) -> None:
    field = attainment()
    field.limit(date(2026, 11, 24))
    assert refusal(field, typed) == sentence


@pytest.mark.parametrize("typed", ["2026-11", "2026-11-01", "2031-10", "2031-10-31"])
def test_limited_month_admits_what_is_inside(typed: str) -> None:
    field = attainment()
    field.limit(date(2026, 11, 24))
    assert field.clean(typed) is not None


def test_dates_of_the_past_are_admitted_without_a_limit() -> None:
    assert attainment().clean("2020-01") == MonthOrDate(date(2020, 1, 31), is_month=True)


@given(THIS_CENTURY, st.sampled_from(PATTERNS))
def test_every_date_is_read_in_every_way_of_writing(day: date, pattern: str) -> None:
    assert read_date(day.strftime(pattern)) == day


@given(THIS_CENTURY, st.sampled_from(["en", "zh-hans"]))
def test_what_is_shown_can_be_typed(day: date, language: str) -> None:
    with override(language):
        assert read_date(formats.day(day)) == day
        shown_month = read_month(formats.month(day))
    assert shown_month is not None
    assert (shown_month.year, shown_month.month) == (day.year, day.month)


@given(st.text("0123456789-/. 年月日JanFebMar", max_size=14))
def test_any_text_is_a_date_of_this_century_or_none(typed: str) -> None:
    found = read_date(typed)
    assert found is None or 2000 <= found.year <= 2100


def test_stored_dates_are_shown_as_they_can_be_typed() -> None:
    assert TENDER.prepare_value(date(2027, 3, 7)) == "2027-03-07"
    assert attainment().prepare_value(date(2027, 3, 31)) == "2027-03-31"
    assert attainment().prepare_value(MonthOrDate(date(2027, 3, 31), is_month=True)) == "2027-03"
    assert attainment().prepare_value("next spring") == "next spring"


@pytest.mark.parametrize("initial", [date(2027, 3, 31), MonthOrDate(date(2027, 3, 31), is_month=True)])
def test_month_has_changed_only_when_another_day_is_meant(initial: date | MonthOrDate) -> None:
    assert not attainment().has_changed(initial, "Mar 2027")
    assert not attainment().has_changed(initial, "2027-03-31")
    assert attainment().has_changed(initial, "2027-03-30")
    assert attainment().has_changed(initial, "spring")
    assert attainment().has_changed(initial, "")
    assert not attainment().has_changed(None, "")


def test_date_inputs_are_text_and_keep_what_was_typed() -> None:
    class DatesForm(forms.Form):
        use_required_attribute = False
        tender = TENDER
        attained = attainment()

    form = DatesForm({"tender": "03/04/2027", "attained": "spring"})
    assert not form.is_valid()
    assert str(form["tender"]) == (
        '<input type="text" name="tender" value="03/04/2027" autocomplete="off" data-echo="date" '
        'data-picker="date" aria-invalid="true" aria-describedby="id_tender_error" id="id_tender">'
    )
    assert 'type="text" name="attained" value="spring" autocomplete="off" data-echo="month" data-picker="month"' in str(
        form["attained"]
    )
