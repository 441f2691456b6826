"""A draft whose customer is changed keeps what was typed; what came from the old customer is suggested anew."""

import pytest
from django.core.exceptions import PermissionDenied

from customers.models import Customer
from opportunities.actions import change_customer, unlink_task
from opportunities.models import Draft
from tests import make


def _of(cast, *, industry: list[str], target=None, author=None) -> Draft:
    answers = make.answers()
    answers["basic"]["industry"] = industry
    return make.draft(
        author=author or cast.ann, customer=cast.ann_preregistered, target=target, answers=answers, step="revenue"
    )


@pytest.fixture
def industries(cast):
    """The old customer's industry, the new one's, and one that neither has."""
    old, new, third = (make.industry(code=code) for code in ("retail", "energy", "media"))
    Customer.objects.filter(pk=cast.ann_preregistered.pk).update(industry=old)
    Customer.objects.filter(pk=cast.ann_associated.pk).update(industry=new)
    for customer in (cast.ann_preregistered, cast.ann_associated):
        customer.refresh_from_db()
    return old, new, third


@pytest.mark.parametrize("answered", [["retail"], [""]])
def test_industry_of_the_old_customer_or_none_becomes_the_new_ones(cast, industries, answered):
    draft = _of(cast, industry=answered)
    change = change_customer(draft=draft, customer=cast.ann_associated, by=cast.ann)
    kept = Draft.objects.get(pk=draft.pk)
    assert (change.industry, kept.customer, kept.revision, kept.step) == (
        industries[1], cast.ann_associated, draft.revision + 1, "revenue",
    )  # fmt: skip
    assert kept.answers == {**draft.answers, "basic": {**draft.answers["basic"], "industry": ["energy"]}}


@pytest.mark.parametrize("answered", [["media"], ["energy"], ["nonsense"]])
def test_industry_that_was_said_on_purpose_stays(cast, industries, answered):
    draft = _of(cast, industry=answered)
    change = change_customer(draft=draft, customer=cast.ann_associated, by=cast.ann)
    assert (change.industry, Draft.objects.get(pk=draft.pk).answers) == (None, draft.answers)


def test_customer_without_an_industry_changes_none(cast, industries):
    Customer.objects.filter(pk=cast.ann_associated.pk).update(industry=None)
    draft = _of(cast, industry=["retail"])
    change = change_customer(draft=draft, customer=Customer.objects.get(pk=cast.ann_associated.pk), by=cast.ann)
    assert (change.industry, Draft.objects.get(pk=draft.pk).answers) == (None, draft.answers)


def test_task_of_the_old_customer_is_unlinked(cast):
    draft = _of(cast, industry=[""], target=cast.ann_target)
    change = change_customer(draft=draft, customer=cast.ann_associated, by=cast.ann)
    assert (change.unlinked, Draft.objects.get(pk=draft.pk).target) == (cast.running_task, None)


def test_same_task_goes_along_to_a_customer_that_is_in_it(cast):
    draft = _of(cast, industry=[""], target=cast.ann_target)
    change = change_customer(draft=draft, customer=cast.sky_associated, by=cast.ann)
    assert (change.unlinked, Draft.objects.get(pk=draft.pk).target) == (None, cast.sky_target)


def test_same_customer_once_more_changes_nothing(cast, industries):
    draft = _of(cast, industry=[""], target=cast.ann_target)
    change = change_customer(draft=draft, customer=cast.ann_preregistered, by=cast.ann)
    assert (change.unlinked, change.owner_changed, Draft.objects.get(pk=draft.pk).target) == (
        None, False, cast.ann_target,
    )  # fmt: skip


def test_administrators_opportunity_follows_the_customer_and_an_account_managers_does_not(cast):
    of_nora, of_ann = _of(cast, industry=[""], author=cast.nora), _of(cast, industry=[""])
    to_bob = change_customer(draft=of_nora, customer=cast.bob_associated, by=cast.nora)
    to_nobody = change_customer(draft=of_nora, customer=cast.copper_associated, by=cast.nora)
    hers = change_customer(draft=of_ann, customer=cast.sky_associated, by=cast.ann)
    assert [(change.owner_changed, change.owner) for change in (to_bob, to_nobody, hers)] == [
        (True, cast.bob), (True, None), (False, cast.ann),
    ]  # fmt: skip


def test_customer_that_cannot_be_used_is_refused(cast):
    draft = _of(cast, industry=[""])
    with pytest.raises(PermissionDenied):
        change_customer(draft=draft, customer=cast.bob_associated, by=cast.ann)
    assert Draft.objects.get(pk=draft.pk).customer == cast.ann_preregistered


def test_drafts_of_others_do_not_exist(cast):
    draft = _of(cast, industry=[""], target=cast.ann_target)
    with pytest.raises(Draft.DoesNotExist):
        change_customer(draft=draft, customer=cast.ann_associated, by=cast.nora)
    with pytest.raises(Draft.DoesNotExist):
        unlink_task(draft=draft, by=cast.nora)
    assert Draft.objects.get(pk=draft.pk).target == cast.ann_target
