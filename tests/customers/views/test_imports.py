"""The list of imports: the own company's, in numbers; what a file is called, its author alone reads."""

from tests.support.browsers import client_of
from tests.support.imports import IMPORTS, imported, previewed, row
from tests.support.tasks import said


def test_the_list_tells_numbers_and_the_author_the_name_of_the_file(client, cast):
    previewed(cast.nora, [row("Blue Harbor"), row("X")])
    imported(cast.nora, [row("Red Harbor", 2)])
    cast.bob.role = "administrator"
    cast.bob.save()
    for member, reads in (("nora", True), ("bob", False)):
        page = said(client_of(member, cast).get(f"{IMPORTS}/"))
        assert "1 new, 1 row needs attention" in page
        assert "1 added" in page
        assert ("customers.csv" in page) is reads
        assert "Harbor" not in page


def test_others_have_their_own_list(cast):
    previewed(cast.nora, [row("Blue Harbor")])
    for member in ("skye", "sue"):
        page = said(client_of(member, cast).get(f"{IMPORTS}/"))
        assert "No imports yet" in page
        assert f'href="{IMPORTS}/new/"' in page


def test_customer_management_leads_to_it(cast):
    for member, offered in (("nora", True), ("skye", True), ("ann", False), ("dirk", False)):
        page = said(client_of(member, cast).get("/partner/sales/customers/mine/"))
        assert (f'href="{IMPORTS}/new/"' in page) is offered
