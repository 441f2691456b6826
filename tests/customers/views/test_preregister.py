"""Preregister customer: the form, what it refuses and how, the check while typing, and the neutral answer."""

import re

import pytest

from accounts.models import AuditEntry
from customers import claims
from customers.actions import preregistration as actions
from customers.models import Claim, Customer, Review
from tests import make
from tests.customers.actions.test_preregistration import harbor
from tests.support.browsers import client_of
from tests.support.markup import without_tokens

LIST = "/partner/sales/customer-development/"
ADDRESS = f"{LIST}new/"
CHECK = {"HX-Request": "true", "HX-Target": "conflict"}
NEUTRAL = "This customer can&#x27;t be preregistered now. You can ask for a review."


@pytest.fixture
def typed(db) -> dict[str, str]:
    make.industry(code="biotech")
    return {
        "kind": "enterprise",
        "name": "Blue Harbor Biotech Co., Ltd.",
        "country": "CN",
        "registration_number": "91310000MA1K4",
        "industry": "biotech",
        "account_name": "hw_harbor",
        "contact_name": "Zhang Min",
        "mobile": "+86 138 1234 5678",
        "email": "zhang@harbor.example",
        "website": "www.harbor.example",
        "needs": "Backup",
        "remarks": "Met at the fair",
    }


def errors(answer) -> list[str]:
    page = answer.content.decode()
    summary = page[page.index('id="error-summary"') :]
    found = re.findall(r"<li>(?:<a[^>]*>)?([^<]+)", summary[: summary.index("</ul>")])
    return [text.replace("&#x27;", "'") for text in found]


def conflict(answer) -> str:
    """The part of the page that tells of a customer that is taken, as text."""
    page = answer.content.decode()
    part = page[page.index('<div id="conflict"') :]
    part = part.partition('<div class="pc-form-actions')[0]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_what_was_typed_is_preregistered(typed, cast):
    client = client_of("ann", cast)
    answer = client.post(ADDRESS, {**typed, "action": "save"})
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    stored = Customer.objects.get(name=typed["name"])
    assert {name: str(getattr(stored, name)) for name in typed if name != "industry"} == {
        name: text for name, text in typed.items() if name != "industry"
    }
    assert (stored.industry.code, stored.account_manager, stored.state) == ("biotech", cast.ann, "preregistered")
    assert Claim.objects.filter(customer=stored).count() == 5
    assert re.search(rf"{stored.number} is preregistered until \d+ \w+ \d{{4}}\.", client.get(LIST).content.decode())


def test_an_administrator_names_an_account_manager_by_user_name(typed, cast):
    client = client_of("nora", cast)
    page = client.get(ADDRESS).content.decode()
    select = page[page.index('id="id_account_manager"') :]
    offered = re.findall(r'<option value="([^"]*)"', select[: select.index("</select>")])
    assert offered == ["", "ann", "bob"]
    assert "Ann Karlsson" not in page
    client.post(ADDRESS, {**typed, "account_manager": "bob"})
    assert Customer.objects.get(name=typed["name"]).account_manager == cast.bob
    refused = client.post(ADDRESS, {**typed, "account_manager": "sam"})
    assert (refused.status_code, errors(refused)) == (422, ["Select an account manager of your company"])


def test_an_account_manager_chooses_nobody_else(typed, cast):
    client = client_of("sam", cast)
    assert 'name="account_manager"' not in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, {**typed, "account_manager": "skye"})
    assert Customer.objects.get(name=typed["name"]).account_manager == cast.sam


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": ""}, ["Select the type of customer"]),
        ({"name": ""}, ["Enter the company name"]),
        ({"name": "x"}, ["Company name must be 2 characters or more"]),
        ({"name": "x" * 121}, ["Company name must be 120 characters or fewer"]),
        ({"country": "ZZ"}, ["Select the country or region"]),
        ({"industry": "alchemy"}, ["Select the customer's industry"]),
        ({"contact_name": ""}, ["Enter the name of the contact"]),
        ({"mobile": "ask at the desk"}, ["Enter the mobile with its country code, like +86 138 1234 5678"]),
        ({"email": "zhang"}, ["Enter an email address, like name@example.com"]),
        ({"website": "our site"}, ["Enter the website like www.example.com"]),
        ({"website": "javascript:alert(1)"}, ["Enter the website like www.example.com"]),
        ({"mobile": "", "email": ""}, ["Enter a mobile or an email address"]),
        ({"needs": "x" * 501}, ["Needs must be 500 characters or fewer. You have 1 too many"]),
    ],
)
def test_what_cannot_be_stored_is_said_and_shown_again(changed, said, typed, cast):
    answer = client_of("ann", cast).post(ADDRESS, {**typed, **changed})
    assert (answer.status_code, errors(answer)) == (422, said)
    assert f'value="{(typed | changed)["account_name"]}"' in answer.content.decode()
    assert not Customer.objects.filter(account_name=typed["account_name"]).exists()


