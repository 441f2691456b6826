"""One draft in two tabs, and the tabs of Modify: whose words stay is said, and where one goes next."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from opportunities.models import Draft, Opportunity
from tests.cast import Cast
from tests.opportunities.views.test_modify import address, open_form
from tests.support import wizard


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


def _name(draft: Draft) -> list[str]:
    return Draft.objects.get(pk=draft.pk).answers["basic"]["name"]


def test_a_stale_save_offers_both_versions_and_keeping_mine_overwrites(ann: Client, cast: Cast) -> None:
    draft, page = cast.ann_draft, wizard.address(cast.ann_draft, "basic")
    other = {"name": "The other tab's", "revision": "1"}
    assert ann.post(f"{page}autosave/", other).status_code == 204
    answer = ann.post(page, {"name": "Mine", "revision": "1", "action": "next"})
    shown = answer.content.decode()
    assert (answer.status_code, _name(draft)) == (409, ["The other tab's"])
    assert re.search(r"This draft was changed in another tab at \d\d:\d\d\.", shown)
    assert f'href="{page}">Load the newer version</a>' in shown
    assert 'form="step" name="action" value="keep">Keep mine</button>' in shown
    assert 'value="Mine"' in shown
    revision = re.search(r'name="revision" value="(\d+)"', shown)
    assert revision
    kept = ann.post(page, {"name": "Mine", "revision": revision[1], "action": "keep"})
    assert (kept.status_code, kept["Location"], _name(draft)) == (303, page, ["Mine"])
    assert "Your version is kept. It replaced the one from the other tab." in ann.get(page).content.decode()
    # The other tab hears of it at its next save.
    assert ann.post(f"{page}autosave/", {"name": "And on", "revision": "2"}).status_code == 409
    assert _name(draft) == ["Mine"]


def test_a_stale_autosave_says_when_and_what_it_takes_to_overwrite(ann: Client, cast: Cast) -> None:
    save = wizard.address(cast.ann_draft, "basic") + "autosave/"
    with time_machine.travel(datetime(2026, 9, 14, 14, 31, tzinfo=UTC), tick=False):
        ann.post(save, {"name": "The other tab's", "revision": "1"})
        stale = ann.post(save, {"name": "Mine", "revision": "1"})
        assert (stale.status_code, stale["Draft-Saved"], stale["Draft-Revision"]) == (409, "14:31", "2")
        assert ann.post(save, {"name": "Mine", "revision": stale["Draft-Revision"]}).status_code == 204
    assert _name(cast.ann_draft) == ["Mine"]


def test_the_second_submit_says_when_the_first_one_was(ann: Client, cast: Cast) -> None:
    with time_machine.travel(datetime(2026, 9, 14, 14, 33, tzinfo=UTC), tick=False):
        draft = wizard.fill(ann, cast.ann_associated)
        wizard.send(ann, draft, "revenue", wizard.revenue())
        again = ann.post(wizard.address(draft, "revenue"), {**wizard.revenue(), "action": "next", "revision": "9"})
        page = ann.get(again["Location"]).content.decode()
    assert "This opportunity was already added at 14:33." in page
    assert Opportunity.objects.filter(draft_id=draft.pk).count() == 1


@pytest.mark.parametrize(
    ("then", "leads_to"),
    [
        ("revenue", "modify/revenue/"),
        ("other", "modify/other/"),
        *((wrong, "") for wrong in ("", "progress", "//evil.example", "../../../signout", "https://evil.example/")),
    ],
)
def test_save_and_continue_opens_a_tab_and_nothing_else(client: Client, cast: Cast, then: str, leads_to: str) -> None:
    opportunity = cast.ann_opportunity
    sent = open_form(client, cast.ann, opportunity) | {"name": "Renamed", "then": then}
    answer = client.post(address(opportunity), sent)
    details = f"/partner/sales/opportunities/{opportunity.number}/"
    assert (answer.status_code, answer["Location"]) == (303, f"{details}{leads_to}")
    opportunity.refresh_from_db()
    assert opportunity.name == "Renamed"
    assert "Basic information saved." in client.get(answer["Location"]).content.decode()


def test_save_and_continue_still_continues_after_a_fault(client: Client, cast: Cast) -> None:
    sent = open_form(client, cast.ann, cast.ann_opportunity) | {"name": "", "then": "revenue"}
    answer = client.post(address(cast.ann_opportunity), sent)
    page = answer.content.decode()
    assert (answer.status_code, 'name="then" value="revenue"' in page, "data-unsaved" in page) == (422, True, True)
