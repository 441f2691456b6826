"""The signpost of Organization leads each person to what the menu has for them."""

import re

import pytest

from tests.support.browsers import client_of

MEMBERS = ["/partner/organization/members/"]
DISTRIBUTOR = ["/partner/organization/distributor/"]
LOGS = ["/partner/organization/audit/", "/partner/organization/reveals/"]


@pytest.mark.parametrize(
    ("person", "links"),
    [
        ("nora", MEMBERS + LOGS),
        ("ann", LOGS[:1]),
        ("dirk", []),
        ("skye", MEMBERS + DISTRIBUTOR + LOGS),
        ("sam", DISTRIBUTOR + LOGS[:1]),
        ("sid", DISTRIBUTOR),
    ],
)
def test_organization_lists_what_the_menu_has(person, links, cast):
    answer = client_of(person, cast).get("/partner/organization/")
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert (answer.status_code, re.findall(r'href="([^"]+)"', main)) == (200, links)
    assert ("Nothing here for your role" in main) == (not links)


def test_the_logs_lead_up_to_it(cast):
    client = client_of("nora", cast)
    for address in MEMBERS + LOGS:
        crumbs = re.search(r'<nav class="pc-breadcrumb".*?</nav>', client.get(address).content.decode(), re.DOTALL)
        assert crumbs
        assert 'href="/partner/organization/"' in crumbs[0]
