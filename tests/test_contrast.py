"""The colours of our stylesheet, read out of it and measured: text 4.5 to 1 on every ground it stands on, marks 3 to 1.

The table is the palette as it was designed: the ratio of each pair, light and dark. Whoever changes a colour measures
anew, here. That pages use the tokens and nothing else is the last test's; what axe sees on pages is tests/browser's.
"""

import re

import pytest

from tests.support.source import ROOT

CSS = (ROOT / "static" / "css" / "app.css").read_text(encoding="utf-8")
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--pc-([a-z0-9-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)", CSS)
}
TEXT, MARK = 4.5, 3.0
STATES = ("ok", "warn", "err", "info", "p1", "p2", "p3", "p4", "p5", "won", "paused", "lost")

#: (what, on what, at least, light, dark).
PAIRS = [
    ("text", "selected", TEXT, 13.95, 10.82),
    ("muted", "selected", TEXT, 5.67, 6.05),
    ("link", "selected", TEXT, 5.93, 6.34),
    ("on-primary", "primary", TEXT, 5.99, 8.52),
    ("on-primary", "primary-h", TEXT, 7.77, 10.40),
    ("on-primary", "primary-a", TEXT, 10.10, 12.24),
    ("on-danger", "danger", TEXT, 6.40, 8.70),
    ("control", "surface", MARK, 3.74, 4.67),
    ("control", "sunken", MARK, 3.27, 4.99),
    ("focus", "selected", MARK, 5.51, 7.18),
    ("err", "surface", TEXT, 6.92, 8.27),
    ("brand", "surface", TEXT, 6.12, 5.93),
    ("ok", "ok-bg", TEXT, 6.24, 8.15),
    ("warn", "warn-bg", TEXT, 6.78, 8.91),
    ("err", "err-bg", TEXT, 6.06, 8.15),
    ("info", "info-bg", TEXT, 6.85, 8.50),
    ("p1", "p1-bg", TEXT, 4.87, 7.45),
    ("p2", "p2-bg", TEXT, 4.97, 7.33),
    ("p3", "p3-bg", TEXT, 5.32, 7.27),
    ("p4", "p4-bg", TEXT, 5.77, 7.45),
    ("p5", "p5-bg", TEXT, 5.60, 7.23),
    ("won", "won-bg", TEXT, 5.11, 7.84),
    ("paused", "paused-bg", TEXT, 6.78, 8.91),
    ("lost", "lost-bg", TEXT, 5.34, 6.63),
]


def luminance(colour: str) -> float:
    """WCAG 2's relative luminance of #RRGGBB."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def measured(what: str, ground: str) -> list[float]:
    """Light and dark."""
    return [contrast(TOKENS[what][mode], TOKENS[ground][mode]) for mode in (0, 1)]


def test_the_formula_is_the_known_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(("what", "ground", "least", "light", "dark"), PAIRS)
def test_pairs_have_the_ratio_that_they_were_chosen_for(what, ground, least, light, dark) -> None:
    assert measured(what, ground) == pytest.approx([light, dark], abs=0.005)
    assert min(light, dark) >= least


@pytest.mark.parametrize("ground", ["canvas", "surface", "sunken", "hover", "selected"])
def test_text_reads_on_every_ground(ground) -> None:
    low = {what: measured(what, ground) for what in ("text", "muted", "link", *STATES)}
    assert {what: ratios for what, ratios in low.items() if min(ratios) < TEXT} == {}
    assert min(measured("control", ground) + measured("focus", ground)) >= MARK


def test_every_colour_is_a_token() -> None:
    """A colour written anywhere else is one that nobody measured; shadows and the grey of a backdrop carry no words."""
    without_tokens = re.sub(r"--pc-[a-z0-9-]+: light-dark\([^)]*\)", "", CSS)
    stray = re.findall(r"(?<![&\w%])#[0-9A-Fa-f]{3,8}\b|\brgba?\([^)]*\)|\bhsla?\([^)]*\)", without_tokens)
    assert sorted(set(stray)) == ["rgb(0 0 0 / .18)", "rgb(8 12 20 / .5)"]
    assert len(TOKENS) == len(re.findall(r"light-dark\(", CSS))


def test_every_token_is_used() -> None:
    defined = set(re.findall(r"(--pc-[a-z0-9-]+):", CSS))
    assert {name for name in defined if f"var({name})" not in CSS} == set()
