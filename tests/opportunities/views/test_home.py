"""Home: drafts to continue, what needs an update and the newest changes, in the person's scope."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import Partner
from opportunities.models import Opportunity
from tests import make
from tests.cast import Cast


def test_home_shows_what_waits_and_what_changed_in_the_persons_scope(client: Client, cast: Cast) -> None:
    Opportunity.objects.filter(pk__in=[cast.ann_opportunity.pk, cast.bob_opportunity.pk]).update(
        last_progress_at=timezone.now() - timedelta(days=21)
    )
    Opportunity.objects.filter(pk=cast.ann_sky_opportunity.pk).update(estimated_attainment="2026-01-31")
    client.force_login(cast.ann)
    page = client.get("/partner/").content.decode()
    waiting = page[page.index("Needs an update") : page.index("Newest changes")]
    assert "No progress for 21 days" in waiting
    assert cast.ann_opportunity.name in waiting
    assert "31 Jan 2026 is overdue" in waiting
    assert cast.bob_opportunity.name not in page
    assert f"/drafts/{cast.ann_draft.pk}/" in page
    assert cast.won_opportunity.name in page[page.index("Newest changes") :]


def test_director_has_no_drafts_and_no_add(client: Client, cast: Cast) -> None:
    client.force_login(cast.dirk)
    page = client.get("/partner/").content.decode()
    assert "Continue where you left off" not in page
    assert "Add Opportunity" not in page
    assert cast.ann_opportunity.name in page


def test_sales_lists_the_pages_of_the_menu(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    page = client.get("/partner/sales/").content.decode()
    for words in ("Leads and Opportunities", "Opportunity Management", "Marketing Tasks", "Customer Management"):
        assert page.count(words) >= 2


def test_a_resellers_members_read_figures_of_their_own(client: Client, cast: Cast) -> None:
    """The associated, the preregistered, those in review, without account manager, in running tasks; of Sky alone."""
    make.customer(partner=cast.sky)
    for person, numbers in (("skye", ["2", "1", "0", "1", "1"]), ("sam", ["1", "1", "0", "1"])):
        client.force_login(getattr(cast, person))
        answer = client.get("/partner/")
        assert [number for _label, number, _url in answer.context["figures"]] == numbers
        for _label, _number, url in answer.context["figures"]:
            assert client.get(url).status_code == 200
    client.force_login(cast.nora)
    assert client.get("/partner/").context["figures"] == []


def test_what_is_not_shared_is_not_called_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.sam)
    for address, hidden, shown in (
        ("/partner/", "At the moment they are not shared.", "Needs an update"),
        ("/partner/sales/opportunities/mine/", "Opportunities are not shared with your company", "Video platform"),
    ):
        Partner.objects.filter(pk=cast.sky.pk).update(share_opportunities=False)
        page = client.get(address).content.decode()
        assert (hidden in page, shown in page) == (True, False)
        Partner.objects.filter(pk=cast.sky.pk).update(share_opportunities=True)
        page = client.get(address).content.decode()
        assert (hidden in page, shown in page) == (False, True)
