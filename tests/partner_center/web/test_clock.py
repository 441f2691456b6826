from datetime import UTC, date, datetime

import pytest
import time_machine

from partner_center.web import clock


@pytest.mark.parametrize(
    ("time_zone", "day"),
    [
        ("Asia/Shanghai", date(2026, 12, 1)),
        ("UTC", date(2026, 11, 30)),
        ("America/Los_Angeles", date(2026, 11, 30)),
        ("Pacific/Kiritimati", date(2026, 12, 1)),
    ],
)
def test_today_is_the_date_in_the_time_zone(time_zone: str, day: date) -> None:
    with time_machine.travel(datetime(2026, 11, 30, 16, 30, tzinfo=UTC)):
        assert clock.today(time_zone) == day
