"""Our JavaScript and CSS: written in files that people read, sent as files that browsers load fast.

A browser asks for each JavaScript module by itself, and an `integrity` attribute covers only the file that it stands
at. So the imports of an entry are put where they stand: static/js/app.js names its modules in their order, and is
served with them inside. Comments and blanks stay here. Nothing is renamed: what is served is what was written.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage
from rcssmin import cssmin
from rjsmin import jsmin

SOURCES = settings.BASE_DIR / "static"
_IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"\./(?P<module>[a-z/-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
#: The name under which a file is served -> where it is written.
ASSETS = {
    path.relative_to(SOURCES).as_posix(): path
    for path in sorted([*SOURCES.glob("js/*.js"), *SOURCES.glob("css/*.css")])
}


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


def served(source: Path) -> str:
    """What browsers get."""
    return str(jsmin(joined(source)) if source.suffix == ".js" else cssmin(source.read_text(encoding="utf-8")))


class AssetFinder(BaseFinder):
    """Offers css/app.css, js/app.js and so on, as they are served, to `collectstatic` and to the development server."""

    storage = FileSystemStorage(location=settings.VAR / "assets")

    def find(self, path: str, find_all: bool = False, **_options: Any) -> Any:
        """The path of the file, made anew."""
        found = [self._made(path)] if path in ASSETS else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        for name in ASSETS:
            if not matches_patterns(name, ignore_patterns or []):
                self._made(name)
                yield name, self.storage

    def _made(self, name: str) -> str:
        path = Path(self.storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        text = served(ASSETS[name])
        # An unchanged file keeps its age, so that collecting knows it.
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        return str(path)
