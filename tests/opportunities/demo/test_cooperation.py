"""The companies of the demo world that Northstar has invited: who waits, and who was told."""

from accounts.models import Mail, Notification
from customers.models import Application
from opportunities.demo.world import load_world


def test_companies_apply_and_wait_as_the_readme_says(db) -> None:
    load_world()
    rows = Application.objects.order_by("number").values_list("number", "state")
    states = ("rejected", "expired", "applied", "applied", "invited", "invited")
    assert list(rows) == [(f"APP-{place:04d}", state) for place, state in enumerate(states, start=1)]
    told = Notification.objects.filter(kind="cooperation_applied").values_list("recipient__username", "reference")
    assert sorted(told) == [("northstar", "APP-0003"), ("northstar", "APP-0004")]
    assert not Mail.objects.exists()
