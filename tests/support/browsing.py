"""A real browser before a real site, as fixtures: a pytest plugin that tests/conftest.py names.

Every page that a test visits is watched: what the console complains about, an error of a script, a breach of the
content policy or a refused request fails the test, unless the test says `@pytest.mark.answers(422)`.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.visits import Visits
from tests.support import chromium
from tests.support.site import copy_of, demo_world, served
from tests.support.source import ROOT

Visit = Callable[..., Page]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "answers(*statuses): refusals that the test wants to see")


@pytest.fixture(scope="session")
def demo_database() -> Iterator[str]:
    """A database with the demo world, to be copied."""
    with demo_world() as name:
        yield name


@pytest.fixture(scope="session")
def site(demo_database: str) -> Iterator[str]:
    """The address of a site with the demo world, one for all browser tests."""
    with (
        copy_of(demo_database, "site") as addresses,
        served(addresses, ROOT / "var" / "browser" / "site.log") as address,
    ):
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Its event loop runs in this thread until the session ends, and Django would refuse the database to all tests.

    While it runs, Django keeps other connections than before and after: what is open at either change would stay
    open out of reach, and the test database could not be dropped.
    """
    connections.close_all()
    with sync_playwright() as started, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield started
        connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **chromium.launch_arguments()}


@pytest.fixture(scope="session")
def cookies() -> dict[str, Any]:
    """The sessions of who has signed in already, by user name."""
    return {}


@pytest.fixture
def visit(browser: Browser, site: str, cookies: dict[str, Any], request: pytest.FixtureRequest) -> Iterator[Visit]:
    """`visit("ana")` is a new page of a browser in which ana is signed in; see Visits.open for what else to ask."""
    visits = Visits(browser, site, cookies)
    yield visits.open
    visits.close()
    wanted = {status for mark in request.node.iter_markers("answers") for status in mark.args}
    assert visits.complaints(wanted) == []
