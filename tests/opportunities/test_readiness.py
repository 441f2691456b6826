"""What a draft still needs: the words and the places of what Submit would refuse, on each step and in Drafts."""

import re
from html import unescape

import pytest
from django.test import Client

from customers.models import Customer, Industry
from opportunities.models import Draft, Opportunity
from opportunities.readiness import readiness
from opportunities.steps import BASIC, REVENUE, Answered
from tests import make
from tests.cast import Cast
from tests.support import wizard
from tests.support.markup import element

DRAFTS = "/partner/sales/opportunities/drafts/"
FRAGMENT = {"HX-Request": "true", "HX-Target": "readiness"}
AHEAD = [
    ("Select the customer's current deployment (step 3)", "detailed", "id_current_deployment_0"),
    ("Enter the customer's pain points (step 3)", "detailed", "id_pain_points"),
    ("Select the budget status (step 3)", "detailed", "id_budget_status_0"),
    ("Enter the estimated monthly revenue (step 4)", "revenue", "id_estimated_monthly_revenue"),
    ("Enter the estimated attainment time (step 4)", "revenue", "id_estimated_attainment"),
    ("Enter the service period in months (step 4)", "revenue", "id_service_period"),
    ("Select product 1 (step 4)", "revenue", "id_line-1-product"),
    ("Enter the monthly revenue of product 1 (step 4)", "revenue", "id_line-1-monthly_revenue"),
]


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


def listed(page: str, draft: Draft) -> list[tuple[str, str, str]]:
    """The links of the list: what is missing, on which step, at which control."""
    links = re.findall(rf'href="{wizard.address(draft, "")[:-1]}(\w+)/#([\w-]+)"[^>]*>([^<]*)<', page)
    return [(unescape(text), slug, control) for slug, control, text in links]


def missing(client: Client, draft: Draft, step: str) -> str:
    return element(client.get(wizard.address(draft, step)).content.decode(), "readiness")


def test_a_new_draft_lists_every_step_and_nothing_that_the_page_fills_in(ann: Client, cast: Cast) -> None:
    Customer.objects.filter(pk=cast.ann_associated.pk).update(industry=make.industry())
    draft = wizard.begin(ann, cast.ann_associated)
    part = missing(ann, draft, "basic")
    here = [
        ("Enter an opportunity name (step 2)", "basic", "id_name"),
        ("Select the customer's business system (step 2)", "basic", "id_business_system"),
        ("Select an opportunity type (step 2)", "basic", "id_type_0"),
        ("Select yes if this is a test project (step 2)", "basic", "id_test_project_0"),
        ("Select yes if this is a bidding project (step 2)", "basic", "id_bidding_project_0"),
    ]
    assert listed(part, draft) == here + AHEAD
    assert "13 things missing" in part
    assert (part.count("pc-missing-here"), part.count("pc-missing-ahead"), part.count("pc-missing-behind")) == (5, 8, 0)


def test_what_is_missing_has_an_input_with_that_id_on_its_page(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    for _text, step, control in listed(missing(ann, draft, "basic"), draft):
        assert f'id="{control}"' in ann.get(wizard.address(draft, step)).content.decode(), control


def test_a_step_that_was_left_with_a_fault_stands_out(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    wizard.send(ann, draft, "detailed", wizard.detailed(budget_status=""), "previous")
    part = missing(ann, draft, "revenue")
    assert listed(part, draft) == [*AHEAD[3:], AHEAD[2]]
    assert (part.count("pc-missing-behind"), part.count("pc-missing-here")) == (1, 5)


def test_autosave_makes_the_list_shorter(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    before = len(listed(missing(ann, draft, "basic"), draft))
    ann.post(wizard.address(draft, "basic") + "autosave/", {**wizard.basic(type=""), "revision": draft.revision})
    fragment = ann.get(wizard.address(draft, "basic"), headers=FRAGMENT).content.decode()
    assert listed(fragment, draft) == [("Select an opportunity type (step 2)", "basic", "id_type_0"), *AHEAD]
    assert before > len(AHEAD) + 1
    assert "<html" not in fragment
    assert fragment.strip() in missing(ann, draft, "basic")


def test_ready_is_what_submit_takes(ann: Client, cast: Cast) -> None:
    draft = make.draft(author=cast.ann, customer=cast.ann_associated, answers=make.answers(), step="revenue")
    answers = {name: values[0] for name, values in make.answers()["revenue"].items()}
    for step in ("basic", "detailed", "revenue"):
        part = missing(ann, draft, step)
        assert "Ready to submit" in part
        assert listed(part, draft) == []
    assert wizard.send(ann, draft, "revenue", answers).status_code == 303
    assert Opportunity.objects.filter(draft_id=draft.pk).exists()


def test_what_the_rules_refuse_now_is_missing_again(ann: Client, cast: Cast) -> None:
    """A draft is judged as of today, not as of the day on which it was typed."""
    draft = make.draft(author=cast.ann, customer=cast.ann_associated, answers=make.answers(), step="revenue")
    assert readiness(Answered(draft, cast.ann))
    Industry.objects.update(active=False)
    found = readiness(Answered(draft, cast.ann), REVENUE)
    assert [(item.text, item.lies) for item in found.missing] == [("Select the customer's industry (step 2)", "behind")]
    assert found.url == wizard.address(draft, "basic")


def test_a_lost_customer_is_what_is_missing(ann: Client, cast: Cast) -> None:
    draft = make.draft(author=cast.ann, customer=cast.ann_associated, answers=make.answers(), step="revenue")
    cast.ann_associated.account_manager = cast.bob
    found = readiness(Answered(draft, cast.ann), BASIC)
    assert [item.text for item in found.missing] == [
        f"Select another customer. {cast.ann_associated.number} is not available to you any more"
    ]
    assert found.url == wizard.address(draft, "customer")


def test_step_one_of_a_draft_says_it_too(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    page = ann.get(wizard.address(draft, "customer")).content.decode()
    assert "5 things missing" in page
    assert len(listed(page, draft)) == 5


def test_drafts_says_how_much_is_missing_and_goes_on_there(ann: Client, cast: Cast) -> None:
    Draft.objects.all().delete()
    ready = make.draft(author=cast.ann, customer=cast.ann_associated, answers=make.answers(), step="revenue")
    typed = make.answers(name="Half")
    typed["detailed"]["budget_status"] = [""]
    half = make.draft(author=cast.ann, customer=cast.sky_associated, answers=typed, step="revenue")
    page = ann.get(DRAFTS).content.decode()
    rows = {
        row.count("Half"): row for row in re.findall(r'<tr role="row">.*?</tr>', page, re.DOTALL) if "continue-" in row
    }
    assert len(rows) == 2
    assert "Ready to submit" in rows[0]
    assert "1 thing<" in rows[max(rows)]
    assert f'href="{wizard.address(ready, "revenue")}"' in rows[0]
    assert f'href="{wizard.address(half, "detailed")}"' in rows[max(rows)]


def test_a_name_in_use_is_missing_its_confirmation_in_drafts(ann: Client, cast: Cast) -> None:
    """The names are read for all drafts at once, and as far as the author may see them."""
    Draft.objects.all().delete()
    taken = make.answers(name=cast.ann_opportunity.name.upper())
    make.draft(author=cast.ann, customer=cast.ann_associated, answers=taken, step="revenue")
    assert "1 thing<" in ann.get(DRAFTS).content.decode()
    Opportunity.objects.filter(pk=cast.ann_opportunity.pk).update(owner=cast.bob)
    assert "Ready to submit" in ann.get(DRAFTS).content.decode()
