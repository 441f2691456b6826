"""The link with which an invited company applies to become a reseller, and looks how its application stands."""

from typing import Any

from django.utils import timezone

from accounts.by_link import Link
from customers.models import Application
from customers.permissions import can_follow


def _followed(key: Any) -> Application | None:
    application = Application.objects.select_related("tenant").get(pk=key)
    return application if can_follow(application, timezone.now()) else None


APPLYING = Link("application_of", _followed, closed="customers/apply_closed.html")
