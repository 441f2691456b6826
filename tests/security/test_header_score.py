"""F-08: the headers of every answer, scored as the Observatory does, under the settings of a real installation."""

import importlib.util
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import User
from partner_center.web import middleware
from tests.access_table import TABLE
from tests.support.cells import open_to
from tests.support.figures import Tally
from tests.support.observatory import score
from tests.support.source import ROOT
from tests.support.things import references

PASSWORD = "a long enough passphrase"
#: Settings that differ between a real installation and plain http on this machine.
OF_TRANSPORT = ("SECURE_", "SESSION_", "CSRF_COOKIE", "X_FRAME")
#: Scripts with hashes earn five points; these answers have no scripts, or those of Django's own pages.
REACHABLE, WITHOUT_OUR_SCRIPTS = 130, 125


@pytest.fixture
def production(settings, monkeypatch):
    """The product's settings file, read as a real installation reads it."""
    monkeypatch.setenv("INSECURE_HTTP", "0")
    monkeypatch.setenv("ALLOWED_HOSTS", "testserver")
    found = importlib.util.spec_from_file_location("production_settings", ROOT / "partner_center" / "settings.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    for name in dir(module):
        if name.startswith(OF_TRANSPORT):
            setattr(settings, name, getattr(module, name))
    settings.ROOT_URLCONF = "tests.support.faulty_urls"


def _browsers(cast) -> dict[str, Client]:
    """Signed in as people do, so that every cookie is the product's own."""
    User.objects.filter(username__in=("nora", "ann", "olga")).update(password=make_password(PASSWORD))
    browsers = {"stranger": Client(raise_request_exception=False)}
    for person in ("nora", "ann", "olga"):
        browsers[person] = Client(raise_request_exception=False)
        answer = browsers[person].post("/signin/", {"login": person, "password": PASSWORD}, secure=True)
        assert answer.status_code == 302
    return browsers


def _addresses(cast) -> list[tuple[str, str]]:
    """Who asks for what: every route, Django admin's lists, each kind of error, a redirect, the files."""
    names = references(cast)
    asked = []
    for row in TABLE:
        for thing, person in open_to(row, only_first=True):
            if person in {"nora", "ann"}:
                asked.append((person, row.address.format(it=names[thing])))
    asked += [("olga", reverse(f"admin:{pattern.name}")) for pattern in _admin_lists()]
    asked += [("stranger", address) for address in ("/signin/", "/signout/", "/partner/", "/nowhere/", "/live/")]
    asked += [("ann", address) for address in ("/raises/", "/bare/", "/admin/", "/partner/?q=a%00b", "/nowhere/")]
    page = Client().get("/signin/", secure=True).content.decode()
    files = {part.partition('"')[0] for part in page.split('"/static/')[1:]}
    assert len(files) >= 5
    return asked + [("stranger", f"/static/{name}") for name in sorted(files)] + [("stranger", "/static/none.js")]


def _admin_lists() -> list[URLPattern]:
    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern
            else:
                yield from walk(pattern.url_patterns)

    inside = next(found for found in get_resolver().url_patterns if getattr(found, "namespace", "") == "admin")
    return [
        found for found in walk(inside.url_patterns) if (found.name or "").endswith(("changelist", "_add", "index"))
    ]


def _score_all(tally: Tally, cast, asked: list[tuple[str, str]]) -> dict[int, int]:
    browsers, statuses = _browsers(cast), dict[int, int]()
    for person, address in asked:
        answer = browsers[person].get(address, secure=True)
        text = answer.content.decode() if not answer.streaming else str(len(answer.getvalue()))
        cookies = browsers[person].cookies or browsers["nora"].cookies
        points = score(answer.headers, cookies, text)
        ours = "<script" in text and not (address.startswith("/admin/") and answer.status_code == 200)
        wanted = REACHABLE if ours else WITHOUT_OUR_SCRIPTS
        tally(sum(points.values()) >= wanted, lambda a=address, p=points: f"{a}: {sum(p.values())} {p}")
        tally(answer.headers.get("X-Frame-Options") == "DENY", f"{address} may be framed")
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
    return statuses


def test_every_answer_scores_what_can_be_reached(figures, production, cast):
    with figures.holds("F-08", "answers scored 130 of 135", fast=150, whole=150) as tally:
        statuses = _score_all(tally, cast, _addresses(cast))
        plain = Client().get("/partner/")
        tally(
            (plain.status_code, plain["Location"]) == (301, "https://testserver/partner/"), "http is not led to https"
        )
    assert set(statuses) >= {200, 302, 400, 403, 404, 500}


def test_a_policy_without_base_uri_is_noticed(figures, production, cast, monkeypatch):
    weaker = middleware.CONTENT_SECURITY_POLICY.replace("base-uri 'none'; ", "")
    monkeypatch.setattr(middleware, "CONTENT_SECURITY_POLICY", weaker)
    with figures.bites("F-08", "the content policy lacks base-uri") as tally:
        _score_all(tally, cast, [("stranger", "/signin/")])


def test_check_deploy_has_nothing_to_say(figures):
    environment = {**os.environ, "INSECURE_HTTP": "0", "ALLOWED_HOSTS": "partner-center.example"}
    # The browser tests' own, if they are running in this process too.
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    with figures.holds("F-08", "check --deploy, silenced", fast=1, whole=1) as tally:
        tally("no issues (0 silenced)" in done.stdout + done.stderr, done.stdout + done.stderr)


def _headers(address: str) -> Message:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.headers
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.headers


@pytest.mark.xdist_group("browser")
def test_the_server_does_not_say_what_it_is(site):
    """Its own answers to what is no request included, which never reach the product."""
    for address in ("/live/", "/signin/", "/nowhere/", "/static/none.js"):
        headers = _headers(site + address)
        assert (address, headers.get_all("Server"), headers["X-Frame-Options"]) == (address, ["web"], "DENY")
    parts = urlsplit(site)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
        wire.sendall(b"NONSENSE\r\n\r\n")
        said = wire.recv(4096).lower()
    assert said.startswith(b"http/1.1 400")
    assert b"gunicorn" not in said


def test_the_settings_of_the_figure_are_a_real_installations(production, settings):
    assert settings.SECURE_HSTS_SECONDS == 31_536_000
    assert (settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_SSL_REDIRECT) == (True, True)
    assert settings.SESSION_COOKIE_NAME.startswith("__Host-")
    assert Path(ROOT / "partner_center" / "settings.py").read_text().count("SILENCED_SYSTEM_CHECKS") == 0
