"""The steps of Add Opportunity: nothing typed is lost, nothing wrong gets through, Submit makes one record."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import AuditEntry
from marketing.models import Target
from opportunities.models import Draft, Opportunity, ProgressEntry
from tests import make
from tests.cast import Cast
from tests.support import wizard
from tests.support.markup import element


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


def test_submit_makes_the_whole_opportunity(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    answer = wizard.send(ann, draft, "revenue", wizard.revenue())
    made = Opportunity.objects.get(draft_id=draft.pk)
    assert (answer.status_code, answer["Location"]) == (303, f"/partner/sales/opportunities/{made.number}/added/")
    assert (made.owner, made.customer, made.partner, made.group) == (cast.ann, cast.ann_associated, cast.north, "mine")
    assert (made.name, made.type, made.pain_points) == (
        "Core system migration", "migration", "Backups take the whole night",
    )  # fmt: skip
    assert (made.estimated_monthly_revenue, made.service_period, made.currency) == (Decimal(10_000), 12, "USD")
    assert (made.estimated_attainment, made.estimated_attainment_is_month) == (date(date.today().year + 1, 3, 31), True)
    assert [(line.product.code, line.monthly_revenue) for line in made.lines.all()] == [("servers", Decimal(8_000))]
    entry = made.entries.get()
    assert (entry.number, entry.kind, entry.author, entry.phase, entry.probability) == (1, "added", cast.ann, 10, 10)
    assert (made.phase, made.win_probability, made.status, made.progress_count) == (10, 10, "active", 1)
    assert not Draft.objects.filter(pk=draft.pk).exists()
    audit = AuditEntry.objects.about(made).get()
    assert (audit.action, audit.actor, audit.details["customer"]) == (
        "opportunity added", cast.ann, cast.ann_associated.number,
    )  # fmt: skip


def test_submit_repeated_leads_to_the_same_opportunity(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    draft.refresh_from_db()
    send = {**wizard.revenue(), "action": "next", "revision": draft.revision}
    first, second = (ann.post(wizard.address(draft, "revenue"), send) for _ in range(2))
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Opportunity.objects.filter(draft_id=draft.pk).count() == 1
    assert ProgressEntry.objects.filter(opportunity__draft_id=draft.pk).count() == 1
    # Whoever changed something in between must not take it for added.
    assert "This opportunity was already added at " in ann.get(second["Location"]).content.decode()


def test_page_of_a_submitted_draft_says_what_became_of_it(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    wizard.send(ann, draft, "revenue", wizard.revenue())
    answer = ann.get(wizard.address(draft, "basic"))
    number = Opportunity.objects.get(draft_id=draft.pk).number
    assert answer.status_code == 410
    assert f"This draft became {number}." in answer.content.decode()


@pytest.mark.parametrize(
    ("step", "answers", "errors"),
    [
        (
            "basic",
            {},
            [
                "Enter an opportunity name",
                "Select the customer&#x27;s industry",
                "Select the customer&#x27;s business system",
                "Select an opportunity type",
                "Select yes if this is a test project",
                "Select yes if this is a bidding project",
                "Select a development phase",
                "Select a win probability",
            ],
        ),
        (
            "detailed",
            {"next_step": "Call", "pain_points": "short"},
            [
                "Select the customer&#x27;s current deployment",
                "Customer pain points must be 10 characters or more",
                "Select the budget status",
                "Enter the date of the next step",
            ],
        ),
        (
            "revenue",
            {"estimated_monthly_revenue": "much", "estimated_attainment": "03/04/2027", "service_period": "121"},
            [
                "Estimated monthly revenue must be a number, like 10,000",
                "Enter the estimated attainment time as year and month, like 2027-03",
                "Service period must be a whole number from 1 to 120",
                "Select product 1",
                "Enter the monthly revenue of product 1",
            ],
        ),
    ],
)
def test_next_with_faults_names_each_and_keeps_what_was_typed(
    ann: Client, cast: Cast, step: str, answers: dict[str, str], errors: list[str]
) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    answer = wizard.send(ann, draft, step, answers)
    page = answer.content.decode()
    summary = page[page.index('id="error-summary"') : page.index("</div>", page.index('id="error-summary"'))]
    assert answer.status_code == 422
    assert page.index("<title>Error: ") < page.index("There is a problem")
    for error in errors:
        assert summary.count(error) == 1
        assert page.count(error) >= 2
    for typed in answers.values():
        assert typed in page
    draft.refresh_from_db()
    assert {name: values[0] for name, values in draft.answers[step].items()} == answers


@pytest.mark.parametrize("action", ["previous", "save", "next", "discard", "add_line", "remove_1"])
def test_every_button_keeps_even_wrong_answers(ann: Client, cast: Cast, action: str) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    wizard.send(ann, draft, "basic", {"name": "x", "phase": "nonsense"}, action)
    draft.refresh_from_db()
    assert (draft.answers["basic"]["name"], draft.answers["basic"]["phase"]) == (["x"], ["nonsense"])
    assert 'value="x"' in ann.get(wizard.address(draft, "basic")).content.decode()


def test_win_probability_outside_the_phases_band_is_refused(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    answer = wizard.send(ann, draft, "basic", wizard.basic(phase="40", test_project="yes", probability="90"))
    assert answer.status_code == 422
    assert "Win probability for Testing must be 30%, 50% or 70%" in answer.content.decode()


def test_tender_date_is_asked_only_of_a_bidding_project(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    wizard.send(ann, draft, "basic", wizard.basic())
    assert "Tender date" not in ann.get(wizard.address(draft, "detailed")).content.decode()
    wizard.send(ann, draft, "basic", wizard.basic(bidding_project="yes"))
    answer = wizard.send(ann, draft, "detailed", wizard.detailed())
    assert answer.status_code == 422
    assert "Enter the tender date" in answer.content.decode()


def test_products_may_not_repeat_nor_exceed_the_total(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    twice = {"line-2-product": make.product().code, "line-2-monthly_revenue": "5,000"}
    page = wizard.send(ann, draft, "revenue", wizard.revenue(**twice)).content.decode()
    assert "Product 2 is already in the list" in page
    assert "The products add up to 13,000.00, which is more than the estimated monthly revenue of 10,000.00" in page
    assert not Opportunity.objects.filter(draft_id=draft.pk).exists()


def test_product_lines_are_added_and_removed_without_a_judgement(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    answer = wizard.send(ann, draft, "revenue", wizard.revenue(service_period="x"), "add_line")
    assert (answer.status_code, answer["Location"]) == (
        303, wizard.address(draft, "revenue") + "#id_line-2-product",
    )  # fmt: skip
    page = ann.get(wizard.address(draft, "revenue")).content.decode()
    assert "Product 2" in page
    assert "Product 3" not in page
    second = {"line-2-product": make.product(code="databases").code, "line-2-monthly_revenue": "1"}
    wizard.send(ann, draft, "revenue", wizard.revenue(**second), "remove_1")
    draft.refresh_from_db()
    assert draft.answers["revenue"]["line-1-product"] == ["databases"]
    assert "line-2-product" not in draft.answers["revenue"]


def test_step_changed_in_another_tab_is_not_overwritten_unasked(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    seen = {"revision": draft.revision, "action": "next"}
    ann.post(wizard.address(draft, "basic"), {**seen, **wizard.basic(name="From the first tab")})
    stale = ann.post(wizard.address(draft, "basic"), {**seen, **wizard.basic(name="From the second tab")})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "This draft was changed in another tab" in page
    assert "From the second tab" in page
    draft.refresh_from_db()
    assert draft.answers["basic"]["name"] == ["From the first tab"]
    kept = ann.post(
        wizard.address(draft, "basic"),
        {"revision": draft.revision, "action": "next", **wizard.basic(name="From the second tab")},
    )
    draft.refresh_from_db()
    assert (kept.status_code, draft.answers["basic"]["name"]) == (303, ["From the second tab"])


def test_submit_judges_the_earlier_steps_again(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    wizard.send(ann, draft, "detailed", wizard.detailed(budget_status=""), "previous")
    answer = wizard.send(ann, draft, "revenue", wizard.revenue())
    assert answer.status_code == 422
    link = f'href="{wizard.address(draft, "detailed")}#id_budget_status_0">Select the budget status (step 3)</a>'
    assert link in element(answer.content.decode(), "error-summary")
    assert not Opportunity.objects.filter(draft_id=draft.pk).exists()


def test_administrators_opportunity_goes_to_whoever_has_the_customer(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    owners = {}
    for customer in (cast.bob_associated, cast.sky_associated, cast.copper_associated):
        draft = wizard.fill(client, customer)
        wizard.send(client, draft, "revenue", wizard.revenue())
        owners[customer] = Opportunity.objects.get(draft_id=draft.pk).owner
    assert owners == {cast.bob_associated: cast.bob, cast.sky_associated: cast.ann, cast.copper_associated: None}


def test_name_of_another_open_opportunity_needs_a_confirmation(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    same = wizard.basic(name=cast.ann_opportunity.name.upper())
    refused = wizard.send(ann, draft, "basic", same)
    assert refused.status_code == 422
    # It is a warning, as those of Specify Progress are, and no problem.
    said = element(refused.content.decode(), "error-summary")
    assert "Another open opportunity of this customer has this name" in said
    assert 'name="same_name" form="step">' in said
    assert "There is a problem" not in refused.content.decode()
    assert wizard.send(ann, draft, "basic", {**same, "same_name": "on"}).status_code == 303


def test_eye_beside_the_form_shows_the_name_and_keeps_what_was_typed(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    assert cast.ann_associated.name not in ann.get(wizard.address(draft, "basic")).content.decode()
    answers = {"name": "Half typed", "toggle": "customer_name"}
    page = wizard.send(ann, draft, "basic", answers).content.decode()
    assert cast.ann_associated.name in page
    assert "Half typed" in page
    reveal = AuditEntry.objects.get(action="revealed")
    assert (reveal.actor, reveal.subject, reveal.details["column"]) == (
        cast.ann, cast.ann_associated.number, "customer_name",
    )  # fmt: skip


def test_summary_before_submit_shows_answers_in_words(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    page = ann.get(wizard.address(draft, "revenue")).content.decode()
    review = page[page.index("Check before you submit") :]
    for words in ("Core system migration", "Migration", "Initial Contact", "10%", "Own data centre", "Approved"):
        assert words in review


def test_after_a_change_next_returns_to_the_last_step(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    answer = wizard.send(ann, draft, "basic", wizard.basic(name="Another name"))
    assert answer["Location"] == wizard.address(draft, "revenue")


def test_opportunity_from_a_target_marks_it_handled(ann: Client, cast: Cast) -> None:
    answer = ann.post(wizard.NEW, {"target": cast.ann_target.reference})
    draft = Draft.objects.get(target=cast.ann_target)
    assert answer["Location"] == wizard.address(draft, "basic")
    wizard.send(ann, draft, "basic", wizard.basic())
    wizard.send(ann, draft, "detailed", wizard.detailed())
    wizard.send(ann, draft, "revenue", wizard.revenue())
    target = Target.objects.get(pk=cast.ann_target.pk)
    assert (target.status, target.result, target.opportunity_count) == ("handled", "opportunity_created", 1)
    assert Opportunity.objects.get(draft_id=draft.pk).target == target


def test_card_says_whose_the_opportunity_will_be(client: Client, cast: Cast) -> None:
    told = {}
    for who, customer in (
        ("ann", cast.ann_associated),
        ("nora", cast.bob_associated),
        ("nora", cast.copper_associated),
    ):
        client.force_login(getattr(cast, who))
        draft = wizard.begin(client, customer)
        page = client.get(wizard.address(draft, "basic")).content.decode()
        told[customer] = page[page.index('id="customer-card"') :].split("</section>")[0]
        assert "Bob Tanaka" not in page
    assert "Opportunities you add belong to you" in told[cast.ann_associated]
    assert "B*** T***" in told[cast.bob_associated]
    assert "Unassigned" in told[cast.copper_associated]
    assert 'value="account_manager"' not in told[cast.copper_associated]


def test_draft_of_somebody_else_does_not_exist(client: Client, cast: Cast) -> None:
    for stranger in (cast.bob, cast.nora, cast.max):
        client.force_login(stranger)
        foreign = client.get(wizard.address(cast.ann_draft, "basic"))
        never = client.get("/partner/sales/opportunities/drafts/00000000-0000-4000-8000-000000000000/basic/")
        assert (foreign.status_code, never.status_code) == (404, 404)