def test_limits_are_said_and_what_was_typed_is_kept(typed, cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    answer = client_of("ann", cast).post(ADDRESS, typed)
    assert (answer.status_code, errors(answer)[0][:36]) == (422, "Your company has 100 preregistration")
    assert f'value="{typed["account_name"]}"' in answer.content.decode()
    monkeypatch.setattr(actions, "CHECKS", 0)
    answer = client_of("ann", cast).post(ADDRESS, typed)
    assert errors(answer) == ["You have checked 60 customers within an hour. Wait a while, then try again."]


# --- Taken --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asks", "holder", "said"),
    [
        ("ann", "bob", "This customer is preregistered by bob until"),
        ("ann", "sam", "This customer is preregistered by reseller RSL-0001 until"),
        ("sam", "ann", "This customer is preregistered by your distributor until"),
        ("cora", "sam", "This customer is preregistered by reseller RSL-0001 until"),
    ],
)
@pytest.mark.parametrize("saving", [True, False])
def test_in_the_own_tenant_it_is_said_who_has_it_and_until_when(asks, holder, said, saving, typed, cast):
    actions.preregister(customer=harbor(), by=getattr(cast, holder))
    answer = client_of(asks, cast).post(ADDRESS, typed, headers={} if saving else CHECK)
    assert answer.status_code == (409 if saving else 200)
    assert said in conflict(answer)
    assert "Ask for a review" not in conflict(answer)


def test_other_states_are_said_too(typed, cast):
    held = actions.preregister(customer=harbor(), by=cast.bob)
    actions.associate(customer=held)
    client = client_of("ann", cast)
    assert "This customer is associated with bob." in conflict(client.post(ADDRESS, typed))
    Customer.objects.filter(pk=held.pk).update(state=Customer.State.PENDING_REVIEW, account_manager=None)
    said = "This customer waits for a review that your company asked for."
    assert said in conflict(client.post(ADDRESS, typed))


CAUSES = [
    {"name": "BLUE HARBOR BIOTECH limited"},
    {"registration_number": "9131-0000 ma1k4"},
    {"email": "Zhang@Harbor.Example"},
    {"mobile": "0086 13812345678"},
    {"account_name": "HW_Harbor"},
    {},
]


@pytest.mark.parametrize("saving", [True, False])
def test_strangers_conflicts_are_the_same_bytes_whatever_the_cause(saving, typed, cast):
    """R13: one sentence and one button, whichever mark it is, whoever has it, and in whatever relation."""
    client, answers, lines = client_of("ann", cast), set(), set()
    other = {"name": "Something Else", "registration_number": "77", "email": "", "mobile": "", "account_name": ""}
    for number, marks in enumerate(CAUSES * 3):
        holder = (cast.max, cast.sue, cast.dan)[number % 3]
        held = actions.preregister(customer=harbor(**({**other, **marks} if marks else {})), by=holder)
        if number % 2:
            actions.associate(customer=held)
        before = AuditEntry.objects.latest("pk").pk
        answer = client.post(ADDRESS, typed, headers={} if saving else CHECK)
        answers.add((answer.status_code, without_tokens(answer.content.decode()), tuple(sorted(answer.headers))))
        new = AuditEntry.objects.filter(pk__gt=before).values_list("action", "subject", "details__outcome")
        lines.add(tuple(new))
        Customer.objects.filter(pk=held.pk).update(state=Customer.State.DISASSOCIATED)
        claims.give_up(held)
    assert len(answers) == 1
    assert NEUTRAL in next(iter(answers))[1]
    assert len(lines) == 1
    assert not Customer.objects.filter(tenant=cast.north, name=typed["name"]).exists()


def test_ask_for_a_review_makes_one_and_waits(typed, cast):
    actions.preregister(customer=harbor(), by=cast.max)
    client = client_of("ann", cast)
    assert 'name="action" value="review"' in client.post(ADDRESS, typed).content.decode()
    answer = client.post(ADDRESS, {**typed, "action": "review"})
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    stored = Customer.objects.get(tenant=cast.north, name=typed["name"])
    assert (stored.state, Review.objects.get().customer) == (Customer.State.PENDING_REVIEW, stored)
    assert f"{stored.number} waits for a review." in client.get(LIST).content.decode()


# --- The check while typing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["name", "registration_number"])
def test_nothing_is_checked_before_name_and_registration_number_are_there(missing, typed, cast):
    actions.preregister(customer=harbor(), by=cast.max)
    answer = client_of("ann", cast).post(ADDRESS, {**typed, missing: ""}, headers=CHECK)
    assert (answer.status_code, conflict(answer)) == (200, "")
    assert not AuditEntry.objects.filter(actor=cast.ann).exists()


def test_the_check_is_the_part_of_the_page_alone_and_stores_nothing_but_its_line(typed, cast):
    answer = client_of("ann", cast).post(ADDRESS, {**typed, "contact_name": "", "email": "zha"}, headers=CHECK)
    assert answer.content.decode().strip().startswith('<div id="conflict"')
    assert conflict(answer) == ""
    assert not Customer.objects.filter(name=typed["name"]).exists()
    line = AuditEntry.objects.get(actor=cast.ann)
    assert (line.action, line.subject, line.details) == ("customer checked", "distributor", {})


def test_the_check_tires(typed, cast, monkeypatch):
    monkeypatch.setattr(actions, "CHECKS", 1)
    actions.preregister(customer=harbor(), by=cast.max)
    client = client_of("ann", cast)
    assert "Ask for a review" in conflict(client.post(ADDRESS, typed, headers=CHECK))
    assert conflict(client.post(ADDRESS, typed, headers=CHECK)) == ""
