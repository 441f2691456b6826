"""What a screen reader calls things. Each page has a list of its names; a changed one is to be seen and meant.

`NAMES=write` writes the lists anew.
"""

import os
from pathlib import Path

import pytest

from tests.browser.names import ambiguous, tree
from tests.browser.scenes import SCENES

pytestmark = pytest.mark.xdist_group("browser")

LISTS = Path(__file__).parent / "names"
#: Pages that show the same whatever others did before.
FIXED = [
    "signin",
    "account-home",
    "home",
    "organization",
    "preferences",
    "list-no-match",
    "basic-step",
    "detailed-step",
]


@pytest.mark.parametrize("scene", [scene for scene in SCENES if scene.name in FIXED], ids=lambda scene: scene.name)
def test_names_are_those_of_its_list(visit, scene):
    page = visit(scene.account, width=1280)
    scene.play(page)
    names = "\n".join(tree(page)) + "\n"
    listed = LISTS / f"{scene.name}.txt"
    if os.environ.get("NAMES") == "write":
        listed.write_text(names, encoding="utf-8")
    assert names == listed.read_text(encoding="utf-8")


def test_two_controls_of_one_name_are_told(visit):
    page = visit()
    page.set_content(
        """<html lang="en"><title>Proof</title><main><h1>One</h1><button>Save</button><button>Save</button>
        <a href="/a/">Here</a><a href="/a/">Here</a><a href="/a/">There</a><a href="/b/">There</a></main></html>"""
    )
    assert ambiguous(page) == ['one name for 2 controls: button "Save"', 'one name for 2 controls: link "There"']
