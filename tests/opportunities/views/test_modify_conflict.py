"""Modify, where somebody else has saved meanwhile: whose value it shall be is asked field by field."""

import re

import pytest

from opportunities.actions import modify_opportunity
from tests import make
from tests.opportunities.views.test_modify import address, fields_of, fresh, open_form


@pytest.fixture
def conflict(client, cast):
    """The page of a conflict over name and type, and what ann's browser sends from it; she alone changed a third."""
    opportunity = cast.ann_opportunity
    mine = {**open_form(client, cast.ann, opportunity), "name": ["Mine"], "type": ["renewal"], "test_project": ["yes"]}
    theirs = {"name": "Theirs", "type": "migration"}
    modify_opportunity(opportunity=opportunity, information=theirs, seen_version=1, by=cast.nora)
    answer = client.post(address(opportunity), mine)
    assert answer.status_code == 409
    return opportunity, fields_of(answer.content.decode()), answer.content.decode()


def test_conflict_asks_whose_value_it_shall_be_and_offers_mine_first(conflict):
    _opportunity, _sent, page = conflict
    asked = re.findall(r'type="radio" form="modify" id="([\w-]+)" name="([\w-]+)" value="(\w+)"( checked)?', page)
    assert asked == [
        ("choice-name-mine", "choice-name", "mine", " checked"),
        ("choice-name-theirs", "choice-name", "theirs", ""),
        ("choice-type-mine", "choice-type", "mine", " checked"),
        ("choice-type-theirs", "choice-type", "theirs", ""),
    ]
    assert page.count("Save my choices") == 1
    assert 'href="' + address(_opportunity) + '">Discard mine' in page


@pytest.mark.parametrize(
    ("choices", "stored"),
    [
        ({}, ("Mine", "renewal", True)),
        ({"choice-name": "theirs"}, ("Theirs", "renewal", True)),
        ({"choice-name": "theirs", "choice-type": "theirs"}, ("Theirs", "migration", True)),
        ({"choice-name": "mine", "choice-type": "theirs", "choice-owner": "theirs"}, ("Mine", "migration", True)),
    ],
)
def test_choices_are_stored_field_by_field(client, cast, conflict, choices, stored):
    opportunity, sent, _page = conflict
    assert client.post(address(opportunity), {**sent, **choices}).status_code == 303
    now = fresh(opportunity)
    assert (now.name, now.type, now.test_project) == stored
    assert (now.version, now.owner) == (3, cast.ann)


def test_choices_survive_a_third_who_saved_in_between(client, cast, conflict):
    """Theirs is whoever's is stored by then; mine stays mine; and it is asked once more."""
    opportunity, sent, _page = conflict
    third = {"name": "Third", "type": "expansion"}
    modify_opportunity(opportunity=fresh(opportunity), information=third, seen_version=2, by=cast.nora)
    answer = client.post(address(opportunity), {**sent, "choice-name": "theirs"})
    assert answer.status_code == 409
    again = fields_of(answer.content.decode())
    assert (again["name"], again["type"], again["version"]) == (["Third"], ["renewal"], ["3"])
    assert 'name="choice-type"' in answer.content.decode()
    assert 'name="choice-name"' not in answer.content.decode()
    assert fresh(opportunity).name == "Third"
    assert client.post(address(opportunity), again).status_code == 303
    assert (fresh(opportunity).name, fresh(opportunity).type) == ("Third", "renewal")


def test_a_fault_beside_a_choice_loses_neither(client, conflict):
    opportunity, sent, _page = conflict
    answer = client.post(address(opportunity), {**sent, "name": ["M"], "choice-type": "theirs"})
    again = fields_of(answer.content.decode())
    assert (answer.status_code, again["name"], again["type"], again["version"]) == (422, ["M"], ["migration"], ["2"])


def test_their_product_lines_are_taken_whole(client, cast):
    opportunity = cast.ann_opportunity
    mine = {**open_form(client, cast.ann, opportunity, "revenue"), "line-1-monthly_revenue": ["1k"]}
    mine |= {"line-2-product": [make.product(code="storage").code], "line-2-monthly_revenue": ["2k"]}
    sent = open_form(client, cast.nora, opportunity, "revenue")
    client.post(address(opportunity, "revenue"), {**sent, "line-1-monthly_revenue": ["3k"]})
    client.force_login(cast.ann)
    asked = fields_of(client.post(address(opportunity, "revenue"), mine).content.decode())
    assert asked["line-2-monthly_revenue"] == ["2k"]
    chosen = client.post(address(opportunity, "revenue"), {**asked, "choice-lines": "theirs", "service_period": ["24"]})
    assert chosen.status_code == 303
    assert list(fresh(opportunity).lines.values_list("product__code", "monthly_revenue")) == [("servers", 3000)]
    assert fresh(opportunity).service_period == 24


def test_their_personal_data_is_kept_unseen(client, cast):
    opportunity = cast.ann_opportunity
    mine = {**open_form(client, cast.ann, opportunity, "other"), "decision_maker": ["Ada Lovelace"]}
    theirs = {"decision_maker": "Konrad Zuse"}
    modify_opportunity(opportunity=opportunity, information=theirs, seen_version=1, by=cast.nora)
    asked = fields_of(client.post(address(opportunity, "other"), mine).content.decode())
    assert asked["decision_maker"] == ["Ada Lovelace"]
    sent = {**asked, "choice-decision_maker": "theirs", "notes": ["Call on Mondays"]}
    assert client.post(address(opportunity, "other"), sent).status_code == 303
    assert (fresh(opportunity).decision_maker, fresh(opportunity).notes) == ("Konrad Zuse", "Call on Mondays")
