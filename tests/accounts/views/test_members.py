"""Member Management: one's own members and nobody else's, found by text, role and state, with what they have."""

import pytest

from accounts.models import User
from tests import make
from tests.support.browsers import client_of

LIST = "/partner/organization/members/"


def listed(person: str, cast, query: str = "") -> list[str]:
    answer = client_of(person, cast).get(LIST + query)
    assert answer.status_code == 200
    return [line.reference for line in answer.context["listing"].rows]


def test_an_administrator_sees_the_own_company_alone(cast):
    """Not even those of the own resellers: they have administrators of their own."""
    assert {person: listed(person, cast) for person in ("nora", "skye", "sue", "dan")} == {
        "nora": ["ann", "bob", "dirk", "exit", "nora"],
        "skye": ["sam", "sid", "skye"],
        "sue": ["max", "sue"],
        "dan": ["dan"],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=KARLS", ["ann"]),
        ("?q=bob@north", ["bob"]),
        ("?q=dirk", ["dirk"]),
        ("?q=skye", []),
        ("?role=director", ["dirk"]),
        ("?role=account_manager&state=active", ["ann", "bob"]),
        ("?state=deactivated", ["exit"]),
        ("?sort=-username", ["nora", "exit", "dirk", "bob", "ann"]),
    ],
)
def test_members_are_found(query, found, cast):
    User.objects.filter(username="bob").update(email="bob@north.example")
    assert listed("nora", cast, query) == found


def test_a_line_says_who_it_is_and_what_they_have(cast):
    make.opportunity(customer=cast.bob_associated, owner=cast.bob, name="Another")
    rows = {line.reference: line for line in client_of("nora", cast).get(LIST).context["listing"].rows}
    words = {name: [str(cell.html) for cell in rows[name].cells] for name in ("ann", "bob", "exit", "nora")}
    assert words["ann"][1:4] == ["<bdi>Ann Karlsson</bdi>", "Account Manager", "<bdi>dirk</bdi>"]
    assert (words["bob"][3], words["bob"][6:]) == ("No director", ["1", "2"])
    # ann's own customers; and her open opportunities, of a reseller's customer too, without the won and the lost one.
    assert words["ann"][6:] == ["2", "2"]
    assert "Deactivated" in words["exit"][4]
    assert "Active" in words["nora"][4]


def test_a_resellers_members_have_customers_and_no_opportunities(cast):
    listing = client_of("skye", cast).get(LIST).context["listing"]
    assert "opportunities" not in {header.key for header in listing.headers}
    sam = next(line for line in listing.rows if line.reference == "sam")
    assert str(sam.cells[-1].html) == "2"


def test_the_state_invited_is_the_list_of_invitations(cast):
    make.invitation(by=cast.nora)
    make.invitation(by=cast.skye)
    client = client_of("nora", cast)
    assert client.get(f"{LIST}?state=invited")["Location"] == "/partner/organization/invitations/"
    switch = client.get(LIST).context["switch"]
    assert [(link["label"], link["current"], link["count"]) for link in switch] == [
        ("Members", True, ""),
        ("Invitations", False, "1"),
    ]


def test_nobody_else_has_it_in_the_menu(cast):
    for person, shown in (("nora", True), ("skye", True), ("ann", False), ("dirk", False), ("sam", False)):
        assert (LIST in client_of(person, cast).get("/partner/").content.decode()) == shown
