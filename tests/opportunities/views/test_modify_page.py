"""Modify, as one sees it: who it is about, and what is asked where."""

from accounts.audit import REVEALED
from accounts.models import AuditEntry
from tests.opportunities.views.test_modify import address, fresh, open_form
from tests.support.markup import element


def test_eye_shows_the_customer_is_recorded_and_keeps_what_was_typed(client, cast):
    opportunity, tab = cast.ann_opportunity, address(cast.ann_opportunity, "other")
    sent = open_form(client, cast.ann, opportunity, "other") | {"pain_points": "It is slow"}
    name = opportunity.customer.name
    assert name not in client.get(tab).content.decode()
    answer = client.post(tab, {**sent, "toggle": "customer_name"})
    page = answer.content.decode()
    assert (answer.status_code, f'"pc-clear">{name}</bdi>' in page, "It is slow" in page) == (200, True, True)
    eye = page.partition('id="eye-customer_name"')[2].partition(">")[0]
    assert all(part in eye for part in ('form="modify"', 'name="toggle"', 'aria-pressed="true"'))
    assert fresh(opportunity).pain_points != "It is slow"
    [line] = AuditEntry.objects.filter(action=REVEALED)
    assert (line.actor, line.subject, line.details["column"]) == (cast.ann, opportunity.number, "customer_name")


def test_basic_tab_asks_for_the_tender_date_beside_its_question(client, cast):
    """There is no next step here, and a date that a bidding project must have is not optional."""
    client.force_login(cast.ann)
    page = client.get(address(cast.ann_opportunity)).content.decode()
    assert "Yes if there is a tender</div>" in page
    assert "in the next step" not in page
    for name in ("tender_date", "business_system_other"):
        assert "(optional)" not in element(page, f"id_{name}_field")
