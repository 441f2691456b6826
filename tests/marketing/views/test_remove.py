"""Remove: whom nobody touched, and nobody else."""

import pytest

from marketing.models import Target
from tests import make
from tests.support.tasks import at, customers_of, deeds, said


def address(target):
    return at(target.task, f"{target.customer.number}/remove/")


def test_a_customer_nobody_touched_leaves_the_list(client, cast):
    client.force_login(cast.nora)
    page = said(client.get(address(cast.ann_target)))
    assert "Nobody has worked on this customer." in page
    assert "Aspen Biotech" not in page
    answer = client.post(address(cast.ann_target))
    assert (answer.status_code, answer["Location"]) == (303, at(cast.running_task))
    assert cast.ann_preregistered.number not in customers_of(cast.running_task)
    assert deeds(cast.nora) == [("target removed", cast.ann_target.reference)]
    assert client.get(address(cast.ann_target)).status_code == 404


@pytest.mark.parametrize(
    "touched",
    [{"status": "in_progress"}, {"handled_at": "2026-01-01T00:00:00Z"}, {"opportunity_count": 1}],
)
def test_what_somebody_worked_on_stays(client, cast, touched):
    Target.objects.filter(pk=cast.ann_target.pk).update(**touched)
    client.force_login(cast.nora)
    assert f'href="{address(cast.ann_target)}"' not in said(client.get(at(cast.running_task)))
    answer = client.post(address(cast.ann_target))
    assert (answer.status_code, "Somebody has worked on this customer." in said(answer)) == (403, True)
    assert Target.objects.filter(pk=cast.ann_target.pk).exists()
    assert ("target removed", cast.ann_target.reference) not in deeds(cast.nora)


def test_a_draft_that_somebody_began_keeps_it(client, cast):
    make.draft(author=cast.ann, customer=cast.ann_preregistered, target=cast.ann_target)
    client.force_login(cast.nora)
    answer = client.post(address(cast.ann_target))
    assert (answer.status_code, "Somebody has begun an opportunity" in said(answer)) == (403, True)
    assert Target.objects.filter(pk=cast.ann_target.pk).exists()
