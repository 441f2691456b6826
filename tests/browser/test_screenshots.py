"""The README's two pictures, made of what a browser shows now."""

import pytest

from tests.browser.scenes import SCENES
from tests.browser.screenshots import take
from tests.support.source import ROOT

pytestmark = pytest.mark.xdist_group("browser")
#: Where they come from, and where they go.
PICTURES = {"list-resellers": "screenshot-list.png", "details": "screenshot-details.png"}
#: Small enough for a repository.
MOST_BYTES = 300_000


@pytest.mark.parametrize("name", PICTURES)
def test_readme_shows_the_page_as_it_is(visit, tmp_path, name):
    """The picture goes into docs/ when there is none; it is a page of this size in any case."""
    scene = next(scene for scene in SCENES if scene.name == name)
    page = visit(scene.account)
    scene.play(page)
    made = tmp_path / PICTURES[name]
    take(page, made, height=900)
    picture = made.read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(picture) < MOST_BYTES
    kept = ROOT / "docs" / PICTURES[name]
    if not kept.exists():
        kept.write_bytes(picture)
    # Width and height of a PNG stand at bytes 16 to 23.
    assert kept.read_bytes()[16:24] == picture[16:24]
