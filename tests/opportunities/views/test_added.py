"""The success page: what was added, and both ways on."""

import pytest
from django.test import Client

from opportunities.models import Opportunity
from tests.cast import Cast
from tests.support import wizard


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


def test_success_page_offers_both_ways_on(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    page = ann.get(wizard.send(ann, draft, "revenue", wizard.revenue())["Location"]).content.decode()
    made = Opportunity.objects.get(draft_id=draft.pk)
    assert "The opportunity has been added successfully." in page
    assert f'href="/partner/sales/opportunities/{made.number}/">View Details' in page
    assert f'href="/partner/sales/opportunities/mine/?new={made.number}">Go to Business Opportunities' in page
