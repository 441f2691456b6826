"""History Records: what became of every invitation, why some failed, and taking one back."""

import pytest
from django.utils import timezone

from customers.models import CustomerInvitation
from tests import make
from tests.support.browsers import client_of

RECORDS = "/partner/sales/customer-development/invitations/"
State = CustomerInvitation.State


@pytest.fixture
def rows(cast) -> dict[str, CustomerInvitation]:
    settled = {"settled_at": timezone.now(), "state": State.WITHDRAWN}
    failed = {**settled, "state": State.FAILED, "cause": "over"}
    mailed = {"channel": "mail", "email": "who@aspen.example"}
    return {
        "waiting": make.customer_invitation(customer=cast.ann_preregistered, by=cast.ann, **mailed),
        "ran out": make.customer_invitation(
            customer=cast.ann_preregistered, by=cast.ann, channel="qr", expires_at=timezone.now()
        ),
        "failed": make.customer_invitation(customer=cast.ann_associated, by=cast.nora, **failed),
        "withdrawn": make.customer_invitation(customer=cast.bob_associated, by=cast.bob, **settled),
        "sky's": make.customer_invitation(customer=cast.sky_preregistered, by=cast.sam),
    }


def listed(answer, rows) -> set[str]:
    found = {row.reference for row in answer.context["listing"].rows}
    return {name for name, row in rows.items() if str(row) in found}


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("nora", {"waiting", "ran out", "failed", "withdrawn"}),
        ("ann", {"waiting", "ran out", "failed"}),
        ("dirk", {"waiting", "ran out", "failed"}),
        ("bob", {"withdrawn"}),
        ("sam", {"sky's"}),
        ("max", set()),
    ],
)
def test_who_sees_which(person, expected, cast, rows):
    assert listed(client_of(person, cast).get(RECORDS), rows) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=sent", {"waiting"}),
        ("state=expired", {"ran out"}),
        ("state=failed&state=expired", {"ran out", "failed"}),
        ("channel=mail", {"waiting"}),
        ("channel=link&state=withdrawn", {"withdrawn"}),
        ("q=CUS-000001", {"failed"}),
        ("q=aspen", {"waiting", "ran out"}),
        ("state=lost", {"waiting", "ran out", "failed", "withdrawn"}),
    ],
)
def test_filters_and_search(query, expected, cast, rows):
    assert listed(client_of("nora", cast).get(f"{RECORDS}?{query}"), rows) == expected


def test_a_failure_says_why_and_an_address_is_masked(cast, rows):
    page = client_of("nora", cast).get(RECORDS).content.decode()
    assert "The preregistration was over." in page
    assert "who@aspen.example" not in page
    shown = client_of("nora", cast).post(RECORDS, {"toggle": "email"}).content.decode()
    assert "who@aspen.example" in shown


def test_withdrawing_is_offered_while_the_link_holds(cast, rows):
    client = client_of("ann", cast)
    page = client.get(RECORDS).content.decode()
    assert page.count("/withdraw/") == 1
    answer = client.post(f"{RECORDS}{rows['waiting']}/withdraw/", follow=True)
    assert "Invitation of CUS-000002 withdrawn." in answer.content.decode()
    rows["waiting"].refresh_from_db()
    assert rows["waiting"].state == State.WITHDRAWN
    assert client.post(f"{RECORDS}{rows['waiting']}/withdraw/").status_code == 403
    assert client.post(f"{RECORDS}{rows['withdrawn']}/withdraw/").status_code == 404


def test_an_empty_list_says_where_to_begin(cast):
    page = client_of("max", cast).get(RECORDS).content.decode()
    assert "No customer has been invited yet" in page
