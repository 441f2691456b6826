"""What a row means, and what is told of it: the faults of the form in words, the own company's customers, no others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from customers.actions import match_import
from customers.imports.rows import Judge
from customers.imports.words import guess
from customers.models import Customer, CustomerImport, Industry
from tests import make
from tests.support.imports import HEADER, faults, previewed, row, states, uploaded
from tests.support.jobs import do_jobs

State = CustomerImport.State


def test_each_row_is_judged_as_the_form_judges_it(cast):
    rows = [
        row("Blue Harbor Biotech"),
        row("X"),
        row("Lotus Retail", mobile="13", email=""),
        row("Quiet Lake", contact="", industry="no such thing"),
        [],
        row("Blue Harbor Biotech Ltd.", 2),
        row("=HYPERLINK(1)", 3),
    ]
    batch = previewed(cast.nora, rows)
    assert (batch.state, batch.total, batch.done) == (State.PREVIEWED, 6, 6)
    assert states(batch) == ["new", "faulty", "faulty", "faulty", "faulty", "new"]
    assert faults(batch) == [
        {},
        {"name": "Company name must be 2 characters or more"},
        {"mobile": "Enter the mobile with its country code, like +86 138 1234 5678"},
        {"contact_name": "Enter the name of the contact", "industry": "Select the customer's industry"},
        {"": "The same customer as row 2"},
        {},
    ]
    assert list(batch.lines.order_by("number").values_list("number", flat=True)) == [2, 3, 4, 5, 7, 8]
    assert not Customer.objects.filter(name__startswith="Blue Harbor").exists()


def test_choices_are_said_in_words_of_any_language(cast):
    header = [*HEADER, "Country", "Type", "Account manager"]
    make.industry()
    Industry.objects.filter(code="manufacturing").update(name="Making Things", name_zh="制造业")
    rows = [
        [*row("One Ltd", industry="制造业"), "中国", "企业", "ANN"],
        [*row("Two Ltd", industry="making things"), "China", "individual", "bob"],
        [*row("Three Ltd"), "cn", "", ""],
        [*row("Four Ltd"), "Atlantis", "alien", "sam"],
    ]
    batch = previewed(cast.nora, rows, header)
    assert states(batch) == ["new", "new", "new", "faulty"]
    assert faults(batch)[3] == {
        "kind": "Select the type of customer",
        "country": "Select the country or region",
        "account_manager": "Select an account manager of your company",
    }


@pytest.mark.parametrize("said", ["the ID", "the name"])
def test_a_customer_that_the_company_has_is_an_update(said, cast):
    own = cast.bob_associated
    by_id = said == "the ID"
    header = ["Customer ID", "Company name", "Mobile"]
    rows = [[own.number.lower() if by_id else "", "" if by_id else "BIRCH ENERGY, Group", "+86 138 1234 5678"]]
    batch = previewed(cast.nora, rows, header)
    assert (states(batch), faults(batch), batch.lines.get().customer) == (["update"], [{}], own)


def test_what_cannot_be_an_update_says_why(cast):
    header = ["Customer ID", "Mobile", "Remarks"]
    rows = [
        ["CUS-999999", "+86 138 1234 5678", ""],
        [cast.sky_associated.number, "+86 138 1234 5678", ""],
        [cast.ann_associated.number, "", ""],
        [cast.bob_associated.number, "12", "fine"],
        [cast.unassigned_customer.number, "", "first"],
        [cast.unassigned_customer.number, "", "second"],
    ]
    batch = previewed(cast.nora, rows, header)
    unknown = {"number": "Your company has no customer with this ID"}
    assert faults(batch) == [
        unknown,
        unknown,
        {"": "The row says nothing of the contact that could be updated"},
        {"mobile": "Enter the mobile with its country code, like +86 138 1234 5678"},
        {},
        {"": "The same customer as row 6"},
    ]


def test_a_mark_of_another_own_customer_is_told_by_its_number(cast):
    batch = previewed(cast.nora, [row("New Name Ltd", email=cast.bob_associated.email)])
    assert faults(batch) == [{"email": f"{cast.bob_associated.number} of your company has this already"}]


@pytest.mark.parametrize("holder", ["max", "sam", "nobody"])
def test_the_preview_tells_nothing_of_other_companies_customers(holder, cast):
    """Neither a rival's nor a reseller's, and the work is the same: the same statements for the same rows."""
    names = {"max": cast.south_associated.name, "sam": cast.sky_associated.name, "nobody": "Free As A Bird"}
    with CaptureQueriesContext(connection) as asked:
        batch = previewed(cast.nora, [row(names[holder])])
    assert (states(batch), faults(batch)) == (["new"], [{}])
    assert not [query for query in asked if "customer_claims_free" in query["sql"] or "claim_customer" in query["sql"]]


def test_what_we_put_before_a_formula_is_taken_off_again(cast):
    batch = previewed(cast.nora, [row("Plus Ltd", mobile="'+86 138 1234 5678")])
    assert states(batch) == ["new"]


def test_what_is_wrong_is_told_in_the_language_in_which_the_columns_were_matched(cast):
    """Whoever has chosen none reads in that of the browser, of which a worker knows nothing."""
    batch = uploaded(cast.nora, [row("Blue Harbor", contact="")])
    with translation.override("zh-hans"):
        match_import(batch=batch, mapping={"columns": guess(batch.header), "industry": ""}, by=cast.nora)
    do_jobs()
    [told] = faults(batch)
    assert told["contact_name"] not in {"", "Enter the name of the contact"}


def test_rows_are_judged_together_in_few_statements(cast, django_assert_max_num_queries):
    batch = uploaded(cast.nora, [row(f"Harbor {number}", number) for number in range(40)])
    batch.mapping = {"columns": guess(batch.header), "industry": ""}
    judge, lines = Judge(batch, cast.nora), list(batch.lines.order_by("number"))
    with django_assert_max_num_queries(2):
        judge.judge(lines)
    assert {line.state for line in lines} == {"new"}
