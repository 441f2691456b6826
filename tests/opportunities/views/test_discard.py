"""Discarding a draft asks once, and can be undone."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.support import wizard


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


def test_discard_asks_first_and_can_be_undone(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    asked = wizard.send(ann, draft, "basic", {"name": "Keep me"}, "discard")["Location"]
    page = ann.get(asked).content.decode()
    assert "Discard this draft?" in page
    assert cast.ann_associated.name not in page
    after = ann.post(asked)
    assert ann.get(wizard.address(draft, "basic")).status_code == 404
    assert "The draft was discarded." in ann.get(after["Location"]).content.decode()
    ann.post(wizard.address(draft, "restore"))
    assert "Keep me" in ann.get(wizard.address(draft, "basic")).content.decode()


def test_discard_is_a_dialog_of_the_page_under_it(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    address = wizard.address(draft, "discard")
    for page in (wizard.address(draft, "basic"), "/partner/sales/opportunities/drafts/"):
        assert f'data-dialog hx-get="{address}" hx-target="#dialog"' in ann.get(page).content.decode()
    headers = {"HX-Request": "true", "HX-Target": "dialog"}
    dialog = ann.get(address, headers=headers).content.decode()
    assert "<html" not in dialog
    # The safe answer has the focus, and whose draft it is can be told without its name.
    assert "data-dialog-close data-takes-focus>Keep draft</a>" in dialog
    assert "The information you entered for <span" in dialog
    answer = ann.post(address, headers=headers)
    assert (answer.status_code, "dialog-saved" in answer["HX-Trigger"]) == (204, True)
    assert ann.get(wizard.address(draft, "basic")).status_code == 404
