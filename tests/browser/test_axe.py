"""Every page and state as machines can judge it: axe, and what axe can't tell (seen.py). Nothing at all to find.

`make test` looks at each state once, at every other one wide in English and at the rest narrow in Chinese: by
daylight, and at its colours in the dark.
`make a11y` looks at each wide and narrow, by daylight and in the dark, in both languages.
"""

import os

import pytest
from django.utils import translation

from tests.browser.axe import COLOURS, EVERYTHING, findings
from tests.browser.scene import Scene
from tests.browser.scenes import SAMPLE_SCENES, SCENES
from tests.browser.seen import oversights, sideways

pytestmark = pytest.mark.xdist_group("browser")

WIDE, NARROW = 1280, 360
#: What a window of each width becomes when its text is doubled, and doubled again.
ZOOMED = {WIDE: 640, NARROW: 320}
WHOLE = os.environ.get("A11Y") == "whole"
LOOKS = [(WIDE, "en"), (NARROW, "zh-hans"), (NARROW, "en"), (WIDE, "zh-hans")]
PLAYED = list({scene.name: scene for scene in [*SCENES, *(SAMPLE_SCENES if WHOLE else [])]}.values())


def _marked(scene: Scene) -> object:
    return pytest.param(scene, id=scene.name, marks=[pytest.mark.answers(scene.answers)] if scene.answers else [])


@pytest.mark.parametrize("scene", [_marked(scene) for scene in PLAYED])
def test_there_is_nothing_to_find(visit, scene):
    found = []
    for width, language in LOOKS if WHOLE else [LOOKS[PLAYED.index(scene) % 2]]:
        page = visit(scene.account, width=width, language=language)
        with translation.override(language):
            scene.play(page)
        said = findings(page, within=scene.within)
        page.emulate_media(color_scheme="dark")
        said += findings(page, within=scene.within, only=EVERYTHING if WHOLE else COLOURS)
        page.emulate_media(color_scheme="light")
        # These scroll, and what then stands half under a bar would be small to axe.
        said += [*oversights(page, within=scene.within), *sideways(page, ZOOMED[width])]
        found += [f"{width} {language}: {one}" for one in said]
        page.context.close()
    assert found == [], "\n".join(found)


def test_axe_is_asked_about_invisible_text(visit):
    """The helper's own proof: white on white is no violation to axe, and still a finding to us."""
    page = visit()
    page.set_content(
        '<html lang="en"><title>Proof</title><main><h1 id="seen">Seen</h1><p id="unseen">Unseen</p></main></html>'
    )
    page.evaluate("() => { const s = document.getElementById('unseen').style; s.color = s.background = '#fff'; }")
    assert findings(page) == ["invisible text: #unseen"]


def test_what_axe_cannot_tell_is_told(visit):
    """The proof of seen.py: a page with each fault once."""
    page = visit(width=WIDE)
    page.set_content(
        """<html lang="en"><title>Proof</title><main><h1>One</h1><h3>Three</h3>
        <input class="form-control" id="pale"><button id="under">Under</button><div id="over">Over</div>
        <button id="tiny"></button><p id="cut">Cut off</p><div id="wide">Wide</div></main></html>"""
    )
    page.evaluate(
        """() => {
          const give = (id, styles) => Object.assign(document.getElementById(id).style, styles);
          give("pale", { border: "1px solid #ddd", background: "#fff" });
          give("under", { position: "absolute", left: "300px", top: "200px", width: "100px", height: "30px" });
          give("over", { position: "absolute", left: "300px", top: "200px", width: "100px", height: "30px" });
          give("tiny", { width: "1px", height: "1px", padding: "0", border: "0" });
          give("cut", { width: "4rem", height: "1.2rem", overflow: "hidden", whiteSpace: "nowrap" });
          give("wide", { width: "1500px" });
        }"""
    )
    said = " | ".join(oversights(page))
    for fault in (
        "gap before heading 3: Three",
        "border of pale is 1.36 to 1",
        'covered stop: button#under "Under" by div#over "Over"',
        "invisible stop: button#tiny",
        "page is 1508 px wide in a window of 1280",
        "cut off when spaced: cut",
    ):
        assert fault in said, said
    assert sideways(page, 640)
