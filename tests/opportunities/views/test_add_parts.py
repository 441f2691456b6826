"""The parts of a step's page that come by themselves, and what stands beside the form."""

import re

import pytest
from django.test import Client

from accounts.models import AuditEntry
from opportunities.models import Draft
from tests import make
from tests.cast import Cast
from tests.support import wizard
from tests.support.markup import element


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


def _probabilities(page: str) -> tuple[list[str], list[str]]:
    """The win probabilities on offer, and those that are chosen."""
    radios = re.findall(r"<input[^>]*name=\"probability\"[^>]*>", page)
    values = {radio: re.findall(r'value="(\d+)"', radio)[0] for radio in radios}
    return list(values.values()), [value for radio, value in values.items() if "checked" in radio]


def test_a_chosen_phase_brings_its_probabilities_and_its_usual_one(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    address = wizard.address(draft, "basic")
    page = ann.get(address).content.decode()
    assert _probabilities(page) == (["10", "30", "50", "70", "90"], ["10"])
    assert "Usual for Initial Contact: 10 or 30%" in page
    headers = {"HX-Request": "true", "HX-Target": "dependent"}
    part = ann.get(f"{address}?phase=40", headers=headers).content.decode()
    assert "<html" not in part
    assert _probabilities(part) == (["30", "50", "70"], ["50"])
    assert "Usual for Testing: 30, 50 or 70%" in part
    assert "data-announce>Win Probability: 50%</p>" in part
    for unknown in ("", "60", "x"):
        part = ann.get(f"{address}?phase={unknown}", headers=headers).content.decode()
        assert _probabilities(part) == (["10", "30"], ["10"])


def test_a_probability_outside_the_band_is_told_with_everything_else(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    answer = wizard.send(ann, draft, "basic", {"phase": "10", "probability": "90"})
    said = element(answer.content.decode(), "error-summary")
    assert "Enter an opportunity name" in said
    assert "Select yes if this is a test project" in said
    assert "Win probability for Initial Contact must be 10% or 30%" in said


def test_testing_without_a_test_project_names_the_field_on_the_page(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    answer = wizard.send(ann, draft, "basic", wizard.basic(phase="40", probability="50"))
    said = element(answer.content.decode(), "error-summary")
    assert "Testing is only for test projects. Choose another phase or select Yes for Test project" in said


def test_eye_of_the_card_swaps_the_card_and_keeps_nothing(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    draft.refresh_from_db()
    headers = {"HX-Request": "true", "HX-Target": "customer-card"}
    answer = ann.post(wizard.address(draft, "basic"), {"toggle": "customer_name"}, headers=headers)
    card = answer.content.decode()
    assert (answer.status_code, "<form" in card) == (200, False)
    assert cast.ann_associated.name in card
    assert "data-announce>The value is shown in full." in card
    assert AuditEntry.objects.get(action="revealed").details["column"] == "customer_name"
    # What is being typed is the page's to keep: its revision is still the newest.
    assert Draft.objects.get(pk=draft.pk).revision == draft.revision
    assert cast.ann_associated.name not in ann.get(wizard.address(draft, "basic"), headers=headers).content.decode()


def test_decision_maker_is_masked_before_submit(ann: Client, cast: Cast) -> None:
    draft = wizard.begin(ann, cast.ann_associated)
    wizard.send(ann, draft, "basic", wizard.basic())
    answers = wizard.detailed(decision_maker="Li Wei", decision_maker_role="Purchasing Director")
    wizard.send(ann, draft, "detailed", answers)
    page = ann.get(wizard.address(draft, "revenue")).content.decode()
    assert "L*** W***" in page
    assert "Li Wei" not in page
    assert "Purchasing Director" not in page


def test_more_open_opportunities_than_five_are_counted(ann: Client, cast: Cast) -> None:
    customer = cast.ann_associated
    for number in range(5):
        make.opportunity(customer=customer, owner=cast.ann, name=f"Project {number}")
    draft = wizard.begin(ann, customer)
    page = ann.get(wizard.address(draft, "basic")).content.decode()
    assert "This customer has 6 open opportunities." in page
    assert f'href="/partner/sales/customers/{customer.number}/" target="_blank" rel="noopener">and 1 more</a>' in page
