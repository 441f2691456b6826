"""How values read in English and Chinese."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils.translation import override

from partner_center.web import formats
from partner_center.web.masking import Masked

DAY = date(2027, 3, 7)
NOTHING = '<span aria-hidden="true">-</span><span class="visually-hidden">none</span>'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("10000"), "10,000.00"),
        (Decimal("0"), "0.00"),
        (Decimal("999999999.99"), "999,999,999.99"),
        (Decimal("9999999999999999.99"), "9,999,999,999,999,999.99"),
        (Decimal("-1234.5"), "-1,234.50"),
        (7, "7.00"),
    ],
)
def test_amount_is_the_same_in_both_languages(value: Decimal | int, text: str) -> None:
    for language in ("en", "zh-hans"):
        with override(language):
            assert formats.amount(value) == text
            assert formats.money(value, "USD") == f"USD {text}"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("0", "0", "0"),
        ("0.5", "0.5", "0.5"),
        ("999", "999", "999"),
        ("1000", "1k", "1,000"),
        ("9999", "10k", "1万"),
        ("12345", "12.3k", "1.23万"),
        ("398200", "398k", "39.8万"),
        ("999999", "1M", "100万"),
        ("1240000", "1.24M", "124万"),
        ("123456789", "123M", "1.23亿"),
        ("-5000", "-5k", "-5,000"),
        ("2000000000000", "2,000B", "20,000亿"),
    ],
)
def test_compact_money_has_three_figures(value: str, english: str, chinese: str) -> None:
    for language, text in (("en", english), ("zh-hans", chinese)):
        with override(language):
            assert formats.compact_money(Decimal(value), "CNY") == f"CNY {text}"


@pytest.mark.parametrize(
    ("show", "english", "chinese"),
    [
        (formats.day, "7 Mar 2027", "2027年3月7日"),
        (formats.long_day, "7 March 2027", "2027年3月7日"),
        (formats.weekday, "Sunday 7 March 2027", "2027年3月7日星期日"),
        (formats.long_month, "March 2027", "2027年3月"),
        (formats.month, "Mar 2027", "2027年3月"),
    ],
)
def test_dates_in_both_languages(show: Callable[[date], str], english: str, chinese: str) -> None:
    with override("en"):
        assert show(DAY) == english
    with override("zh-hans"):
        assert show(DAY) == chinese


def test_dates_read_in_english_without_a_language() -> None:
    with override(None):
        assert formats.day(DAY) == "7 Mar 2027"


@pytest.mark.parametrize("zone", ["Asia/Shanghai", ZoneInfo("Asia/Shanghai")])
def test_moment_is_told_by_the_clocks_of_the_time_zone(zone: str | ZoneInfo) -> None:
    instant = datetime(2026, 11, 13, 18, 5, tzinfo=UTC)
    assert formats.moment(instant, zone) == "14 Nov 2026 02:05"
    assert formats.time_of_day(instant, zone) == "02:05"
    with override("zh-hans"):
        assert formats.moment(instant, zone) == "2026年11月14日 02:05"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 3, 7), "1,095 days ago"),
        (date(2027, 3, 5), "2 days ago"),
        (date(2027, 3, 6), "yesterday"),
        (date(2027, 3, 7), "today"),
        (date(2027, 3, 8), "tomorrow"),
        (date(2027, 3, 13), "in 6 days"),
    ],
)
def test_relative_days(day: date, text: str) -> None:
    assert formats.relative_days(day, DAY) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "less than a minute ago"),
        (1, "1 minute ago"),
        (59, "59 minutes ago"),
        (60, "at 7 Mar 2027 19:30"),
        (1500, "at 6 Mar 2027 19:30"),
    ],
)
def test_what_was_just_now_is_counted_in_minutes(minutes: int, text: str) -> None:
    now = datetime(2027, 3, 7, 12, 30, 59, tzinfo=UTC)
    assert formats.ago(now - timedelta(minutes=minutes), now, "Asia/Shanghai") == text


def test_whole_numbers_and_percentages() -> None:
    assert (formats.whole(1192), formats.whole(0)) == ("1,192", "0")
    assert (formats.percent(0), formats.percent(100)) == ("0%", "100%")


FILTERS = [
    ("amount", Decimal("1234.5"), "1,234.50"),
    ("money:'EUR'", Decimal("1234.5"), "EUR 1,234.50"),
    ("compact_money:'EUR'", Decimal("1234000"), "EUR 1.23M"),
    ("whole", 1192, "1,192"),
    ("percent", 50, "50%"),
    ("day", DAY, "7 Mar 2027"),
    ("long_day", DAY, "7 March 2027"),
    ("month", DAY, "Mar 2027"),
    ("moment:'Asia/Tokyo'", datetime(2027, 3, 7, 1, 0, tzinfo=UTC), "7 Mar 2027 10:00"),
    ("time_of_day:'Asia/Tokyo'", datetime(2027, 3, 7, 1, 0, tzinfo=UTC), "10:00"),
    ("relative_days:today", DAY, "yesterday"),
    ("or_none", "<i>", "&lt;i&gt;"),
]


def _rendered(name: str, value: object) -> str:
    return Template(f"{{{{ value|{name} }}}}").render(Context({"value": value, "today": date(2027, 3, 8)}))


@pytest.mark.parametrize(("name", "value", "text"), FILTERS)
def test_filter_shows_a_value_and_the_dash_for_none(name: str, value: object, text: str) -> None:
    assert _rendered(name, value) == text
    assert _rendered(name, None) == NOTHING


def test_filter_shows_zero_as_a_value() -> None:
    assert _rendered("amount", Decimal(0)) == "0.00"
    assert _rendered("percent", 0) == "0%"


def test_filter_masked_renders_the_cell() -> None:
    assert _rendered("masked", Masked(mask="l***@e***.cn")) == (
        '<span aria-hidden="true">l***@e***.cn</span><span class="visually-hidden">l, rest hidden</span>'
    )
