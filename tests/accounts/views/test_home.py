"""The page behind sign-in leads everybody to where they work."""

import pytest

from tests.support.browsers import client_of


@pytest.mark.parametrize(
    ("person", "leads_to", "not_to"), [("ann", "/partner/", "/admin/"), ("olga", "/admin/", "/partner/")]
)
def test_the_home_of_an_account_leads_on(person, leads_to, not_to, cast):
    answer = client_of(person, cast).get("/")
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert (answer.status_code, f'href="{leads_to}"' in main, f'href="{not_to}"' in main) == (200, True, False)


def test_a_stranger_signs_in_first(client, db):
    assert client.get("/")["Location"] == "/signin/?next=/"
