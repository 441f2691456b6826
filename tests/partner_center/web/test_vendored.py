"""The files that come out of installed packages: the right ones, under our names, fit for a manifest."""

import hashlib
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import Storage

from partner_center.web import vendored
from partner_center.web.vendored import VENDORED, VendoredFinder, VendoredStorage, location

BOOTSTRAP = "vendor/bootstrap.min.css"


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> str:
    """A line of VENDORED whose package no longer has the file."""
    name = "vendor/gone.css"
    monkeypatch.setattr(vendored, "VENDORED", {**VENDORED, name: ("bootstrap-wrapper", "bootstrap/gone.css")})
    return name


def listed(ignore_patterns: list[str]) -> dict[str, Storage]:
    return dict(VendoredFinder().list(ignore_patterns))


def test_bootstrap_is_the_published_file() -> None:
    digest = hashlib.sha256(location(BOOTSTRAP).read_bytes()).hexdigest()

    assert (digest[:8], digest[-7:]) == ("d85327d9", "edbdede")


def test_location_of_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        location("vendor/bootstrap.min.js")


def test_finder_finds_a_vendored_file() -> None:
    found = VendoredFinder().find(BOOTSTRAP)

    assert Path(found) == location(BOOTSTRAP)
    assert VendoredFinder().find(BOOTSTRAP, find_all=True) == [found]


@pytest.mark.parametrize("name", ["vendor/bootstrap.css", "css/app.css", "../pyproject.toml", ""])
def test_finder_finds_nothing_else(name: str) -> None:
    assert not VendoredFinder().find(name)
    assert VendoredFinder().find(name, find_all=True) == []


def test_finder_is_one_of_the_configured_ones() -> None:
    assert finders.find(BOOTSTRAP) == str(location(BOOTSTRAP))


def test_list_offers_exactly_the_vendored_files() -> None:
    assert list(listed([])) == list(VENDORED)


def test_list_leaves_out_what_is_ignored() -> None:
    assert listed(["*.css"]) == {}


def test_collected_file_names_no_source_map() -> None:
    with listed([])[BOOTSTRAP].open(BOOTSTRAP) as file:
        collected = file.read()

    original = location(BOOTSTRAP).read_bytes()
    assert b"sourceMappingURL" in original
    assert b"sourceMappingURL" not in collected
    assert collected.rstrip() == original.partition(b"/*# sourceMappingURL")[0].rstrip()


def test_storage_tells_what_collectstatic_asks() -> None:
    storage = VendoredStorage()

    assert storage.exists(BOOTSTRAP)
    assert not storage.exists("vendor/other.css")
    assert storage.path(BOOTSTRAP) == str(location(BOOTSTRAP))
    assert storage.get_modified_time(BOOTSTRAP).timestamp() == pytest.approx(
        location(BOOTSTRAP).stat().st_mtime, abs=1e-3
    )


def test_check_passes_with_the_installed_packages() -> None:
    assert VendoredFinder().check() == []


def test_check_names_a_file_that_is_missing(absent: str) -> None:
    assert [error.msg for error in VendoredFinder().check()] == [
        f"{absent} is missing from the package bootstrap-wrapper."
    ]
