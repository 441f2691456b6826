"""Where a notification leads, and with which drawing it is listed."""

from collections.abc import Mapping
from types import MappingProxyType

from accounts.models import Notification
from accounts.notification_many import LISTS
from accounts.notification_words import Kind

SALES = "/partner/sales"
#: Where the page of a record is, by the model's name. What has none leads back to the notifications.
PLACES: Mapping[str, str] = MappingProxyType(
    {
        "opportunity": f"{SALES}/opportunities/%s/",
        "draft": f"{SALES}/opportunities/drafts/%s/",
        "customer": f"{SALES}/customers/%s/",
        "application": f"{SALES}/resellers/applications/%s/",
        "customerimport": f"{SALES}/imports/%s/",
        "marketingtask": f"{SALES}/marketing-tasks/%s/",
        "export": "/partner/exports/",
        "partner": "/partner/organization/reveals/",
        "user": "/partner/organization/reveals/",
    }
)
#: Drawings by what it is about; of what went wrong or runs out, a warning.
ICONS: Mapping[str, str] = MappingProxyType(
    {
        "application": "building-2",
        "customer": "building",
        "customerimport": "file-text",
        "export": "file-down",
        "draft": "file-pen-line",
        "marketingtask": "megaphone",
        "opportunity": "trending-up",
    }
)
_PRESSING = frozenset(
    {
        *(Kind.PREREGISTRATION_ENDING, Kind.PREREGISTRATION_EXPIRED, Kind.ASSOCIATION_FAILED, Kind.REVEAL_LIMIT),
        *(Kind.OPPORTUNITY_STALE, Kind.OPPORTUNITY_OVERDUE, Kind.DRAFT_EXPIRES),
    }
)


def icon(notification: Notification) -> str:
    pressing = notification.kind in _PRESSING
    return "triangle-alert" if pressing else ICONS.get(notification.subject_kind, "bell")


def place(notification: Notification) -> str:
    """The address that opening it leads to; nothing where the record has no page. Of many records, their list."""
    if not notification.reference or (
        notification.kind == Kind.CUSTOMER_ASSIGNED and notification.subject_kind == "partner"
    ):
        return LISTS.get(notification.subject_kind, "")
    address = PLACES.get(notification.subject_kind, "")
    return address % notification.reference if "%s" in address else address
