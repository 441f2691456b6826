"""The figures of a task, and that each leads to exactly the rows that it counts."""

import re
from html import unescape

import pytest

from opportunities.progress import Phase
from tests import make
from tests.support.tasks import at, said


@pytest.fixture
def world(cast):
    """ann: one open, one won, of her own customer; one open of Sky's. bob: one open. nobody's: Copper's."""
    make.opportunity(customer=cast.ann_preregistered, owner=cast.ann, target=cast.ann_target, name="Ann open")
    make.opportunity(
        customer=cast.ann_preregistered,
        owner=cast.ann,
        target=cast.ann_target,
        name="Ann won",
        phase=Phase.CONTRACT_SIGNED,
    )
    make.opportunity(customer=cast.sky_associated, owner=cast.ann, target=cast.sky_target, name="Ann of Sky")
    make.opportunity(customer=cast.bob_associated, owner=cast.bob, target=cast.bob_target, name="Bob open")
    copper = make.target(task=cast.running_task, customer=cast.copper_associated)
    make.opportunity(customer=cast.copper_associated, target=copper, name="Of nobody")
    make.opportunity(customer=cast.ann_associated, owner=cast.ann, target=cast.ended_target, name="Elsewhere")
    return cast


NAMES = ("Ann open", "Ann won", "Ann of Sky", "Bob open", "Of nobody", "Elsewhere")


def listed(client, address):
    page = said(client.get(address))
    return {name for name in NAMES if f"<bdi>{name}</bdi>" in page}


@pytest.mark.parametrize(
    ("person", "query", "names"),
    [
        ("nora", "", set(NAMES) - {"Elsewhere"}),
        ("nora", "?state=won", {"Ann won"}),
        ("nora", "?state=open&manager=ann", {"Ann open", "Ann of Sky"}),
        ("nora", "?manager=-", {"Of nobody"}),
        ("nora", "?reseller=-", {"Ann open", "Ann won", "Bob open"}),
        ("nora", "?reseller=RSL-0001", {"Ann of Sky"}),
        ("ann", "", {"Ann open", "Ann won", "Ann of Sky"}),
        ("ann", "?manager=bob", set()),
        ("dirk", "", {"Ann open", "Ann won", "Ann of Sky"}),
        ("skye", "", set()),
    ],
)
def test_who_finds_which(client, world, person, query, names):
    client.force_login(getattr(world, person))
    assert listed(client, at(world.running_task, f"opportunities/{query}")) == names


def links(page, table):
    """The figures of a table by the rows' names: their texts and where they lead."""
    part = page.partition(f'aria-labelledby="{table}-title"')[2].partition("</section>")[0]
    rows = [row.partition("</tr>")[0] for row in part.split("<tr")[2:]]
    return {
        re.sub("<[^>]+>", "", row.partition('scope="row" hx-disable>')[2].partition("</th>")[0]).strip(): re.findall(
            r'<a href="([^"]+)">([^<]+)</a>', row
        )
        for row in rows
    }


def test_each_figure_leads_to_the_rows_that_it_counts(client, world):
    client.force_login(world.nora)
    page = said(client.get(at(world.running_task)))
    people = links(page, "managers")
    assert set(people) == {"ann", "bob", "Unassigned"}
    # Copper has nobody, like its opportunity; the distributor's own customers stand under My Customers.
    partners = links(page, "resellers")
    assert len(partners) == 3
    assert "Silver" not in page
    for figures in (*people.values(), *partners.values()):
        made = next(text for address, text in figures if "/opportunities/" in address and "state" not in address)
        for address, text in ((unescape(raw), text) for raw, text in figures):
            if "state=" not in address and "/opportunities/" in address:
                assert len(listed(client, address)) == int(text)
            elif "state=won" in address:
                assert listed(client, address) == {"Ann won"}
            elif "state=open" in address:
                assert 1 <= len(listed(client, address)) <= int(made)
            else:
                total = int(text.split(" of ")[1])
                rows = client.get(address.partition("#")[0]).context["listing"].rows
                assert len(rows) == total


def test_account_managers_read_their_own_figures(client, world):
    client.force_login(world.ann)
    page = said(client.get(at(world.running_task)))
    assert "By account manager" not in page
    assert set(links(page, "resellers")) == {"My Customers", next(k for k in links(page, "resellers") if "RSL" in k)}
    assert "0 of 2" in page
