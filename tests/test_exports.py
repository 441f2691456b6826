"""Every list that can be exported, by everybody who can: masked like its page, with the page's rows and no others."""

import re
import zipfile
from html import unescape
from io import BytesIO

import pytest
from django.utils.html import strip_tags

from accounts.export_lists import names
from accounts.models import Export
from customers.models import Customer
from opportunities.models import Opportunity
from tests.support.browsers import client_of
from tests.support.exported import PLACES, ask, file_of, lines, newest, table
from tests.support.eyes import in_the_clear
from tests.support.jobs import do_jobs
from tests.support.sentinels import clear_values, clear_words, plant
from tests.support.things import number_the_south_apart

PEOPLE = ("nora", "ann", "dirk", "skye", "sam", "sid", "sue", "max")
#: Who may export what, by hand.
MAY = {
    "opportunities-mine": PEOPLE,
    "opportunities-resellers": PEOPLE,
    "customers-mine": ("nora", "skye", "sue"),
    "customers-resellers": ("nora", "skye", "sue"),
    "customer-development": ("nora", "skye", "sue"),
    "resellers": ("nora", "dirk", "sue"),
    "marketing-tasks": PEOPLE,
}


def test_every_list_is_named_here():
    assert set(names()) == set(MAY) == set(PLACES)


@pytest.fixture
def world(cast):
    number_the_south_apart(cast)
    cast.sky.share_opportunities = True
    cast.sky.save(update_fields=["share_opportunities"])
    plant(cast)
    return cast


@pytest.mark.parametrize("name", MAY)
def test_a_file_is_masked_and_holds_what_the_page_shows(name, world):
    allowed = in_the_clear(PLACES[name])
    for person in PEOPLE:
        client = client_of(person, world)
        if person not in MAY[name]:
            assert (ask(client, name).status_code, Export.objects.filter(owner__username=person).count()) == (403, 0)
            continue
        book, text = file_of(client, name), file_of(client, name, form="csv")
        assert clear_values(text) - allowed == set(), person
        assert clear_words(_unpacked(book)) - allowed == set(), person
        cells, page = table(book), client.get(PLACES[name]).context["listing"]
        assert len(cells) - 1 == len(lines(text)) - 1 == len(page.rows), person
        first = [_seen(line.cells[0].html) for line in page.rows]
        assert [str(line[0]) for line in cells[1:]] == first, person
        assert {str(header.label) for header in page.headers} <= set(cells[0]), person


def test_a_name_that_would_be_a_formula_is_text(world):
    """R49, from the wizard to the cell: also behind a mask, which keeps how a name begins."""
    Opportunity.objects.filter(pk=world.ann_opportunity.pk).update(name='=HYPERLINK("https://evil.example","x")')
    Customer.objects.filter(pk=world.ann_associated.pk).update(name="\u00a0@SUM Industries", account_name="-2+3 cmd")
    client = client_of("ann", world)
    book, text = (file_of(client, "opportunities-mine", form=form) for form in ("xlsx", "csv"))
    for found in (table(book), lines(text)):
        row = next(line for line in found if "HYPERLINK" in str(line[0]))
        said = [str(cell) for cell in (row[0], row[2], row[found[0].index("Customer account")])]
        assert [cell[:2] for cell in said] == ["'=", "'@", "'-"]
    assert "<f>" not in _unpacked(book)


def test_no_file_asks_more_often_for_more_rows(world, django_assert_max_num_queries):
    """Two rows or two hundred: the worker asks as often, up to the rows of one transaction."""
    client = client_of("nora", world)
    for name in MAY:
        ask(client, name)
        with django_assert_max_num_queries(60):
            do_jobs()
        assert newest().state == Export.State.READY


def _unpacked(answer) -> str:
    with zipfile.ZipFile(BytesIO(answer.content)) as parts:
        return "\n".join([*parts.namelist(), *(parts.read(part).decode() for part in parts.namelist())])


def _seen(html: str) -> str:
    return unescape(strip_tags(re.sub(r'<span class="pc-second.*', "", str(html), flags=re.DOTALL))).strip()
