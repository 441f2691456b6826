"""Records that a form names are looked for again in the person's own scope, at both ends of a link (R08, R09).

What each may name is written here by hand; everybody else's record is answered like one that never existed.
"""

import pytest

from customers.models import Customer
from marketing.models import Target
from opportunities.models import Draft, Opportunity
from tests.support.browsers import client_of
from tests.support.things import number_the_south_apart, undone
from tests.support.wizard import NEW, address

#: For which customers and from which targets each may add an opportunity.
MAY_NAME = {
    "ann": {"ann_associated", "ann_preregistered", "sky_associated", "ann_target", "sky_target"},
    "bob": {"bob_associated", "bob_target"},
    "nora": {"ann_associated", "ann_preregistered", "bob_associated", "unassigned_customer", "sky_associated"}
    | {"copper_associated", "ann_target", "bob_target", "sky_target"},
    "max": {"south_associated", "south_target"},
    "sue": {"south_associated", "delta_associated", "south_target"},
    "dirk": set(),
    "skye": set(),
    "sam": set(),
}
#: To whom nora may give ann's opportunity.
RECEIVERS = {"bob"}
PEOPLE = ("nora", "ann", "bob", "dirk", "exit", "skye", "sam", "sid", "cora", "sue", "max", "dan", "olga")


@pytest.fixture
def world(cast):
    number_the_south_apart(cast)
    rows = {name: row for name, row in vars(cast).items() if isinstance(row, Customer | Target)}
    for row in rows.values():
        row.refresh_from_db()
    return cast, rows


def test_a_named_record_is_looked_for_in_the_own_scope(world, figures):
    """Step 1 with each customer, a task's button with each target, a draft's change to each customer."""
    cast, rows = world
    with figures.holds("F-09", "records named in bodies", fast=130, whole=130) as tally:
        for person, may in MAY_NAME.items():
            client = client_of(person, cast)
            for name, row in rows.items():
                body = {"customer": row.number} if isinstance(row, Customer) else {"target": row.reference}
                with undone():
                    status = client.post(NEW, body).status_code
                    begun = Draft.objects.filter(author=getattr(cast, person)).count()
                kept = Draft.objects.filter(author=getattr(cast, person)).count()
                right = (status == 303, begun > kept) == (name in may, name in may)
                tally(right, f"{person} names {name}: {status}")
            for name, row in rows.items():
                if isinstance(row, Customer) and person in {"ann", "nora", "max"}:
                    draft = getattr(cast, f"{person}_draft")
                    with undone():
                        client.post(address(draft, "customer"), {"customer": row.number})
                        draft.refresh_from_db()
                        changed = draft.customer == row
                    draft.refresh_from_db()
                    tally(changed is (name in may), f"{person} changes the customer to {name}")


def test_an_opportunity_goes_only_to_whom_it_may(world, figures):
    cast, _rows = world
    nora = client_of("nora", cast)
    page = f"/partner/sales/opportunities/{cast.ann_opportunity.number}/transfer/"
    with figures.holds("F-09", "receivers named in bodies", fast=13, whole=13) as tally:
        for person in PEOPLE:
            with undone():
                status = nora.post(page, {"to": person}).status_code
                owner = Opportunity.objects.get(pk=cast.ann_opportunity.pk).owner
            expected = (303, getattr(cast, person)) if person in RECEIVERS else (422, cast.ann)
            tally((status, owner) == expected, f"to {person}: {status}, {owner}")
