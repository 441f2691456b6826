"""What strangers may ask for is counted for each address they ask from."""

import pytest
import time_machine

from partner_center.web import origin
from partner_center.web.origin import Origin
from partner_center.web.throttle import asks_too_often


@pytest.fixture
def asked(db):
    def ask(ip: str | None, what: str = "guess") -> bool:
        token = origin.current.set(Origin(None, ip))
        try:
            return asks_too_often(what, most=3)
        finally:
            origin.current.reset(token)

    with time_machine.travel("2026-11-30 10:00:00Z", tick=False):
        yield ask


def test_an_address_may_ask_so_often_and_another_one_still(asked):
    assert [asked("192.0.2.1") for _try in range(5)] == [False, False, False, True, True]
    assert (asked("192.0.2.2"), asked("192.0.2.1", "something-else")) == (False, False)


def test_after_a_minute_it_may_ask_again(asked):
    assert [asked("192.0.2.1") for _try in range(4)][-1]
    with time_machine.travel("2026-11-30 10:01:00Z", tick=False):
        assert not asked("192.0.2.1")


def test_all_addresses_of_one_network_are_one(asked):
    assert [asked(f"2001:db8::{number}") for number in range(4)] == [False, False, False, True]
    assert not asked("2001:db8:0:1::1")


def test_whoever_hides_is_counted_too(asked):
    assert [asked(None) for _try in range(4)] == [False, False, False, True]
