"""Step 1: which customers can be selected by whom, and the entries from a customer and from a marketing task."""

import pytest
from django.test import Client

from accounts.models import AuditEntry
from customers.models import Customer
from marketing.models import Target
from opportunities.models import Draft
from tests import make
from tests.cast import Cast
from tests.support import wizard
from tests.support.markup import element


def choosable(client: Client, group: str = "mine") -> set[str]:
    """The numbers of the customers that have a radio."""
    page = client.get(wizard.NEW, {"group": group}).content.decode()
    return {part.split('"')[0] for part in page.split('id="choose-')[1:]}


def test_account_manager_chooses_among_own_and_assigned_resellers_customers(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    assert choosable(client) == {cast.ann_associated.number, cast.ann_preregistered.number}
    assert choosable(client, "resellers") == {cast.sky_associated.number}


def test_administrator_chooses_among_all_of_the_tenant(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    own = (cast.ann_associated, cast.ann_preregistered, cast.bob_associated, cast.unassigned_customer)
    assert choosable(client) == {customer.number for customer in own}
    assert choosable(client, "resellers") == {cast.sky_associated.number, cast.copper_associated.number}


def test_opening_the_page_makes_no_draft(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    before = Draft.objects.count()
    client.get(wizard.NEW)
    assert Draft.objects.count() == before


def test_next_without_a_choice_asks_for_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.post(wizard.NEW, {"action": "next"})
    assert answer.status_code == 422
    assert "Select a customer" in answer.content.decode()


@pytest.mark.parametrize("state", ["expired", "released", "disassociated"])
def test_customer_whose_relation_ended_is_listed_with_the_reason_and_refused(
    client: Client, cast: Cast, state: str
) -> None:
    client.force_login(cast.ann)
    ended = make.customer(partner=cast.north, account_manager=cast.ann, state=state)
    page = client.get(wizard.NEW).content.decode()
    assert ended.number in page
    assert ended.number not in choosable(client)
    refused = client.post(wizard.NEW, {"customer": ended.number})
    assert refused.status_code == 422
    assert "Select another customer. " in refused.content.decode()


@pytest.mark.parametrize("customer", ["bob_associated", "sky_preregistered", "copper_associated"])
def test_customer_outside_the_scope_cannot_be_chosen(client: Client, cast: Cast, customer: str) -> None:
    client.force_login(cast.ann)
    before = Draft.objects.count()
    answer = client.post(wizard.NEW, {"customer": getattr(cast, customer).number + "9"})
    foreign = client.post(wizard.NEW, {"customer": getattr(cast, customer).number})
    assert (answer.status_code, foreign.status_code, Draft.objects.count()) == (422, 422, before)


def test_search_looks_into_clear_values_and_masks_what_it_finds(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    page = client.get(wizard.NEW, {"q": "amber"}).content.decode()
    assert cast.ann_associated.number in page
    assert cast.bob_associated.number not in page
    assert "Amber Foods Ltd" not in page


def test_eye_shows_a_column_for_the_rows_on_screen_and_records_each(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    page = client.post(wizard.NEW, {"toggle": "customer_name"}).content.decode()
    assert "Amber Foods Ltd" in page
    seen = AuditEntry.objects.filter(action="revealed").values_list("subject", flat=True)
    assert set(seen) == {cast.ann_associated.number, cast.ann_preregistered.number}


def test_choosing_starts_a_draft_at_step_two(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    draft = wizard.begin(client, cast.sky_associated)
    assert (draft.author, draft.customer, draft.answers) == (cast.ann, cast.sky_associated, {})
    assert AuditEntry.objects.about(draft).get().action == "draft started"


def test_changing_the_customer_keeps_everything_else(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    draft = wizard.fill(client, cast.ann_associated)
    client.post(wizard.address(draft, "customer"), {"customer": cast.sky_associated.number})
    answers = draft.answers
    draft.refresh_from_db()
    assert draft.customer == cast.sky_associated
    assert draft.answers["basic"]["name"] == ["Core system migration"]
    assert answers.keys() <= draft.answers.keys()


def test_note_on_step_two_lists_what_another_customer_changed(client: Client, cast: Cast) -> None:
    client.force_login(cast.nora)
    client.post(wizard.NEW, {"target": cast.ann_target.reference})
    draft = Draft.objects.get(target=cast.ann_target)
    wizard.send(client, draft, "basic", wizard.basic(industry=""))
    retail = make.industry(code="retail", name="Retail")
    of_bob = make.customer(partner=cast.north, account_manager=cast.bob, industry=retail)
    answer = client.post(wizard.address(draft, "customer"), {"customer": of_bob.number})
    page = client.get(answer["Location"]).content.decode()
    assert "Customer industry changed to Retail because it is this customer&#x27;s industry." in page
    assert "Account manager changed to B*** T*** because this customer is assigned to them." in page
    assert "The marketing task Backup for everybody is not about this customer." in page
    draft.refresh_from_db()
    assert (draft.answers["basic"]["name"], draft.answers["basic"]["industry"]) == (
        ["Core system migration"], ["retail"],
    )  # fmt: skip


def test_customer_chosen_on_another_page_goes_along_with_next(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.post(f"{wizard.NEW}?q=aspen", {"chosen": cast.sky_associated.number})
    assert answer.status_code == 303
    assert Draft.objects.get(pk=answer["Location"].split("/")[-3]).customer == cast.sky_associated
    radio_wins = client.post(wizard.NEW, {"chosen": cast.sky_associated.number, "customer": cast.ann_associated.number})
    assert Draft.objects.get(pk=radio_wins["Location"].split("/")[-3]).customer == cast.ann_associated


@pytest.mark.parametrize("customer", ["bob_associated", "sky_preregistered", "copper_associated"])
def test_chosen_line_tells_nobody_of_a_customer_outside_the_scope(client: Client, cast: Cast, customer: str) -> None:
    client.force_login(cast.ann)
    number, before = getattr(cast, customer).number, Draft.objects.count()
    refused = client.post(wizard.NEW, {"chosen": number})
    for page in (refused, client.get(wizard.NEW, {"customer": number})):
        assert 'id="chosen" hidden' in page.content.decode()
        line = element(page.content.decode(), "chosen")
        assert (number in line, "*****" in line) == (False, False)
    assert (refused.status_code, Draft.objects.count()) == (422, before)


def test_chosen_line_names_the_customer_masked_and_outside_the_list(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    query = {"group": "resellers", "customer": cast.ann_associated.number}
    page = client.get(wizard.NEW, query).content.decode()
    line = element(page, "chosen")
    assert "Amb*****td" in line
    assert f'name="chosen" value="{cast.ann_associated.number}"' in line
    assert "Amber Foods Ltd" not in page
    assert (
        'id="chosen"'
        not in client.get(wizard.NEW, query, headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
    )
    revealed = client.post(wizard.NEW, {"toggle": "customer_name", "customer": cast.ann_associated.number})
    assert "Amber Foods Ltd" not in element(revealed.content.decode(), "chosen")
    draft = wizard.begin(client, cast.ann_associated)
    assert "Amb*****td" in element(client.get(wizard.address(draft, "customer")).content.decode(), "chosen")
    cleared = client.get(wizard.address(draft, "customer"), {"customer": ""}).content.decode()
    assert 'id="chosen" hidden' in cleared


def test_task_fills_in_its_name_and_products_and_never_the_customers_name(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    client.post(wizard.NEW, {"target": cast.ann_target.reference})
    draft = Draft.objects.get(target=cast.ann_target)
    assert draft.customer == cast.ann_preregistered
    assert draft.answers["basic"] == {"name": ["Backup for everybody"], "type": [draft.answers["basic"]["type"][0]]}
    assert draft.answers["revenue"]["line-1-product"] == cast.running_task.products
    assert cast.ann_preregistered.name not in str(draft.answers)


def test_second_start_from_a_task_offers_the_draft_first(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    client.post(wizard.NEW, {"target": cast.ann_target.reference})
    again = client.post(wizard.NEW, {"target": cast.ann_target.reference}).content.decode()
    assert "You have a draft for this task" in again
    assert Draft.objects.filter(target=cast.ann_target).count() == 1
    client.post(wizard.NEW, {"target": cast.ann_target.reference, "another": "1"})
    assert Draft.objects.filter(target=cast.ann_target).count() == 2


def test_a_second_opportunity_from_a_target_is_warned_of(client: Client, cast: Cast) -> None:
    first = make.opportunity(
        customer=cast.ann_preregistered, owner=cast.ann, target=cast.ann_target, name="Core migration"
    )
    Target.objects.filter(pk=cast.ann_target.pk).update(opportunity_count=1)
    client.force_login(cast.ann)
    page = client.post(wizard.NEW, {"target": cast.ann_target.reference}).content.decode()
    assert "This customer has an opportunity from this task" in page
    assert f'/opportunities/{first.number}/"' in page
    assert not Draft.objects.filter(target=cast.ann_target).exists()
    client.post(wizard.NEW, {"target": cast.ann_target.reference, "another": "1"})
    assert Draft.objects.filter(target=cast.ann_target).count() == 1


def test_target_of_an_ended_task_is_refused_with_the_reason(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    answer = client.post(wizard.NEW, {"target": cast.ended_target.reference})
    assert answer.status_code == 403
    assert "This marketing task is closed." in answer.content.decode()


def test_target_of_somebody_else_does_not_exist(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    assert client.post(wizard.NEW, {"target": cast.bob_target.reference}).status_code == 404


def test_preregistration_counts_through_its_last_day(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    customer = Customer.objects.filter(pk=cast.ann_preregistered.pk)
    assert cast.ann_preregistered.number in choosable(client)
    customer.update(preregistered_until="2020-01-01")
    assert cast.ann_preregistered.number not in choosable(client)


def test_relation_narrows_what_can_be_selected_and_a_search_without_a_match_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    for relation, found in (("associated", cast.ann_associated), ("preregistered", cast.ann_preregistered)):
        page = client.get(wizard.NEW, {"relation": relation}).content.decode()
        assert [part.split('"')[0] for part in page.split('id="choose-')[1:]] == [found.number]
    headers = {"HX-Request": "true", "HX-Target": "results"}
    part = client.get(wizard.NEW, {"q": "nothing", "relation": "associated"}, headers=headers).content.decode()
    assert part.partition("data-announce>")[2].startswith("No customers match this search.<")
