"""Single files out of installed packages, served under names of our own.

Whole packages would drag thousands of files through compression at every release. What belongs here: one line
for each such file that a page links to. What does not: our own CSS and JavaScript (static/), and files that
an installed Django app serves by itself (htmx comes with django_htmx).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage, Error
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

#: Our name -> (distribution, file as its record names it).
VENDORED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"vendor/bootstrap.min.css": ("bootstrap-wrapper", "bootstrap/css/bootstrap.min.css")}
)

# The map is not served, and a manifest refuses a reference to a file that is not there.
_SOURCE_MAP = re.compile(rb"\s*/\*# sourceMappingURL=[^*]*\*/\s*$")


def location(name: str) -> Path:
    """Where the installed distribution keeps the file that we call `name`."""
    package, inside = VENDORED[name]
    return Path(str(distribution(package).locate_file(inside)))


class VendoredStorage(Storage):
    """Reads the files of VENDORED, without their references to source maps."""

    def _open(self, name: str, _mode: str = "rb") -> "File[bytes]":
        return ContentFile(_SOURCE_MAP.sub(b"\n", location(name).read_bytes()), name=name)

    def exists(self, name: str) -> bool:
        return name in VENDORED

    def path(self, name: str) -> str:
        return str(location(name))

    def get_modified_time(self, name: str) -> datetime:
        return datetime.fromtimestamp(location(name).stat().st_mtime, tz=UTC)


class VendoredFinder(BaseFinder):
    """Offers the files of VENDORED to `collectstatic` and to the development server."""

    storage = VendoredStorage()

    def check(self, **_options: Any) -> list[CheckMessage]:
        return [
            Error(f"{name} is missing from the package {VENDORED[name][0]}.", id="partner_center.E001")
            for name in VENDORED
            if not location(name).is_file()
        ]

    def find(self, path: str, find_all: bool = False, **_options: Any) -> Any:
        """The file's own path, its source-map reference included: browsers ignore what they can't fetch."""
        found = [str(location(path))] if path in VENDORED else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        for name in VENDORED:
            if not matches_patterns(name, ignore_patterns or []):
                yield name, self.storage
