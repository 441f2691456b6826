"""Each request has an id of ours, which its answer, its audit lines, its error page and the log all say."""

import logging
from uuid import UUID

import pytest
from django.test import RequestFactory

from accounts.audit import record
from accounts.models import AuditEntry
from partner_center.web import errors, origin
from tests.support.browsers import client_of


def test_every_answer_has_an_id_of_its_own(client, db):
    sent = "11111111-1111-4111-8111-111111111111"
    ids = [
        client.get(address, headers={"X-Request-ID": sent})["X-Request-ID"] for address in ("/live/", "/signin/", "/x/")
    ]
    assert len({sent, *map(str, map(UUID, ids))}) == 4


def test_an_audit_line_says_which_request_it_was_and_from_where(cast):
    answer = client_of("ann", cast).post("/partner/sales/customers/mine/", {"toggle": "customer_name"})
    line = AuditEntry.objects.latest("pk")
    assert (line.action, str(line.request_id), line.ip) == ("revealed", answer["X-Request-ID"], "127.0.0.1")


def test_what_no_request_does_has_none(cast):
    record("customer greeted", on=cast.ann_associated, by=None)
    line = AuditEntry.objects.latest("pk")
    assert (line.request_id, line.ip) == (None, None)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "ip"),
    [
        (0, "203.0.113.9", "127.0.0.1", "127.0.0.1"),
        (1, "203.0.113.9, 198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7", "127.0.0.1", "203.0.113.9"),
        (3, "203.0.113.9, 198.51.100.7", "127.0.0.1", "127.0.0.1"),
        (1, "' OR 1=1", "127.0.0.1", None),
        (0, "", "2001:DB8::1", "2001:db8::1"),
        (0, "", "", None),
    ],
)
def test_the_address_is_what_the_last_believed_proxy_saw(proxies, forwarded, remote, ip, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    seen = []
    answer = origin.remember_origin(lambda request: seen.append(origin.current.get()) or errors.server_error(request))
    answer(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=remote))
    assert [found.ip for found in seen] == [ip]
    assert origin.current.get() == origin.Origin()


@pytest.mark.parametrize("page", [errors.server_error, errors.unavailable])
def test_the_page_and_the_log_of_a_fault_say_the_id(page):
    lines = []

    def breaks(request):
        line = logging.makeLogRecord({})
        assert origin.StampId().filter(line)
        lines.append(line.request_id)
        return page(request)

    answer = origin.remember_origin(breaks)(RequestFactory().get("/"))
    assert f"Reference <code>{answer['X-Request-ID']}</code>" in answer.content.decode()
    assert lines == [answer["X-Request-ID"]]


def test_a_line_of_the_log_outside_of_requests_has_a_dash():
    line = logging.makeLogRecord({})
    assert origin.StampId().filter(line)
    assert line.request_id == "-"
