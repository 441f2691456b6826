"""Drafts: private to their author, resumable, discardable, masked."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Partner
from customers.models import Customer
from opportunities.models import Draft
from tests import make
from tests.cast import Cast
from tests.support import wizard

DRAFTS = "/partner/sales/opportunities/drafts/"


def test_only_the_author_sees_a_draft(client: Client, cast: Cast) -> None:
    drafts = {cast.ann: cast.ann_draft, cast.nora: cast.nora_draft, cast.max: cast.max_draft}
    for author, own in drafts.items():
        client.force_login(author)
        page = client.get(DRAFTS).content.decode()
        assert str(own.pk) in page
        assert not [other for other in drafts.values() if other is not own and str(other.pk) in page]


def test_draft_says_how_far_it_is_and_continues_there(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    draft = wizard.fill(client, cast.ann_associated)
    page = client.get(DRAFTS).content.decode()
    assert "Core system migration" in page
    assert "Step 4 of 4" in page
    assert f'href="{wizard.address(draft, "revenue")}"' in page
    assert cast.ann_associated.name not in page


def test_draft_goes_on_where_something_is_missing(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    draft = make.draft(author=cast.ann, customer=cast.ann_associated, answers=make.answers(), step="revenue")
    for changes, step in (({}, "revenue"), ({"detailed": {}}, "detailed"), ({"basic": {}}, "basic")):
        Draft.objects.filter(pk=draft.pk).update(answers={**make.answers(), **changes})
        answer = client.get(wizard.address(draft, "")[:-1])
        assert (answer.status_code, answer["Location"]) == (303, wizard.address(draft, step))
    client.force_login(cast.bob)
    assert client.get(wizard.address(draft, "")[:-1]).status_code == 404


def test_draft_that_was_not_touched_for_thirty_days_is_gone(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    Draft.objects.filter(pk=cast.ann_draft.pk).update(saved_at=timezone.now() - timedelta(days=30, minutes=1))
    assert "No drafts" in client.get(DRAFTS).content.decode()
    assert client.get(wizard.address(cast.ann_draft, "basic")).status_code == 404


def test_discarded_draft_comes_back_within_a_day_only(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    draft = make.draft(author=cast.ann, customer=cast.ann_associated)
    client.post(wizard.address(draft, "discard"))
    Draft.objects.filter(pk=draft.pk).update(discarded_at=timezone.now() - timedelta(hours=25))
    assert client.post(wizard.address(draft, "restore")).status_code == 404


def test_eye_shows_the_customers_of_the_own_drafts(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    assert cast.ann_associated.name in client.post(DRAFTS, {"toggle": "customer_name"}).content.decode()


def test_eye_shows_no_customer_that_somebody_else_has_now(client: Client, cast: Cast) -> None:
    """A draft outlives the assignment that it was begun under; the name, a new one included, does not."""
    client.force_login(cast.ann)
    for customer in (cast.ann_associated, cast.sky_associated):
        make.draft(author=cast.ann, customer=customer)
    Partner.objects.filter(pk=cast.sky.pk).update(account_manager=cast.bob)
    Customer.objects.filter(pk=cast.sky_associated.pk).update(name="Silver Lake Holding")
    page = client.post(DRAFTS, {"toggle": "customer_name"}).content.decode()
    assert cast.ann_associated.name in page
    assert "Sil*" not in page
    assert "Silver Lake" not in page
    shown = AuditEntry.objects.filter(actor=cast.ann, action="revealed").count()
    assert shown == Draft.objects.filter(author=cast.ann, customer=cast.ann_associated).count()
