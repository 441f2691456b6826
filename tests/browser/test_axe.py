"""axe on every page and state, by daylight and in the dark, wide and narrow: nothing at all to find."""

import pytest

from tests.browser.axe import COLOURS, findings
from tests.browser.scenes import SCENES, Scene

pytestmark = pytest.mark.xdist_group("browser")

WIDTHS = (1280, 360)


def _marked(scene: Scene) -> object:
    return pytest.param(scene, id=scene.name, marks=[pytest.mark.answers(scene.answers)] if scene.answers else [])


@pytest.mark.parametrize("scene", [_marked(scene) for scene in SCENES])
def test_axe_finds_nothing(visit, scene):
    """Only colours differ in the dark, so only they are judged again."""
    found = []
    for width in WIDTHS:
        page = visit(scene.account, width=width)
        scene.play(page)
        found += [f"{width}: {said}" for said in findings(page, within=scene.within)]
        page.emulate_media(color_scheme="dark")
        found += [f"{width}, dark: {said}" for said in findings(page, within=scene.within, only=COLOURS)]
        page.context.close()
    assert found == []


def test_axe_is_asked_about_invisible_text(visit):
    """The helper's own proof: white on white is no violation to axe, and still a finding to us."""
    page = visit()
    page.set_content(
        '<html lang="en"><title>Proof</title><main><h1 id="seen">Seen</h1><p id="unseen">Unseen</p></main></html>'
    )
    page.evaluate("() => { const s = document.getElementById('unseen').style; s.color = s.background = '#fff'; }")
    assert findings(page) == ["invisible text: #unseen"]
