"""The eye of Modify: the customer's name, on a page on which somebody types."""

from django.test import Client

from accounts.audit import REVEALED
from accounts.models import AuditEntry
from tests.cast import Cast


def test_eye_shows_the_customer_is_recorded_and_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    client.force_login(cast.ann)
    opportunity, name = cast.ann_opportunity, cast.ann_opportunity.customer.name
    tab = f"/partner/sales/opportunities/{opportunity.number}/modify/other/"
    assert name not in client.get(tab).content.decode()
    sent = {"version": opportunity.version, "pain_points": "It is slow", "toggle": "customer_name"}
    answer = client.post(tab, sent)
    page = answer.content.decode()
    assert (answer.status_code, f'"pc-clear">{name}</bdi>' in page, "It is slow" in page) == (200, True, True)
    eye = page.partition('id="eye-customer_name"')[2].partition(">")[0]
    assert all(part in eye for part in ('form="modify"', 'name="toggle"', 'aria-pressed="true"'))
    opportunity.refresh_from_db()
    assert opportunity.pain_points != "It is slow"
    [line] = AuditEntry.objects.filter(action=REVEALED)
    assert (line.actor, line.subject, line.details["column"]) == (cast.ann, opportunity.number, "customer_name")
