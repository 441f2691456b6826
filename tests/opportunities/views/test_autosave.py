"""Keeping what is typed: everything, without a judgement, for its author alone."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.support import wizard


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


def test_autosave_keeps_unfinished_answers_without_a_judgement(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    address = wizard.address(draft, "basic") + "autosave/"
    saved = ann.post(address, {"name": "Half ty", "revision": draft.revision})
    assert (saved.status_code, saved["Draft-Revision"]) == (204, str(draft.revision + 1))
    again = ann.post(address, {"name": "Half typed", "revision": saved["Draft-Revision"]})
    stale = ann.post(address, {"name": "Older tab", "revision": draft.revision})
    draft.refresh_from_db()
    assert (again.status_code, stale.status_code, draft.answers["basic"]["name"]) == (204, 409, ["Half typed"])


@pytest.mark.parametrize(("length", "answer", "kept"), [(20_000, 204, 20_000), (20_001, 413, 0)])
def test_answer_is_kept_whole_or_refused_and_never_cut(
    ann: Client, cast: Cast, length: int, answer: int, kept: int
) -> None:
    """Whoever pastes too much is told how much, and finds all of it in the input."""
    draft = wizard.begin(ann, cast.ann_associated)
    sent = {"revision": draft.revision, "name": "n" * length}
    assert ann.post(wizard.address(draft, "basic") + "autosave/", sent).status_code == answer
    draft.refresh_from_db()
    assert len(draft.name) == kept


def test_autosave_of_somebody_elses_draft_does_not_exist(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    answer = client.post(wizard.address(cast.ann_draft, "basic") + "autosave/", {"name": "Mine"})
    cast.ann_draft.refresh_from_db()
    assert (answer.status_code, cast.ann_draft.answers) == (404, {})
