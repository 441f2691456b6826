"""Opportunity Details as a signed-in person reads it."""

ROOT = "/partner/sales/opportunities"


def address(opportunity, rest=""):
    return f"{ROOT}/{opportunity.number}/{rest}"


def read(client, user, opportunity, query=""):
    client.force_login(user)
    answer = client.get(address(opportunity) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def reveal(client, user, opportunity, key, **more):
    client.force_login(user)
    return client.post(address(opportunity), {"toggle": key}, **more)
