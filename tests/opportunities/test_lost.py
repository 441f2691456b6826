"""A customer or a marketing task that is gone while the wizard is filled in: told in words, everything else kept."""

import pytest
from django.test import Client

from accounts.models import AuditEntry
from customers.models import Customer
from marketing.models import MarketingTask, Target
from opportunities.models import Draft, Opportunity
from tests.cast import Cast
from tests.support import wizard
from tests.support.markup import element

STEPS = {"basic": wizard.basic, "detailed": wizard.detailed, "revenue": wizard.revenue}


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


def _lose(customer: Customer, **values: object) -> None:
    Customer.objects.filter(pk=customer.pk).update(**values)


@pytest.mark.parametrize("step", STEPS)
def test_customer_that_went_to_a_colleague_leads_back_to_step_one(ann: Client, cast: Cast, step: str) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    _lose(cast.ann_associated, account_manager=cast.bob, state="disassociated")
    opened = ann.get(wizard.address(draft, step))
    field = {"basic": "business_system_other", "detailed": "next_step", "revenue": "service_period"}[step]
    sent = wizard.send(ann, draft, step, {**STEPS[step](), field: "Typed at last"})
    assert {(answer.status_code, answer["Location"]) for answer in (opened, sent)} == {
        (303, wizard.address(draft, "customer"))
    }
    draft.refresh_from_db()
    assert draft.answers[step][field] == ["Typed at last"]
    assert draft.answers["basic"]["name"] == ["Core system migration"]
    page = ann.get(sent["Location"]).content.decode()
    text = f"Select another customer. {cast.ann_associated.number} is not available to you any more"
    assert text in element(page, "error-summary")
    assert 'id="chosen" hidden' in page
    assert not Opportunity.objects.filter(draft_id=draft.pk).exists()


def test_another_customer_and_the_draft_is_submitted_as_it_was(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    _lose(cast.ann_associated, account_manager=cast.bob)
    wizard.send(ann, draft, "revenue", wizard.revenue())
    ann.post(wizard.address(draft, "customer"), {"customer": cast.sky_associated.number, "chosen": ""})
    wizard.send(ann, draft, "revenue", wizard.revenue())
    made = Opportunity.objects.get(draft_id=draft.pk)
    assert (made.customer, made.name, made.service_period) == (cast.sky_associated, "Core system migration", 12)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"state": "disassociated"}, "is no longer associated with your organization"),
        (
            {"state": "preregistered", "preregistered_until": "2026-01-03"},
            "The preregistration of %(number)s ended on 3 January 2026",
        ),
        ({"state": "rejected"}, "is not available to you any more"),
    ],
)
def test_relation_that_ended_is_named(ann: Client, cast: Cast, values: dict[str, str], text: str) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    _lose(cast.ann_associated, **values)
    page = ann.get(ann.get(wizard.address(draft, "basic"))["Location"]).content.decode()
    assert text % {"number": cast.ann_associated.number} in element(page, "error-summary")


def test_lost_customers_name_is_shown_no_more(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    draft.refresh_from_db()
    _lose(cast.ann_associated, account_manager=cast.bob)
    stale = {"toggle": "customer_name", "revision": draft.revision + 7, **wizard.basic()}
    for answers in (stale, {**stale, "revision": draft.revision}):
        assert cast.ann_associated.name not in ann.post(wizard.address(draft, "basic"), answers).content.decode()
    assert not AuditEntry.objects.filter(action="revealed").exists()


@pytest.mark.parametrize("action", ["previous", "save", "add_line"])
def test_lost_customer_hinders_no_button_that_only_keeps(ann: Client, cast: Cast, action: str) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    _lose(cast.ann_associated, account_manager=cast.bob)
    answer = wizard.send(ann, draft, "revenue", wizard.revenue(service_period="some"), action)
    draft.refresh_from_db()
    assert (answer.status_code, draft.answers["revenue"]["service_period"]) == (303, ["some"])


@pytest.mark.parametrize(
    ("gone", "text"), [("closed", "is closed. This opportunity"), ("moved", "is not yours any more. This opportunity")]
)
def test_task_that_is_gone_leads_to_step_two_and_the_opportunity_goes_on_without(
    ann: Client, cast: Cast, gone: str, text: str
) -> None:
    ann.post(wizard.NEW, {"target": cast.ann_target.reference})
    draft = Draft.objects.get(target=cast.ann_target)
    wizard.send(ann, draft, "basic", wizard.basic())
    wizard.send(ann, draft, "detailed", wizard.detailed())
    if gone == "closed":
        MarketingTask.objects.filter(pk=cast.running_task.pk).update(status=MarketingTask.Status.ENDED)
    else:
        Target.objects.filter(pk=cast.ann_target.pk).update(account_manager=cast.bob)
    answer = wizard.send(ann, draft, "revenue", wizard.revenue())
    draft.refresh_from_db()
    assert (answer.status_code, answer["Location"], draft.target) == (303, wizard.address(draft, "basic"), None)
    assert draft.answers["revenue"]["service_period"] == ["12"]
    assert f"The marketing task Backup for everybody {text}" in ann.get(answer["Location"]).content.decode()
    wizard.send(ann, draft, "revenue", wizard.revenue())
    made = Opportunity.objects.get(draft_id=draft.pk)
    assert (made.target, Target.objects.get(pk=cast.ann_target.pk).opportunity_count) == (None, 0)
