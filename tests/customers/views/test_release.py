"""Release a customer: a reason is asked for, and the customer is free afterwards."""

import pytest

from customers.models import Claim, Customer
from tests.support.browsers import client_of


def address(customer: Customer) -> str:
    return f"/partner/sales/customers/{customer.number}/release/"


def test_a_reason_releases_and_stays_with_the_customer(cast):
    client, customer = client_of("ann", cast), cast.ann_preregistered
    page = client.get(address(customer)).content.decode()
    assert "Others can preregister the customer from then on." in page
    assert "Aspen Biotech" not in page
    answer = client.post(address(customer), {"reason": "They build it themselves."})
    assert (answer.status_code, answer["Location"]) == (303, "/partner/sales/customer-development/")
    stored = Customer.objects.get(pk=customer.pk)
    assert (stored.state, stored.ended_reason) == (Customer.State.RELEASED, "They build it themselves.")
    assert not Claim.objects.filter(customer=customer).exists()
    assert f"{customer.number} released." in client.get("/partner/sales/customer-development/").content.decode()
    details = client.get(f"/partner/sales/customers/{customer.number}/").content.decode()
    assert "They build it themselves." in details
    assert f'href="/partner/sales/customers/{customer.number}/preregister/"' in details


@pytest.mark.parametrize(("reason", "said"), [("", "Enter a reason"), ("no", "Reason must be 5 characters or more")])
def test_without_a_reason_nothing_is_released(reason, said, cast):
    answer = client_of("ann", cast).post(address(cast.ann_preregistered), {"reason": reason})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Customer.objects.get(pk=cast.ann_preregistered.pk).state == Customer.State.PREREGISTERED


def test_small_letters_lead_to_the_right_address(cast):
    wrong = address(cast.ann_preregistered).replace("CUS", "cus")
    answer = client_of("ann", cast).get(wrong)
    assert (answer.status_code, answer["Location"]) == (302, address(cast.ann_preregistered))
