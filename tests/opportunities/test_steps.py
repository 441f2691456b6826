"""The buttons of the product lines, and what stands on every step: they keep what was typed and judge nothing."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.support import wizard


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


@pytest.mark.parametrize(("removed", "focus"), [(1, "#add-line"), (2, "#remove-1"), (3, "#remove-2")])
def test_after_removing_the_focus_goes_to_the_line_before(ann: Client, cast: Cast, removed: int, focus: str) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    lines = {f"line-{number}-{name}": "" for number in (2, 3) for name in ("product", "monthly_revenue")}
    answer = wizard.send(ann, draft, "revenue", wizard.revenue(**lines), f"remove_{removed}")
    assert answer["Location"] == wizard.address(draft, "revenue") + focus
    assert f'id="{focus[1:]}"' in ann.get(answer["Location"]).content.decode()


def test_the_only_product_takes_the_total(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    assert 'value="same_as_total"' in ann.get(wizard.address(draft, "revenue")).content.decode()
    answer = wizard.send(ann, draft, "revenue", wizard.revenue(service_period="x"), "same_as_total")
    assert answer["Location"] == wizard.address(draft, "revenue") + "#id_line-1-monthly_revenue"
    draft.refresh_from_db()
    kept = draft.answers["revenue"]
    assert (kept["line-1-monthly_revenue"], kept["service_period"]) == (["10,000"], ["x"])
    wizard.send(ann, draft, "revenue", wizard.revenue(), "add_line")
    assert "same_as_total" not in ann.get(wizard.address(draft, "revenue")).content.decode()


@pytest.mark.parametrize("step", ["customer", "basic", "detailed", "revenue"])
def test_every_step_has_its_help(ann: Client, cast: Cast, step: str) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    page = ann.get(wizard.address(draft, step)).content.decode()
    assert page.index("<h1") < page.index("Help with this step") < page.index("<form", page.index("<h1"))


def test_the_furthest_step_is_remembered_however_it_was_reached(ann: Client, cast: Cast) -> None:
    """Then Next leads back there at once after a Change, and Drafts tells the truth."""
    draft = wizard.begin(ann, cast.ann_associated)
    ann.post(wizard.address(draft, "revenue") + "autosave/", {"revision": draft.revision, **wizard.revenue()})
    wizard.send(ann, draft, "detailed", wizard.detailed(), "save")
    draft.refresh_from_db()
    assert draft.step == "revenue"
    answer = wizard.send(ann, draft, "basic", wizard.basic())
    assert answer["Location"] == wizard.address(draft, "revenue")
