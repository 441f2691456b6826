"""The main job by keyboard alone: every stop is seen, nothing traps, and the focus is where one goes on."""

import pytest

from tests.browser.keys import Keys, whole_job

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.answers(422)
def test_an_opportunity_is_added_and_moved_on_without_a_pointer(visit):
    keys = Keys(visit(width=1280))
    whole_job(keys)
    assert keys.unseen == []
