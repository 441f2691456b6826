"""The pictures of the README and the docs: `make screenshots` makes them, and each is named, there, and small."""

import re
from itertools import product

import pytest

from tests.browser.scenes import SCENES
from tests.browser.screenshots import DOCS, WIDTHS, take
from tests.browser.visits import LOCALES
from tests.support.source import ROOT

#: Small enough for a repository.
MOST_BYTES = 250_000


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height stand at bytes 16 to 23 of a PNG."""
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


@pytest.mark.parametrize("name", DOCS)
def test_a_picture_is_of_a_scene_and_small(name):
    made = {f"{scene.name}-{width}-{mode}-{language}" for scene, width, mode, language in _all()}
    picture = (ROOT / "docs" / DOCS[name]).read_bytes()
    assert name in made
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert _size(picture)[0] in WIDTHS
    assert len(picture) < MOST_BYTES


def _all():
    return product(SCENES, WIDTHS, ("light", "dark"), LOCALES)


def test_the_docs_show_every_picture_and_no_other():
    texts = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    shown = {found for text in texts for found in re.findall(r"screenshot-[a-z]+\.png", text.read_text())}
    assert shown == set(DOCS.values()) == {path.name for path in (ROOT / "docs").glob("*.png")}


@pytest.mark.xdist_group("browser")
def test_a_page_is_taken_from_its_top_as_wide_as_the_window(visit, tmp_path):
    page = visit("ana", width=360)
    page.goto("/partner/sales/opportunities/mine/")
    take(page, tmp_path / "taken.png", height=500)
    assert _size((tmp_path / "taken.png").read_bytes()) == (360, 500)
