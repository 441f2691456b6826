"""What the production server makes of a request, before the product gets it."""

from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.http import wsgi
from gunicorn.http.parser import RequestParser

from partner_center import server

LOOPBACK = ("127.0.0.1", 40_000)


def environ_of(*headers: str) -> dict[str, Any]:
    """What the product is handed for a request from this machine, where a proxy may stand."""
    configured = Config()
    for name in set(configured.settings) & set(vars(server)):
        configured.set(name, getattr(server, name))
    lines = ("GET /partner/ HTTP/1.1", "Host: 127.0.0.1", *headers, "", "")
    request = next(RequestParser(configured, iter(["\r\n".join(lines).encode()]), LOOPBACK))
    _response, environ = wsgi.create(request, None, LOOPBACK, ("127.0.0.1", 8000), configured)
    found: dict[str, Any] = environ
    return found


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO", "REMOTE_USER"])
def test_no_header_says_where_the_product_stands(name):
    """One that did made the server answer 500, or lead to addresses below whatever it said."""
    asked = environ_of(f"{name}: /elsewhere")
    assert (asked["SCRIPT_NAME"], asked["PATH_INFO"]) == ("", "/partner/")
    assert "/elsewhere" not in asked.values()


@pytest.mark.parametrize("header", ["X-Forwarded-Proto: https", "X-Forwarded-Ssl: on", "X-Forwarded-Protocol: ssl"])
def test_whether_a_request_came_by_https_is_for_the_settings_to_believe(header):
    """R51: BEHIND_PROXY says so, and nothing else."""
    assert environ_of(header)["wsgi.url_scheme"] == "http"
