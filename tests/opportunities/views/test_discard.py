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
    assert "Discard this draft?" in ann.get(asked).content.decode()
    after = ann.post(asked)
    assert ann.get(wizard.address(draft, "basic")).status_code == 404
    assert "The draft was discarded." in ann.get(after["Location"]).content.decode()
    ann.post(wizard.address(draft, "restore"))
    assert "Keep me" in ann.get(wizard.address(draft, "basic")).content.decode()
