"""Our JavaScript: one file for each behaviour where it is written, one file for browsers.

A browser asks for each module by itself, and an `integrity` attribute covers only the file that it stands at. So the
imports of an entry are put where they stand: static/js/app.js names its modules in their order, and is served with
them inside. No minifying and no renaming: what a browser shows is what was written.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage
from rjsmin import jsmin

SOURCES = settings.BASE_DIR / "static" / "js"
_IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"\./(?P<module>[a-z/-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def joined(entry: Path) -> str:
    """The entry with each module that it imports, once, where its import stands."""
    seen: set[Path] = set()

    def inside(path: Path) -> str:
        if path in seen:
            return ""
        seen.add(path)
        text = _IMPORT.sub(lambda found: inside(path.parent / found["module"]), path.read_text(encoding="utf-8"))
        return _EXPORT.sub("", text)

    return inside(entry)


def served(entry: Path) -> str:
    """What browsers get."""
    return str(jsmin(joined(entry)))


class ScriptFinder(BaseFinder):
    """Offers the joined entries as js/app.js and so on, to `collectstatic` and to the development server."""

    storage = FileSystemStorage(location=settings.VAR / "scripts")

    def find(self, path: str, find_all: bool = False, **_options: Any) -> Any:
        """The path of the joined file, made anew."""
        found = [self._made(entry) for entry in _entries() if f"js/{entry.name}" == path]
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        for entry in _entries():
            if not matches_patterns(f"js/{entry.name}", ignore_patterns or []):
                self._made(entry)
                yield f"js/{entry.name}", self.storage

    def _made(self, entry: Path) -> str:
        path = Path(self.storage.path(f"js/{entry.name}"))
        path.parent.mkdir(parents=True, exist_ok=True)
        text = served(entry)
        # An unchanged file keeps its age, so that collecting knows it.
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        return str(path)


def _entries() -> list[Path]:
    return sorted(SOURCES.glob("*.js"))
