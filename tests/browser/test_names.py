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
    "organization",
    "preferences",
    "list-no-match",
    "basic-step",
    "detailed-step",
]

#: Pages with many controls alike: rows, entries, questions of yes or no, lines of products.
MANY = [
    *("list", "list-filters", "customers", "tasks", "details", "revenue-step", "modify-other", "progress-dialog"),
    *("list-preferences-page", "customer-step"),
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


@pytest.mark.parametrize("scene", [scene for scene in SCENES if scene.name in MANY], ids=lambda scene: scene.name)
def test_each_control_has_a_name_of_its_own(visit, scene):
    page = visit(scene.account, width=1280)
    scene.play(page)
    assert ambiguous(page) == []


def test_two_controls_of_one_name_are_told(visit):
    page = visit()
    page.set_content(
        """<html lang="en"><title>Proof</title><main><h1>One</h1><button>Save</button><button>Save</button>
        <a href="/a/">Here</a><a href="/a/">Here</a><a href="/a/">There</a><a href="/b/">There</a>
        <table><tr><th scope="row">A</th><td><a href="/c/">Open</a></td></tr>
        <tr><th scope="row">B</th><td><a href="/d/">Open</a></td></tr></table></main></html>"""
    )
    assert ambiguous(page) == ['one name for 2 controls: button "Save"', 'one name for 2 controls: link "There"']
