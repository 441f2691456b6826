"""What the demo world's members were told: what would have been told, to whom it would have been told, and no more."""

from django.utils import timezone

from accounts.housekeeping import keep_house
from accounts.models import Notification
from opportunities.demo.world import load_world
from opportunities.models import Opportunity


def test_the_past_was_told_as_it_happened(db):
    load_world()
    rows = list(Notification.objects.select_related("recipient__partner"))
    assert {row.recipient.username for row in rows} >= {"northstar", "ana", "ben", "dora", "mia"}
    for row in (one for one in rows if one.subject_kind == "opportunity"):
        assert row.at <= timezone.now()
        assert Opportunity.objects.visible_to(row.recipient).filter(number=row.reference).exists()
    unread = {row.recipient.username for row in rows if row.read_at is None}
    assert {"northstar", "ana"} <= unread
    told = Notification.objects.exclude(once="").count()
    assert told > 10
    keep_house()
    assert Notification.objects.exclude(once="").exclude(kind__startswith="pre").count() == told
