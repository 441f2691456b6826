"""Our JavaScript and CSS as browsers get them: every behaviour, once, in files that stay small."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from partner_center.web.assets import SOURCES, AssetFinder, joined, served

ENTRIES = sorted(SOURCES.glob("js/*.js"))
STYLES = SOURCES / "css" / "app.css"
#: Bytes gzipped, all of it: what a person's browser loads of ours.
BUDGET, BUDGET_OF_STYLES = 8_000, 10_000


def _declared(text: str) -> list[str]:
    return re.findall(r"^(?:async )?(?:function|const|let|class) ([A-Za-z]\w*)", text, re.MULTILINE)


def test_modules_stand_where_they_are_imported_once(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "entry.js").write_text('import "./part/b.js";\nimport { a } from "./part/a.js";\n\na();\n')
    (tmp_path / "part" / "a.js").write_text("// Says a.\nexport function a() {}\n")
    (tmp_path / "part" / "b.js").write_text('import { a } from "./a.js";\n\n/** Twice. */\nconst b = [a, a]; // two\n')

    assert joined(tmp_path / "entry.js") == (
        "// Says a.\nfunction a() {}\n\n/** Twice. */\nconst b = [a, a]; // two\n\na();\n"
    )
    assert served(tmp_path / "entry.js") == "function a(){}\nconst b=[a,a];a();"


def test_a_module_that_is_not_there_stops_the_collecting(tmp_path: Path) -> None:
    (tmp_path / "entry.js").write_text('import "./gone.js";\n')
    with pytest.raises(FileNotFoundError):
        joined(tmp_path / "entry.js")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_is_one_script_without_imports(entry: Path) -> None:
    text = joined(entry)
    names = _declared(text)
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_every_module_is_in_the_page() -> None:
    page = joined(SOURCES / "js" / "app.js")
    for module in (SOURCES / "js" / "app").glob("*.js"):
        assert all(re.search(rf"\b{name}\b", page) for name in _declared(module.read_text())), module


def test_all_scripts_stay_within_the_budget() -> None:
    sizes = {entry.name: len(gzip.compress(served(entry).encode(), 9)) for entry in ENTRIES}
    assert sum(sizes.values()) <= BUDGET, sizes


def test_styles_are_served_without_comments_and_stay_within_the_budget() -> None:
    text = served(STYLES)
    assert not re.search(r"/\*|^\s", text, re.MULTILINE)
    assert len(gzip.compress(text.encode(), 9)) <= BUDGET_OF_STYLES
    # Nothing but comments and blanks is gone.
    written = re.sub(r"/\*.*?\*/|\s", "", STYLES.read_text(), flags=re.DOTALL)
    assert re.sub(r"\s", "", text) == written.replace(";}", "}")


def test_finder_offers_each_entry_and_no_module() -> None:
    offered = dict(AssetFinder().list([]))
    assert sorted(offered) == ["css/app.css", *(f"js/{entry.name}" for entry in ENTRIES)]
    for name, storage in offered.items():
        with storage.open(name) as file:
            assert file.read().decode() == served(SOURCES / name)
    assert finders.find("js/app/dialog.js") is None
    assert list(AssetFinder().list(["js/*", "css/*"])) == []


def test_finder_makes_the_file_anew_when_it_is_not_what_was_joined() -> None:
    finder = AssetFinder()
    path = Path(finder.find("js/app.js"))
    before = path.stat().st_mtime_ns
    assert Path(finder.find("js/app.js")).stat().st_mtime_ns == before
    path.write_text("old")
    assert Path(finder.find("js/app.js")).read_text() == served(SOURCES / "js" / "app.js")
    assert finder.find("js/app.js", find_all=True) == [str(path)]
    assert finder.find("js/nowhere.js") == []


def test_what_is_served_is_what_was_joined() -> None:
    with staticfiles_storage.open(staticfiles_storage.stored_name("js/app.js")) as file:
        assert file.read().decode() == served(SOURCES / "js" / "app.js")
