"""What of an address reaches the log: the way, never the token at its end."""

import logging

import pytest
from django.conf import settings
from django.test import Client

from partner_center.web.logs import LEFT_OUT, WithoutValues
from partner_center.web.tokens import new_token


@pytest.mark.parametrize("way", ["join", "invitations"])
def test_a_refused_form_tells_no_token(way, db, caplog):
    """Whoever has no cookies is refused by Django, which logs the address."""
    token, _digest = new_token()
    with caplog.at_level(logging.WARNING):
        answer = Client(enforce_csrf_checks=True).post(f"/{way}/{token}/", {"x": "y"})
    assert answer.status_code == 403
    lines = [WithoutValues("%(message)s").format(record) for record in caplog.records]
    assert [line for line in lines if f"/{way}/{LEFT_OUT}/" in line]
    assert [line for line in lines if token in line] == []
    assert settings.LOGGING["formatters"]["line"]["()"].endswith("WithoutValues")


@pytest.mark.parametrize(
    "address",
    [
        "/partner/sales/customers/CUS-000001/",
        "/static/js/app.0123456789ab.js",
        "/partner/organization/notifications/0190c2f8-6f3e-7c7e-9d2f-0123456789ab/",
    ],
)
def test_other_addresses_stay_whole(address):
    line = logging.makeLogRecord({"msg": "Not Found: %s", "args": (address,)})
    assert WithoutValues("%(message)s").format(line) == f"Not Found: {address}"
