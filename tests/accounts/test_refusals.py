"""The page of a refusal: its title fits the cause, it names who can help, and it leads back."""

import re

import pytest

from tests import make

OPPORTUNITIES = "/partner/sales/opportunities"
NO_ACCESS, NOT_NOW = "You do not have access to this page", "This cannot be done now"


def _told(page: str) -> tuple[str, str, str]:
    """The heading, the sentence under it, and where the way out leads."""
    part = page.partition('class="pc-error-page"')[2]
    found = (re.search(pattern, part) for pattern in ("<h1>(.*?)</h1>", "<p>(.*?)</p>", 'btn-primary" href="(.*?)"'))
    return tuple(match.group(1) for match in found if match)


@pytest.mark.parametrize(
    ("who", "what", "path", "heading", "said"),
    [
        (
            "dirk",
            "ann_opportunity",
            "modify/basic/",
            NO_ACCESS,
            "Only distributors and their account managers can modify opportunities. Ask your administrator nora.",
        ),
        ("ann", "won_opportunity", "modify/basic/", NOT_NOW, "Closed opportunities cannot be modified."),
        (
            "nora",
            "lost_opportunity",
            "progress/new/",
            NOT_NOW,
            "This opportunity is closed. It takes no further progress.",
        ),
    ],
)
def test_refusal_says_why_who_can_help_and_leads_to_the_record(client, cast, who, what, path, heading, said):
    opportunity = getattr(cast, what)
    client.force_login(getattr(cast, who))
    record = f"{OPPORTUNITIES}/{opportunity.number}/"
    answer = client.get(f"{record}{path}")
    page = answer.content.decode()
    assert (answer.status_code, _told(page)) == (403, (heading, said, record))
    assert f"<title>{heading} - Partner Center</title>" in page


def test_page_without_a_record_leads_home_and_names_every_other_administrator(client, cast):
    make.member(partner=cast.sky, username="saul", name="Saul Reyes", role="administrator")
    for who, helpers in (("sam", "saul, skye"), ("skye", "saul")):
        client.force_login(getattr(cast, who))
        page = client.get(f"{OPPORTUNITIES}/new/").content.decode()
        said = f"Only distributors and their account managers can add opportunities. Ask your administrator {helpers}."
        assert _told(page) == (NO_ACCESS, said, "/partner/")


def test_what_is_outside_the_scope_is_not_refused_but_missing(client, cast):
    client.force_login(cast.bob)
    answer = client.get(f"{OPPORTUNITIES}/{cast.won_opportunity.number}/modify/basic/")
    assert answer.status_code == 404
    assert cast.won_opportunity.name not in answer.content.decode()
